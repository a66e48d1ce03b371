import { createClient } from "./client";
import type { WidgetConfig } from "./contract";
import { createHost } from "./host";
import { knownLanguage, loadCatalog, pick } from "./i18n";
import type { State } from "./state";
import "./style.css";
import "./conversation.css";
import { render } from "./dom";
import { oneLine } from "./text";
import { looked, pageMoved } from "./update";
import { App, leave } from "./view/app";
import { isTouch } from "./view/keyboard";
import { more } from "./view/lazy";

const kRetryAfter = 3_000;
const kPhone = 480;

const page = document.documentElement;
const [, kind, serviceKey = ""] = location.pathname.split("/");
const isFramed = kind === "widget" && parent !== window;
const host = isFramed ? createHost(parent, location.hash) : null;
const wishes = [new URLSearchParams(location.search).get("language"), ...navigator.languages];
const wish = knownLanguage(wishes);
const client = createClient(serviceKey, wish, host, show);

let texts: "none" | "loading" | "loaded" = "none";
let worn: WidgetConfig | null = null;

async function loadTexts(): Promise<void> {
  texts = "loading";
  try {
    await loadCatalog(client.language());
    texts = "loaded";
    show(client.state);
  } catch {
    setTimeout(loadTexts, kRetryAfter);
  }
}

/** Without a wish that we know, the texts wait for the service's own language. */
function show({ phase, config }: State): void {
  if (texts === "none" && (wish || phase !== "loading")) void loadTexts();
  if (texts !== "loaded") return;
  if (config && config !== worn) wear(config);
  render(<App client={client} />, document.body);
}

function wear(config: WidgetConfig): void {
  const { color } = config;
  const title = pick(config.title, config.language);
  worn = config;
  document.title = title;
  page.style.setProperty("--brand", color);
  host?.tell({ madoguchi: 1, type: "config", color, title });
}

function focusFirst(): void {
  const find = (what: string) => document.querySelector<HTMLElement>(what);
  const input = isTouch() ? null : find("textarea,.step input");
  (input ?? find("main"))?.focus();
}

/** Operators get this as a link: nothing but an address of the web. */
function moved(url: string, title: string): void {
  if (typeof title !== "string" || !/^https?:/.test(url)) return;
  client.dispatch(pageMoved({ url: oneLine(url, 2000), title: oneLine(title, 300) }));
}

host?.listen((message) => {
  if (message.type === "page") {
    moved(message.url, message.title);
    return;
  }
  const isShown = message.type === "open";
  client.dispatch(looked({ isShown }));
  if (isShown) focusFirst();
});

/** Where the chat fills a phone's screen it has a way back at the left and larger targets. */
function fit(): void {
  const width = isFramed ? Math.min(outerWidth || kPhone, screen.width) : innerWidth;
  page.classList.toggle("phone", width < kPhone);
  // The keyboard of a phone covers the page without making it smaller.
  if (!isFramed && visualViewport) {
    page.style.setProperty("--height", `${visualViewport.height}px`);
    scrollTo(0, 0);
  }
  show(client.state);
}

/** Esc leaves what is open, from the inside out: a dialog (by itself), the menu, the chat. */
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.isComposing || document.querySelector("dialog[open]")) return;
  if (client.state.isMenuOpen) more(client)?.closeMenu(client);
  else if (host) leave(client);
});

if (!host) moved(location.href, document.title);
(window.visualViewport ?? window).addEventListener("resize", fit);
fit();
client.start();
host?.tell({ madoguchi: 1, type: "ready" });
