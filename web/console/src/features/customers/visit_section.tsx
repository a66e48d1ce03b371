import type { ReactNode } from "react";
import { EyeIcon, EyeOffIcon } from "../../design/icons/actions";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";

const kLanguageNames: Record<Contact["visit"]["language"], TextKey> = {
  ja: "language.ja",
  en: "language.en",
  ko: "language.ko",
};

/** The page that the customer looks at, the device and the address [C10]. */
export function VisitSection({ contact }: { contact: Contact }) {
  const { t } = useT();
  const { visit, isCustomerOnline } = contact;
  return (
    <section className="side-section">
      <header className="side-title">
        <h3>{t(isCustomerOnline ? "visit.now" : "visit.last")}</h3>
        <span className={isCustomerOnline ? "meta visit-now" : "meta"}>
          {isCustomerOnline ? <EyeIcon size={16} /> : <EyeOffIcon size={16} />}
          {t(isCustomerOnline ? "visit.open" : "visit.closed")}
        </span>
      </header>
      <dl className="facts">
        <Fact name={t("visit.page")}>
          <PageLink url={visit.pageUrl} title={visit.pageTitle} />
        </Fact>
        <Fact name={t("visit.device")}>{visit.device || t("common.unknown")}</Fact>
        <Fact name={t("visit.address")}>{visit.address || t("common.unknown")}</Fact>
        <Fact name={t("visit.language")}>{t(kLanguageNames[visit.language])}</Fact>
        <Consent at={visit.consentAt} />
      </dl>
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Consent({ at }: { at: number | null }) {
  const { t, times } = useT();
  if (at === null) return null;
  return <Fact name={t("visit.consent")}>{times.moment(at, Date.now())}</Fact>;
}

function PageLink({ url, title }: { url: string; title: string }) {
  const { t } = useT();
  if (!/^https?:\/\//.test(url)) return <>{title || t("common.unknown")}</>;
  return (
    <a className="link" href={url} target="_blank" rel="noopener noreferrer nofollow" title={url}>
      {title || url}
    </a>
  );
}
