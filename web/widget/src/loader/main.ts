import { received, type ToFrame, type ToLoader } from "../border";
import { addFrame, begin, count, frame, show, wear } from "./look";

/*
 * The script of the customer's page. It adds one element and one frozen global, and learns nothing of the chat: the
 * frame is of another origin, and what it tells is in border.ts.
 */

const script = document.currentScript as HTMLScriptElement | null;
const { service = "", language: wish } = script?.dataset ?? {};
const memory = `madoguchi:${service}`;
const language = (wish || document.documentElement.lang).slice(0, 2);
let origin = "";
let color = script?.dataset.color ?? "";
let isReady = false;
let isOpen = false;
/** "1" while a chat is running. */
let hasChat = "";

/** Storage may throw: then the next page begins anew. */
function guarded<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}

/** A color and whether a chat is running is all that stays on the customer's page. */
function remember(): void {
  guarded(() => localStorage.setItem(memory, `${color} ${hasChat}`));
}

function load(): void {
  addFrame(`${origin}/widget/${service}?language=${language}#${location.origin}`);
}

function tell(message: ToFrame): void {
  if (isReady) frame?.contentWindow?.postMessage(message, origin);
}

function tellPage(): void {
  tell({ madoguchi: 1, type: "page", url: location.href, title: document.title });
}

function turn(opens: boolean): void {
  if (opens && !frame) load();
  isOpen = opens;
  show(opens);
  if (opens) tellPage();
  tell({ madoguchi: 1, type: opens ? "open" : "close" });
}

/** What is not open keeps its hands off the page's focus. */
function close(): void {
  if (isOpen) turn(false);
}

function hear(message: ToLoader): void {
  const { type } = message;
  if (type === "close") close();
  if (type === "config") {
    color = message.color;
    wear(color, message.title);
  }
  if (type === "unread") {
    count(message.count);
    hasChat = message.isRunning ? "1" : "";
  }
  remember();
  if (type !== "ready") return;
  isReady = true;
  if (isOpen) turn(true);
  else tellPage();
}

function start(): void {
  const [lastColor = "", flag = ""] = guarded(() => localStorage.getItem(memory))?.split(" ") ?? [];
  color ||= lastColor;
  hasChat = flag;
  begin(language, () => turn(!isOpen));
  wear(color, "");
  addEventListener("message", (event) => {
    const message = received<ToLoader>(event, frame?.contentWindow, origin);
    if (message) hear(message);
  });
  // Pages that change their address without loading; their titles follow. Not every browser has this.
  const { navigation } = window as { navigation?: EventTarget };
  navigation?.addEventListener("navigatesuccess", () => setTimeout(tellPage, 500));
  const value = Object.freeze({ open: () => turn(true), close });
  Object.defineProperty(window, "madoguchi", { value });
  if (hasChat) load();
}

const { madoguchi } = window as { madoguchi?: object };
if (script && /^[a-z0-9]{12}$/.test(service) && !(madoguchi && Object.isFrozen(madoguchi))) {
  origin = new URL(script.src).origin;
  start();
}
