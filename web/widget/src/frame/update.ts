import {
  type FrameFromServer,
  isAfter,
  type ProblemCode,
  type VisitorView,
  type WidgetConfig,
} from "./contract";
import { changeOutgoing, flush, needsVisit, refused } from "./outbox";
import type { Action, Effect, Page, Patch, State } from "./state";
import { addMessages, applyLive, applyView, kNoContact } from "./thread";

const kTypingShown = 6_000;
const kToldAfter = 2_500;
const kFirstDelay = 500;
const kLongestDelay = 8_000;
const kSlowDelay = 60_000;

/** Close codes (docs/events.md): of all others we only know that trying again is right. */
const kUnknownVisitor = 4001;
const kNotUnderstood = 4400;
const kTooManySockets = 4008;
const kFrameTooLarge = 1009;

function openLink(effects: Effect[]): Patch {
  effects.push(["openLink"], ["tickIn", kToldAfter]);
  return { link: "opening" };
}

function openLater(state: State, effects: Effect[], ms?: number): Patch {
  effects.push(["openLinkLater", ms ?? Math.min(kFirstDelay * 2 ** state.attempts, kLongestDelay)]);
  return { attempts: state.attempts + 1 };
}

/** What was sent may or may not have arrived: the same id goes out again on the next link. */
function lost(state: State, now: number): Patch {
  const downSince = state.downSince || now;
  return { link: "down", typing: null, inFlight: null, typedAt: 0, downSince };
}

export const configLoaded =
  (config: WidgetConfig): Action =>
  (state) => ({
    config,
    phase: config.isEnabled ? "ready" : "disabled",
    isOnline: state.visit === "open" ? state.isOnline : config.isOnline,
  });

export const configMissing =
  (phase: "unreachable" | "disabled"): Action =>
  (state, effects) =>
    state.config ? {} : { phase, ...openLater(state, effects) };

export const retried: Action = (_, effects) => {
  effects.push(["getConfig"], ["getVisit"]);
  return { phase: "loading" };
};

/** The cookie of an earlier visit is known; when we ask because no socket opens, the server is busy. */
export const visitFound =
  (view: VisitorView): Action =>
  (state, effects) => ({
    ...applyView(state, view),
    ...(state.visit === "open" ? openLater(state, effects) : openLink(effects)),
    visit: "open",
    isKnown: true,
  });

/** The server does not know this visitor (any more): begin again, with what is not sent yet. */
export const visitMissing: Action = (state, effects, now) => {
  effects.push(["closeLink"]);
  if (state.visit === "open" && !state.isKnown) return { ...lost(state, now), phase: "blocked" };
  return {
    ...lost(state, now),
    ...kNoContact,
    visit: "none",
    thread: [],
    consentAt: null,
    conversation: null,
    seen: null,
    isOffline: false,
    isOnline: !!state.config?.isOnline,
  };
};

export const visitProbeFailed: Action = (state, effects) => openLater(state, effects);

export const visitAsked =
  (consent: boolean, name: string): Action =>
  (state, effects) => {
    if (state.visit !== "none") return {};
    effects.push(["startVisit", consent, name]);
    return { visit: "starting", visitProblem: "" };
  };

export const visitStarted =
  (view: VisitorView): Action =>
  (state, effects) => ({
    ...applyView(state, view),
    ...openLink(effects),
    visit: "open",
    isKnown: false,
    pausedUntil: 0,
  });

export const visitRefused =
  (visitProblem: ProblemCode): Action =>
  (_, effects, now) => {
    effects.push(["tickIn", kLongestDelay]);
    return { visit: "none", visitProblem, pausedUntil: now + kLongestDelay };
  };

export const linkDue: Action = (state, effects) => {
  if (state.phase === "unreachable") effects.push(["getConfig"]);
  if (state.visit === "unknown") effects.push(["getVisit"]);
  return state.visit === "open" && state.link === "down" ? openLink(effects) : {};
};

export const linkOpened: Action = ({ thread }, effects) => {
  effects.push(["send", { type: "hello", after: thread.at(-1)?.id ?? null }]);
  return {};
};

export const linkClosed =
  (code: number, wasOpen: boolean): Action =>
  (state, effects, now) => {
    if (code === kUnknownVisitor) return visitMissing(state, effects, now);
    const { inFlight } = state;
    const isTooLarge = code === kFrameTooLarge && inFlight;
    const isSlow = code === kNotUnderstood || code === kTooManySockets;
    // A handshake that is refused looks like no network: only an HTTP request tells why.
    if (!wasOpen) effects.push(["getVisit"]);
    return {
      ...(isTooLarge && changeOutgoing(state, inFlight, { problem: "tooLarge" })),
      ...(wasOpen && openLater(state, effects, isSlow ? kSlowDelay : undefined)),
      ...lost(state, now),
    };
  };

