import { getConfig, getVisit, startVisit } from "./api";
import type { Language } from "./contract";
import type { Host } from "./host";
import { createLink } from "./link";
import { type Action, type Effect, initialState, type Outside, type State } from "./state";
import { loadSaved, saveSeen, saveUnsent } from "./storage";
import { unreadCount } from "./thread";
import {
  configLoaded,
  configMissing,
  linkClosed,
  linkDue,
  linkOpened,
  looked,
  networkFound,
  networkLost,
  received,
  ticked,
  update,
  visitFound,
  visitMissing,
  visitProbeFailed,
  visitRefused,
  visitStarted,
} from "./update";

const kConfigEvery = 60_000;

export interface Client {
  state: State;
  /** Null on the full page. */
  host: Host | null;
  serviceKey: string;
  /** Where the API of this service begins. */
  base: string;
  language: () => Language;
  dispatch: (action: Action) => void;
  start: () => void;
  /** Shows the present state once more: something outside of it is here now. */
  refresh: () => void;
  /** Called after every action. */
  watchers: (() => void)[];
}

/** Runs the effects of `update` and tells who shows the state; everything happens on the page's one thread. */
export function createClient(
  serviceKey: string,
  wish: Language | null,
  host: Host | null,
  show: (state: State) => void,
): Client {
  const base = `/api/widget/v1/${serviceKey}/`;
  const storageKey = `madoguchi:${serviceKey}`;
  let reconnect = 0;
  /** What the page around us heard last. */
  let told = "";

  const link = createLink(`${location.origin.replace("http", "ws")}${base}socket`, {
    onOpen: () => dispatch(linkOpened),
    onFrame: (frame) => dispatch(received(frame)),
    onClosed: (code, wasOpen) => dispatch(linkClosed(code, wasOpen)),
  });

  const client: Client = {
    state: initialState(loadSaved(storageKey), !host),
    host,
    serviceKey,
    base,
    language: () => wish ?? client.state.config?.language ?? "ja",
    dispatch,
    start,
    refresh: () => show(client.state),
    watchers: [],
  };

  const outside: Outside = {
    getConfig: async () => {
      const answer = await getConfig(base);
      if ("value" in answer) dispatch(configLoaded(answer.value));
      else dispatch(configMissing(answer.code === "notFound" ? "disabled" : "unreachable"));
    },
    getVisit: async () => {
      const answer = await getVisit(base);
      if ("value" in answer) dispatch(visitFound(answer.value));
      else dispatch(answer.code === "unauthenticated" ? visitMissing : visitProbeFailed);
    },
    startVisit: async (consent, name) => {
      const { page } = client.state;
      const answer = await startVisit(base, { consent, name, page, language: client.language() });
      dispatch("value" in answer ? visitStarted(answer.value) : visitRefused(answer.code));
    },
    openLink: link.open,
    closeLink: link.close,
    openLinkLater: (ms) => {
      clearTimeout(reconnect);
      reconnect = window.setTimeout(dispatch, ms * (0.5 + Math.random() / 2), linkDue);
    },
    send: link.send,
    tickIn: (ms) => void setTimeout(dispatch, ms + 20, ticked),
  };

  function dispatch(action: Action): void {
    const before = client.state;
    const { state, effects } = update(before, action, Date.now());
    client.state = state;
    const { outbox, draft, seen } = before;
    if (outbox !== state.outbox || draft !== state.draft) saveUnsent(storageKey, state);
    if (seen !== state.seen) saveSeen(state);
    tellUnread(state);
    for (const effect of effects) run(effect);
    show(client.state);
    for (const watch of client.watchers) watch();
  }

  function run([name, ...values]: Effect): void {
    (outside[name] as (...values: unknown[]) => void)(...values);
  }

  /** Also that no chat runs: the page may remember one that ended while the customer was away. */
  function tellUnread(state: State): void {
    const count = unreadCount(state);
    const isRunning = state.contactId !== null;
    const news = `${count} ${isRunning}`;
    if (state.visit === "unknown" || news === told) return;
    told = news;
    host?.tell({ madoguchi: 1, type: "unread", count, isRunning });
  }

  /** Without a socket only this tells whether somebody is online. */
  function refreshConfig(): void {
    const { visit, isShown, isPageVisible } = client.state;
    if (visit === "none" && isShown && isPageVisible) outside.getConfig();
  }

  function start(): void {
    outside.getConfig();
    outside.getVisit();
    setInterval(refreshConfig, kConfigEvery);
    addEventListener("online", () => dispatch(networkFound));
    addEventListener("offline", () => dispatch(networkLost));
    document.addEventListener("visibilitychange", () =>
      dispatch(looked({ isPageVisible: document.visibilityState === "visible" })),
    );
  }

  return client;
}
