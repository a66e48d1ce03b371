import type { CallView, CustomerCall } from "@madoguchi/shared/customer_call";
import type { Client } from "../client";
import type { ProblemCode } from "../contract";
import { visitAsked } from "../update";
import { makeTalk, Refusal } from "./talk";

/** What the panel shows; `view` is null before a call begins. */
export interface CallState {
  view: CallView | null;
  problem: ProblemCode | "";
  hasKeypad: boolean;
  /** Keys that were pressed. */
  pressed: string;
}

const kNew: CallState = { view: null, problem: "", hasKeypad: false, pressed: "" };

let state: CallState = kNew;
let talk: CustomerCall | null = null;
let ticks = 0;
/** A call that waits for the visit to begin: for the consent, or for the server. */
let isWanted = false;

export const callState = (): CallState => state;
/** A call is beginning or going on. */
export const isCalling = (): boolean => talk !== null && !talk.isOver;
export const isPreparing = (): boolean => isWanted;

function change(client: Client, part: Partial<CallState>): void {
  state = { ...state, ...part };
  client.refresh();
}

/** The time of the talk is shown by the second. */
function keepTime(client: Client, isTalking: boolean): void {
  if (isTalking === ticks > 0) return;
  clearInterval(ticks);
  ticks = isTalking ? window.setInterval(client.refresh, 1000) : 0;
}

function follow(client: Client, one: CustomerCall): void {
  if (talk !== one) return;
  keepTime(client, !one.isOver && one.view.talkingSince !== null);
  change(client, { view: one.view });
}

async function begin(client: Client): Promise<void> {
  isWanted = false;
  const one: CustomerCall = makeTalk(client, () => follow(client, one));
  talk = one;
  change(client, { ...kNew, view: one.view });
  try {
    await one.start();
  } catch (error) {
    if (talk !== one) return;
    change(client, { problem: error instanceof Refusal ? error.code : "internal" });
  }
}

/** The visit comes first: without it the server knows nobody. */
export function startCall(client: Client): void {
  if (isCalling()) return;
  const { visit, config } = client.state;
  if (visit === "open") {
    void begin(client);
    return;
  }
  isWanted = true;
  change(client, kNew);
  if (!config?.consentRequired) client.dispatch(visitAsked(false, ""));
}

/** Once, when this part is loaded. */
export function watchClient(client: Client): void {
  client.watchers.push(() => {
    const { visit, visitProblem, config } = client.state;
    if (!isWanted) return;
    if (visit === "open") void begin(client);
    else if (visitProblem && !config?.consentRequired) {
      isWanted = false;
      change(client, { problem: visitProblem });
    }
  });
  // A page that goes says so, or the server would wait for it.
  addEventListener("pagehide", () => talk?.leavePage());
}

export const hangUp = (): void => talk?.hangUp();
export const setMuted = (isMuted: boolean): void => talk?.setMuted(isMuted);
export const askForMicrophone = (): void => void talk?.askForMicrophone();

export function turnKeypad(client: Client): void {
  change(client, { hasKeypad: !state.hasKeypad });
}

export function press(client: Client, key: string): void {
  talk?.press(key);
  change(client, { pressed: (state.pressed + key).slice(-16) });
}

/** What ended is put away; what goes on stays. */
export function clearCall(): void {
  isWanted = false;
  if (!isCalling()) state = kNew;
}
