import { kLegTimers, makePeer, sharedContext } from "@madoguchi/shared/browser_leg";
import { CustomerCall } from "@madoguchi/shared/customer_call";
import { openAnyMicrophone, silenceOf } from "@madoguchi/shared/leg_sounds";
import type { LegParts, Speaker } from "@madoguchi/shared/phone_leg";
import { answerOf } from "../api";
import type { Client } from "../client";
import type { ProblemCode } from "../contract";

/** A request that the server refused, by its stable code. */
export class Refusal extends Error {
  constructor(readonly code: ProblemCode) {
    super(code);
  }
}

async function post<T>(address: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(address, init).catch(() => null);
  const isEmpty = response?.status === 204;
  const answer = answerOf<T>(
    response?.ok ?? false,
    isEmpty ? {} : await response?.json().catch(() => null),
  );
  if ("code" in answer) throw new Refusal(answer.code);
  return answer.value;
}

function makeSpeaker(): Speaker {
  const element = new Audio();
  return {
    play: (stream) => {
      element.srcObject = stream;
      void element.play().catch(() => undefined);
    },
    stop: () => {
      element.pause();
      element.srcObject = null;
    },
  };
}

function makeLegParts(): LegParts {
  return {
    makePeer,
    getMicrophone: openAnyMicrophone,
    silence: () => silenceOf(sharedContext()),
    speaker: makeSpeaker(),
    meter: () => null,
    timers: kLegTimers,
  };
}

/** A call of this visitor to their service. */
export function makeTalk({ base }: Client, onChange: () => void): CustomerCall {
  const calls = `${base}calls`;
  const sockets = location.origin.replace("http", "ws");
  return new CustomerCall({
    api: {
      open: (sdp) => post(calls, { sdp }),
      hangUp: (callId) => post(`${calls}/${callId}/hang-up`, {}),
      watch: (callId) => new WebSocket(`${sockets}${calls}/${callId}/socket`),
    },
    leg: makeLegParts(),
    now: Date.now,
    onChange,
  });
}
