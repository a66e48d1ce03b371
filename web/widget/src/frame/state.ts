import type {
  Conversation,
  FrameToServer,
  Ordered,
  ProblemCode,
  StoredFile,
  VisitorMessage,
  WidgetConfig,
} from "./contract";

/** A file that the customer chose; its bytes stay outside of the state, under `key`. */
export interface Attachment {
  key: string;
  name: string;
  size: number;
  isImage: boolean;
  /** 0 to 1 */
  progress: number;
  file: StoredFile | null;
  problem: ProblemCode | "";
}

/** A message that the server has not acknowledged yet. Its clientId never changes: resending is harmless. */
export interface Outgoing {
  clientId: string;
  text: string;
  files: StoredFile[];
  at: number;
  /** Why it was refused for good; a message without a problem goes out when its turn comes. */
  problem: ProblemCode | "";
}

export interface Page {
  url: string;
  title: string;
}

/** What the frame keeps from page to page, if the browser lets it. */
export interface Saved {
  outbox: Outgoing[];
  draft: string;
  seen: Ordered | null;
}

export interface State extends Saved {
  /** `blocked`: the browser keeps no cookie for this frame, only the full page can chat. */
  phase: "loading" | "unreachable" | "disabled" | "blocked" | "ready";
  config: WidgetConfig | null;
  visit: "unknown" | "none" | "starting" | "open";
  /** Why the last attempt to begin failed. */
  visitProblem: ProblemCode | "";
  /** `up` once the view that answers our hello is here. */
  link: "down" | "opening" | "up";
  /** Attempts to open a socket since the last view. */
  attempts: number;
  /** The server has recognized this visit's cookie. */
  isKnown: boolean;
  /** When the link was lost; the customer is told after a while. */
  downSince: number;
  isOffline: boolean;

  thread: VisitorMessage[];
  hasMore: boolean;
  consentAt: number | null;
  /** The contact that is not ended. */
  contactId: string | null;
  conversation: Conversation;
  place: number | null;
  operatorName: string;
  isOnline: boolean;
  /** By contact: the number up to which an operator has read. */
  read: Record<string, number>;
  /** Who is typing, until when. */
  typing: string | null;
  typingUntil: number;

  /** clientId of the one message that waits for its answer: one at a time keeps the order. */
  inFlight: string | null;
  /** The server asked to wait: nothing is sent before. */
  pausedUntil: number;
  tray: Attachment[];
  trayProblem: "" | "tooManyFiles" | "fileTooLarge" | "fileEmpty";
  /** When the server last heard that the customer types; 0 when it thinks that they do not. */
  typedAt: number;
  wantsEnd: boolean;

  sentRead: Ordered | null;
  page: Page | null;
  isShown: boolean;
  isPageVisible: boolean;
  isAtBottom: boolean;
  isMenuOpen: boolean;
  /** The question before the end, or a picture in full size. */
  dialog: "end" | StoredFile | null;
}

/** What the state asks the outside world to do; `Effect` is one call of it, as data. */
export interface Outside {
  getConfig: () => void;
  getVisit: () => void;
  startVisit: (consent: boolean, name: string) => void;
  openLink: () => void;
  closeLink: () => void;
  /** Milliseconds at most; the client takes something off, so that not all visitors come back at once. */
  openLinkLater: (ms: number) => void;
  send: (frame: FrameToServer) => void;
  tickIn: (ms: number) => void;
}

export type Effect = { [K in keyof Outside]: [K, ...Parameters<Outside[K]>] }[keyof Outside];

export type Patch = Partial<State>;

/** One thing that happened: what it changes, and in `effects` what is to be done. Pure: the time is given. */
export type Action = (state: State, effects: Effect[], now: number) => Patch;

export function initialState(saved: Partial<Saved>, isShown: boolean): State {
  return {
    outbox: [],
    draft: "",
    seen: null,
    ...saved,
    phase: "loading",
    config: null,
    visit: "unknown",
    visitProblem: "",
    link: "down",
    attempts: 0,
    isKnown: false,
    downSince: 0,
    isOffline: false,
    thread: [],
    hasMore: false,
    consentAt: null,
    contactId: null,
    conversation: null,
    place: null,
    operatorName: "",
    isOnline: false,
    read: {},
    typing: null,
    typingUntil: 0,
    inFlight: null,
    pausedUntil: 0,
    tray: [],
    trayProblem: "",
    typedAt: 0,
    wantsEnd: false,
    sentRead: null,
    page: null,
    isShown,
    isPageVisible: true,
    isAtBottom: true,
    isMenuOpen: false,
    dialog: null,
  };
}

/** Whether the customer can write here and now: somebody is there, or a chat is running [C3]. */
export function canWrite(state: State): boolean {
  return state.isOnline || state.contactId !== null || state.outbox.length > 0;
}