/** Tried again all the same: a browser without a network still reaches a server on its own machine. */
export const networkLost: Action = (state, effects, now) => {
  effects.push(["closeLink"]);
  return { ...openLater(state, effects), ...lost(state, now), isOffline: state.visit === "open" };
};

export const networkFound: Action = (state, effects, now) => ({
  ...(state.phase === "unreachable" ? retried : linkDue)(state, effects, now),
  attempts: 0,
});

type FrameAction<K> = (frame: Extract<FrameFromServer, { type: K }>) => Action;

/** `alive` says nothing but that it came. */
const kFrames: { [K in Exclude<FrameFromServer["type"], "alive">]: FrameAction<K> } = {
  view:
    ({ view }) =>
    (state, effects) => {
      if (state.page) effects.push(["send", { type: "page", ...state.page }]);
      return {
        ...applyView(state, view),
        link: "up",
        attempts: 0,
        isKnown: true,
        downSince: 0,
        isOffline: false,
        sentRead: null,
      };
    },
  ack:
    ({ clientId, message }) =>
    (state) =>
      addMessages(state, [{ ...message, clientId }]),
  refused,
  message:
    ({ message }) =>
    (state) =>
      addMessages(state, [message]),
  state: (live) => (state) => applyLive(state, live),
  typing:
    ({ isTyping, name }) =>
    (_, effects, now) => {
      effects.push(["tickIn", kTypingShown]);
      return { typing: isTyping ? name : null, typingUntil: now + kTypingShown };
    },
};

export const received =
  (frame: FrameFromServer): Action =>
  (state, effects, now) => {
    const frames = kFrames as Partial<Record<string, FrameAction<FrameFromServer["type"]>>>;
    return frames[frame.type]?.(frame)(state, effects, now) ?? {};
  };

/** A deadline passed: what is over ends here, what may go on now goes on by the rules below. */
export const ticked: Action = (state, _, now) => {
  const isDown = state.visit === "open" && state.link !== "up";
  return {
    isOffline: state.isOffline || (isDown && now - state.downSince >= kToldAfter),
    typing: now >= state.typingUntil ? null : state.typing,
  };
};

type Look = "isShown" | "isPageVisible" | "isAtBottom" | "isMenuOpen" | "dialog";

/** What the customer sees of the chat. */
export const looked =
  (look: Partial<Pick<State, Look>>): Action =>
  () =>
    look;

export const pageMoved =
  (page: Page): Action =>
  ({ page: before, link }, effects) => {
    const isNews = before?.url !== page.url || before.title !== page.title;
    if (isNews && link === "up") effects.push(["send", { type: "page", ...page }]);
    return { page };
  };

/** Without a consent to ask for, the visit begins by itself with the first thing to send. */
const startVisitIfDue: Action = (state, effects, now) => {
  const isFree = state.phase === "ready" && !state.config?.consentRequired;
  const isDue = isFree && now >= state.pausedUntil && needsVisit(state);
  return isDue ? visitAsked(false, "")(state, effects, now) : {};
};

const see: Action = ({ thread, seen, isShown, isPageVisible, isAtBottom }) => {
  const last = thread.at(-1);
  if (!isShown || !isPageVisible || !isAtBottom || !isAfter(last, seen)) return {};
  return { seen: { contactId: last.contactId, number: last.number } };
};

const sendRead: Action = ({ seen, sentRead, contactId, link }, effects) => {
  if (link !== "up" || !isAfter(seen, sentRead) || seen.contactId !== contactId) return {};
  effects.push(["send", { type: "read", ...seen }]);
  return { sentRead: seen };
};

const sendEnd: Action = (state, effects) => {
  const isSent = state.outbox.every((outgoing) => outgoing.problem);
  if (!state.wantsEnd || state.link !== "up" || !isSent) return {};
  effects.push(["send", { type: "end" }]);
  return { wantsEnd: false };
};

/** What is due after anything that happens. */
const kRules = [see, startVisitIfDue, flush, sendRead, sendEnd];

export function update(
  state: State,
  action: Action,
  now: number,
): { state: State; effects: Effect[] } {
  const effects: Effect[] = [];
  let next = state;
  for (const rule of [action, ...kRules]) next = { ...next, ...rule(next, effects, now) };
  return { state: next, effects };
}
