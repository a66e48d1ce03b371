/** What the loader shows: a round button and, above it, the frame; on a phone the frame fills the screen. */

const kTexts: Record<string, readonly [string, string]> = {
  ja: ["チャット", "未読"],
  ko: ["채팅", "읽지 않음"],
};

const kBubble = "M4 11.5a8 8 0 1 1 3.5 6.6L4 19l1-3.3a8 8 0 0 1-1-4.2z";
const kDown = "M6 9l6 6 6-6";
const kSvg = "http://www.w3.org/2000/svg";

// The page's own rules cannot reach in, and these win over what it says about the outermost element.
const kStyle = `:host{all:initial!important;direction:ltr!important;position:fixed!important;z-index:999999999!important}
iframe,button{all:initial;position:fixed;right:24px;bottom:24px;box-shadow:0 8px 24px #101b3333}
button{width:56px;height:56px;border-radius:50%;background:var(--c,#2b57a6);cursor:pointer}
:focus-visible{outline:2px solid #4573c4;outline-offset:2px}
svg{width:28px;margin:14px;fill:none;stroke:#fff;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-4px;right:-4px;padding:0 5px;border-radius:10px;background:#c43d2b;color:#fff;font:700 12px/20px system-ui;text-align:center}
iframe{bottom:96px;width:372px;height:min(724px,100dvh - 176px);border-radius:16px;background:#fbfaf8}
iframe:not(.on){visibility:hidden;opacity:0}
@media(prefers-reduced-motion:no-preference){iframe{transition:opacity .16s}}
@media(max-width:479px){iframe{inset:var(--t,0) 0 auto;width:100%;height:var(--h,100dvh);border-radius:0}.on~button{display:none}}`;

const outer = document.createElement("div");
const button = document.createElement("button");
const badge = document.createElement("b");
const path = document.createElementNS(kSvg, "path");
const root = outer.attachShadow({ mode: "closed" });
let texts: readonly [string, string] = ["Chat", "unread"];
let title = "";
let unread = 0;
let isOpen = false;
export let frame: HTMLIFrameElement | undefined;

function set(property: string, value: string): void {
  outer.style.setProperty(property, value);
}

function refresh(): void {
  const [name, unreadText] = texts;
  badge.hidden = isOpen || !unread;
  badge.textContent = `${unread}`;
  button.ariaLabel = badge.hidden ? name : `${name} (${unreadText} ${unread})`;
  button.ariaExpanded = `${isOpen}`;
  path.setAttribute("d", isOpen ? kDown : kBubble);
  frame?.classList.toggle("on", isOpen);
  if (frame) frame.title = title || name;
}

export function wear(color: string, newTitle: string): void {
  if (/^#[0-9a-f]{6}$/i.test(color)) set("--c", color);
  title = newTitle;
  refresh();
}

export function count(messages: number): void {
  unread = messages;
  refresh();
}

export function show(shown: boolean): void {
  isOpen = shown;
  refresh();
  (shown ? frame : button)?.focus();
}

export function addFrame(address: string): void {
  frame = document.createElement("iframe");
  frame.allow = "microphone";
  frame.src = address;
  root.prepend(frame);
  refresh();
}

/** The keyboard of a phone covers the page without making it smaller. */
function fit(): void {
  set("--t", `${visualViewport?.offsetTop}px`);
  set("--h", `${visualViewport?.height}px`);
}

export function begin(language: string, onClick: () => void): void {
  // A style sheet object: no rule of the page about inline styles can stop it.
  const sheet = new CSSStyleSheet();
  const svg = document.createElementNS(kSvg, "svg");
  sheet.replaceSync(kStyle);
  root.adoptedStyleSheets = [sheet];
  texts = kTexts[language] ?? texts;
  outer.lang = language;
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.append(path);
  button.append(svg, badge);
  button.onclick = onClick;
  root.append(button);
  for (const type of ["resize", "scroll"]) visualViewport?.addEventListener(type, fit);
  // Not in the body: frameworks exchange its content.
  document.documentElement.append(outer);
}
