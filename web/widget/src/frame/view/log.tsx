import type { Client } from "../client";
import type { StoredFile } from "../contract";
import { pick, t } from "../i18n";
import { linkify } from "../linkify";
import { type Row, rowsOf } from "../rows";
import { initial } from "../text";
import { unreadCount } from "../thread";
import { looked } from "../update";
import { Icon } from "./icon";
import { more } from "./lazy";

const kDown = "M12 5v14m-6-6l6 6 6-6";
const kPeople =
  "M16 20v-2a3 3 0 0 0-3-3H7a3 3 0 0 0-3 3v2M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M20 20v-2a3 3 0 0 0-2-2.8M15.5 4.3a3.5 3.5 0 0 1 0 6.4";
const kShield = "M12 3l7 3v5c0 4.6-3 8.2-7 10-4-1.8-7-5.4-7-10V6zM9 12l2 2 4-4";
const kNearBottom = 40;

/** What was said: as text, with its addresses as links. */
function Bubble({ text }: { text: string }): JSX.Element {
  if (!text) return null;
  return (
    <p class="bubble">
      {linkify(text).map(({ text, href }) =>
        href ? (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow">
            {text}
          </a>
        ) : (
          text
        ),
      )}
    </p>
  );
}

function Files({ client, files }: { client: Client; files: StoredFile[] }): JSX.Element {
  const part = files.length > 0 && more(client);
  return part ? <part.Files client={client} files={files} /> : null;
}

function Avatar({ name }: { name: string }): JSX.Element {
  return (
    <i class="avatar" aria-hidden="true">
      {initial(name)}
    </i>
  );
}

function Greeting({ client }: { client: Client }): JSX.Element {
  const { config } = client.state;
  const text = config && pick(config.greeting, config.language);
  if (!text) return null;
  return (
    <div class="reply">
      <Avatar name={pick(config.title, config.language)} />
      <div>
        <Bubble text={text} />
      </div>
    </div>
  );
}

function Said({ row, client }: { row: Row; client: Client }): JSX.Element {
  if (!("author" in row)) return null;
  const { author, text, files, meta, kind } = row;
  const part = kind === "failed" && more(client);
  return (
    <div class={kind}>
      {kind === "reply" && <Avatar name={meta && author} />}
      <div>
        <span class="hidden">{author}</span>
        <Bubble text={text} />
        <Files client={client} files={files} />
        {kind !== "failed" && meta && <p class="meta">{meta}</p>}
        {part && <part.Failed client={client} outgoing={row.outgoing} />}
      </div>
    </div>
  );
}

function RowView({ row, client }: { row: Row; client: Client }): JSX.Element {
  const { kind } = row;
  if (kind === "greeting") return <Greeting client={client} />;
  if (kind === "place")
    return (
      <p class="place" role="status">
        <Icon path={kPeople} size={18} />
        {t("place")}
        <b>{t("placeNumber", { place: client.state.place })}</b>
      </p>
    );
  if ("author" in row) return <Said row={row} client={client} />;
  return (
    <p class={kind}>
      {kind === "consent" && <Icon path={kShield} size={16} />}
      {row.text}
    </p>
  );
}

function Typing({ name }: { name: string }): JSX.Element {
  return (
    <div class="typing">
      <Avatar name={name} />
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {t("typing", { name })}
    </div>
  );
}

let log: HTMLElement | null = null;

function toEnd(): void {
  if (log) log.scrollTop = log.scrollHeight;
}

/** The conversation. Stays at its end while the reader is there, and never jumps while they read further up. */
export function Log({ client }: { client: Client }): JSX.Element {
  const { state } = client;
  const unread = state.isAtBottom ? 0 : unreadCount(state);
  const onScroll = ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }: ScrollEvent) => {
    const isAtBottom = scrollHeight - scrollTop - clientHeight < kNearBottom;
    if (isAtBottom !== client.state.isAtBottom) client.dispatch(looked({ isAtBottom }));
  };
  return (
    <div class="wrap">
      <div
        class="log"
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={t("log")}
        onScroll={onScroll}
        shown={(element) => {
          log = element;
          if (client.state.isAtBottom) toEnd();
        }}
      >
        <div class="rows">
          {rowsOf(state, Date.now()).map((row) => (
            <RowView key={row.key} row={row} client={client} />
          ))}
          {state.typing !== null && <Typing name={state.typing || state.operatorName} />}
        </div>
      </div>
      {unread > 0 && (
        <button type="button" class="news" onClick={toEnd}>
          <Icon path={kDown} size={16} />
          {t("newMessages", { count: unread })}
        </button>
      )}
    </div>
  );
}

type ScrollEvent = { currentTarget: HTMLElement };
