import type { MyService } from "../../app/api";
import { CopyButton } from "../../design/copy_button";
import { useT } from "../../i18n/i18n";
import { scriptFor } from "./chat_rules";

interface Props {
  service: MyService;
  origins: string[];
}

/** What a site needs to show the chat: one line, or a link to the full page. */
export function Embedding({ service, origins }: Props) {
  const { t } = useT();
  const script = scriptFor(location.origin, service.key);
  const page = `${location.origin}/chat/${service.key}`;
  return (
    <aside className="inspector is-after" aria-label={t("chatSettings.embedding")}>
      <h2>{t("chatSettings.embedding")}</h2>
      <div className="card">
        <h3>{t("chatSettings.script")}</h3>
        <p className="prose">{t("chatSettings.scriptAbout")}</p>
        <code className="code-box" lang="en">
          {script}
        </code>
        <CopyButton text={script} label={t("chatSettings.copyScript")} />
        {origins.length === 0 ? <p className="prose">{t("chatSettings.needsOrigin")}</p> : null}
      </div>
      <div className="card">
        <h3>{t("chatSettings.fullPage")}</h3>
        <p className="prose">{t("chatSettings.fullPageAbout")}</p>
        <a className="link code-box" lang="en" href={page} target="_blank" rel="noopener">
          {page}
        </a>
        <CopyButton text={page} label={t("chatSettings.copyLink")} />
      </div>
    </aside>
  );
}
