import type { Client } from "../client";
import { pick, t } from "../i18n";
import { canWrite } from "../state";
import { initial } from "../text";
import { looked, retried } from "../update";
import { Composer, chooseFiles } from "./composer";
import { Icon, kBack, kClose, kDots } from "./icon";
import { more } from "./lazy";
import { Log } from "./log";
import { Away, Consent } from "./steps";

interface Props {
  client: Client;
}

/** Hides the frame; the loader gives the focus back to its button. */
export function leave({ dispatch, host }: Client): void {
  if (!host) history.back();
  dispatch(looked({ isShown: !host }));
  host?.tell({ madoguchi: 1, type: "close" });
}

/** What comes first: a notice that nobody is there, the consent, or at once the conversation. */
function Ready({ client }: Props): JSX.Element {
  const { config, visit, thread, isOffline } = client.state;
  if (!config || visit === "unknown") return null;
  const writes = canWrite(client.state);
  if (writes && visit !== "open" && config.consentRequired)
    return <Consent client={client} config={config} />;
  return (
    <>
      <p class="banner" role="status">
        {isOffline && t("offlineBanner")}
      </p>
      {(writes || thread.length > 0) && <Log client={client} />}
      {writes ? <Composer client={client} /> : <Away config={config} />}
    </>
  );
}

function Phase({ client }: Props): JSX.Element {
  const { phase } = client.state;
  if (phase === "ready") return <Ready client={client} />;
  const part = phase === "blocked" && more(client);
  if (part) return <part.Blocked client={client} />;
  return (
    <div class="step notice" role="status">
      {(phase === "unreachable" || phase === "disabled") && t(phase)}
      {phase === "unreachable" && (
        <button type="button" class="main" onClick={() => client.dispatch(retried)}>
          {t("retry")}
        </button>
      )}
    </div>
  );
}

function Tool(props: { class: string; label: string; path: string; onClick: () => void }) {
  return (
    <button
      type="button"
      class={`tool ${props.class}`}
      aria-label={props.label}
      onClick={props.onClick}
    >
      <Icon path={props.path} />
    </button>
  );
}

/** Who one talks to, and what one can do with the whole chat. */
function Header({ client }: Props): JSX.Element {
  const { config, isOnline, thread, contactId, isMenuOpen, dialog } = client.state;
  const title = config ? pick(config.title, config.language) : "";
  const hours = config && pick(config.hoursText, config.language);
  const part = (isMenuOpen || dialog || config?.hasCalls) && more(client);
  const close = t(client.host ? "close" : "back");
  return (
    <header>
      <Tool class="back" label={close} path={kBack} onClick={() => leave(client)} />
      <span class="mark" aria-hidden="true">
        {initial(title)}
      </span>
      <div class="name">
        <h1>{title}</h1>
        {config && (
          <p class={isOnline ? "online" : ""}>
            {t(isOnline ? "online" : "offline")}
            {hours && `・${hours}`}
          </p>
        )}
      </div>
      {part && <part.Call client={client} />}
      {(thread.length > 0 || contactId) && (
        <button
          type="button"
          class="tool menu"
          aria-label={t("menu")}
          aria-expanded={isMenuOpen}
          onClick={() => client.dispatch(looked({ isMenuOpen: !isMenuOpen }))}
        >
          <Icon path={kDots} />
        </button>
      )}
      {client.host && (
        <Tool class="close" label={close} path={kClose} onClick={() => leave(client)} />
      )}
      {part && isMenuOpen && <part.Menu client={client} />}
      {part && <part.OpenDialog client={client} />}
    </header>
  );
}

/** The whole frame; files may be dropped anywhere on it. */
export function App({ client }: Props): JSX.Element {
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    const isWriting = canWrite(client.state) && client.state.visit === "open";
    if (isWriting) void chooseFiles(client, event.dataTransfer?.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way, the first is a button
    <div class="app" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <Header client={client} />
      <main tabIndex={-1}>
        <Phase client={client} />
      </main>
      <footer>{t("powered")}</footer>
    </div>
  );
}
