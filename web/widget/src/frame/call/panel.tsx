import type { Client } from "../client";
import { t } from "../i18n";
import { Icon, kClose } from "../view/icon";
import { Consent } from "../view/steps";
import {
  askForMicrophone,
  type CallState,
  callState,
  hangUp,
  isCalling,
  isPreparing,
  press,
  setMuted,
  startCall,
  turnKeypad,
} from "./call";
import { duration, microphoneKey, stageKey } from "./words";

const kMicrophone =
  "M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3";
const kMuted = `${kMicrophone}M4 4l16 16`;
const kKeys =
  "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01";
const kHangUp = "M4 15.5c5-4.6 11-4.6 16 0l-2.2 2.3-3-1.3v-2.2a9 9 0 0 0-5.6 0v2.2l-3 1.3z";
const kPad = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

interface Props {
  client: Client;
  state: CallState;
}

function Round(props: {
  label: string;
  path: string;
  class?: string;
  pressed?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      class={`round ${props.class ?? ""}`}
      aria-label={props.label}
      aria-pressed={props.pressed}
      onClick={props.onClick}
    >
      <Icon path={props.path} size={22} />
    </button>
  );
}

function Keypad({ client, state }: Props): JSX.Element {
  return (
    <div class="pad">
      <output aria-live="off">{state.pressed}</output>
      {kPad.map((key) => (
        <button type="button" key={key} onClick={() => press(client, key)}>
          {key}
        </button>
      ))}
    </div>
  );
}

function Controls({ client, state }: Props): JSX.Element {
  const isMuted = state.view?.isMuted ?? false;
  return (
    <div class="controls">
      <Round
        label={t("mute")}
        path={isMuted ? kMuted : kMicrophone}
        pressed={isMuted}
        onClick={() => setMuted(!isMuted)}
      />
      <Round
        label={t("keypad")}
        path={kKeys}
        pressed={state.hasKeypad}
        onClick={() => turnKeypad(client)}
      />
      <Round label={t("hangUp")} path={kHangUp} class="end" onClick={hangUp} />
    </div>
  );
}

/** What is heard of the call, for those who see it and those who hear it read. */
function Status({ state }: { state: CallState }): JSX.Element {
  const { view } = state;
  const since = view?.stage === "ended" ? null : (view?.talkingSince ?? null);
  const name = view?.operatorName ?? "";
  return (
    <div class="standing">
      <p role="status">
        {t(stageKey(state), { place: view?.place ?? "" })}
        {name && `・${t("callWith", { name })}`}
      </p>
      {since !== null && <p class="time">{duration(Date.now() - since)}</p>}
      {view?.stage === "waiting" && <p class="music">{t("callMusic")}</p>}
    </div>
  );
}

function Microphone({ state }: { state: CallState }): JSX.Element {
  const key = microphoneKey(state);
  if (!key) return null;
  return (
    <p class="unheard" role="alert">
      {t(key)}
      <button type="button" class="plain" onClick={askForMicrophone}>
        {t("microphoneAgain")}
      </button>
    </p>
  );
}

/** Below the header, over the chat: one can write while one talks. */
export function Panel({ client, close }: { client: Client; close: () => void }): JSX.Element {
  const state = callState();
  const { visit, config } = client.state;
  if (config?.consentRequired && visit !== "open")
    return (
      <section class="call asks" aria-label={t("call")}>
        <Consent client={client} config={config} begin={t("callNow")} />
      </section>
    );
  return (
    <section class="call" aria-label={t("call")}>
      <Status state={state} />
      <Microphone state={state} />
      {isCalling() && state.hasKeypad && <Keypad client={client} state={state} />}
      {isCalling() && <Controls client={client} state={state} />}
      {!isCalling() && !isPreparing() && (
        <div class="controls">
          <button type="button" class="main" onClick={() => startCall(client)}>
            {t(state.view ? "callAgain" : "callNow")}
          </button>
          <Round label={t("callClose")} path={kClose} onClick={close} />
        </div>
      )}
    </section>
  );
}
