import type { FrameFromServer, ProblemCode } from "./contract";
import type { Action, Outgoing, Patch, State } from "./state";

const kLongestPause = 60;

export function changeOutgoing(state: State, clientId: string, change: Partial<Outgoing>): Patch {
  const outbox = state.outbox.map((outgoing) =>
    outgoing.clientId === clientId ? { ...outgoing, ...change } : outgoing,
  );
  return { outbox };
}

const kPasses: ProblemCode[] = ["rateLimited", "tryLater", "unavailable"];

/** "Too fast" and "busy" pass: everything waits and goes out again. Any other refusal is shown at its message. */
export const refused =
  ({ clientId, problem }: Extract<FrameFromServer, { type: "refused" }>): Action =>
  (state, effects, now) => {
    const inFlight = state.inFlight === clientId ? null : state.inFlight;
    if (!kPasses.includes(problem.code))
      return { inFlight, ...changeOutgoing(state, clientId, { problem: problem.code }) };
    const ms = Math.min(Math.max(problem.retryAfterSeconds ?? 1, 1), kLongestPause) * 1000;
    effects.push(["tickIn", ms]);
    return { inFlight, pausedUntil: now + ms };
  };

/** Sends the first message that is not refused, if none awaits its answer. */
export const flush: Action = (state, effects, now) => {
  const next = state.outbox.find((outgoing) => !outgoing.problem);
  if (!next || state.link !== "up" || state.inFlight || now < state.pausedUntil) return {};
  const { clientId, text, files } = next;
  const fileIds = files.map((file) => file.id);
  effects.push(["send", { type: "message", clientId, text, fileIds }]);
  return { inFlight: clientId };
};

/** Whether something waits that only a visit can take. */
export function needsVisit(state: State): boolean {
  return state.tray.length > 0 || state.outbox.some((outgoing) => !outgoing.problem);
}
