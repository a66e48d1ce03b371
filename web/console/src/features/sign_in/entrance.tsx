import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { setupQuery } from "../../app/api";
import { Choice } from "../../design/choice";
import { BuildingIcon, ChatIcon } from "../../design/icons/objects";
import { kLanguages, speak, useT } from "../../i18n/i18n";
import "./entrance.css";

/** The page before the console: the picture at the left, one card at the right, the language on top. */
export function Entrance({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useT();
  const setup = useQuery(setupQuery);
  return (
    <div className="entrance">
      <Picture />
      <div className="entrance-side">
        <header className="entrance-head">
          <LanguageChoice />
        </header>
        <main className="entrance-card" id="main">
          <h1>{title}</h1>
          {setup.data?.organizationName ? (
            <p className="entrance-organization">
              <BuildingIcon size={18} />
              {setup.data.organizationName}
            </p>
          ) : null}
          {children}
        </main>
        <footer className="entrance-foot">
          <span>{t("entrance.product")}</span>
          <span>v{__VERSION__}</span>
        </footer>
      </div>
    </div>
  );
}

export function LanguageChoice() {
  const { t, language } = useT();
  return (
    <Choice
      label={t("language.label")}
      isLabelHidden
      className="language-choice"
      value={language}
      options={kLanguages.map(({ id, name }) => ({ id, label: name }))}
      onChange={(chosen) => void speak(chosen)}
    />
  );
}

/** A window with one light: decorative. */
function Picture() {
  const { t } = useT();
  return (
    <aside className="entrance-picture" aria-label="Madoguchi">
      <svg className="entrance-window" viewBox="0 0 426 426" aria-hidden="true">
        <g fill="none" stroke="currentColor">
          <rect x="1" y="1" width="424" height="424" rx="44" />
          <rect x="37" y="37" width="352" height="352" rx="36" />
          <rect x="73" y="73" width="280" height="280" rx="28" />
          <path d="M213 73v280M73 213h280" />
        </g>
        <rect x="217" y="77" width="132" height="132" rx="22" fill="#E0B96A" />
      </svg>
      <p className="entrance-brand">
        <span className="brand">窓</span>
        <b>窓口 Madoguchi</b>
      </p>
      <div className="entrance-words">
        <p className="entrance-claim">{t("entrance.claim")}</p>
        <p className="entrance-about">{t("entrance.about")}</p>
        <p className="entrance-chip">
          <ChatIcon size={16} />
          {t("channel.webChat")}
        </p>
      </div>
    </aside>
  );
}
