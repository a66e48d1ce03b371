import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { MissingPage } from "../../app/error_pages";
import { useMe } from "../../app/use_me";
import { CopyButton } from "../../design/copy_button";
import { LinkIcon } from "../../design/icons/actions";
import { Segmented } from "../../design/segmented";
import { useT } from "../../i18n/i18n";
import { scriptFor } from "../chat_settings/chat_rules";
import { sandboxQuery } from "./queries";
import "./sandbox.css";
import { ShopWindow } from "./shop_window";
import { Telephone } from "./telephone";

/** /sandbox of a trial: a customer's telephone at the left, the shop's page at the right [V20]. */
export function SandboxPage() {
  const { t } = useT();
  const me = useMe();
  const sandbox = useQuery(sandboxQuery);
  const [tab, setTab] = useState<"phone" | "shop">("phone");
  const service = me.services[0];
  if (sandbox.isError || !service) return <MissingPage />;
  if (!sandbox.data) return <main className="sandbox" id="main" aria-busy="true" />;
  const { hasTelephone, shopNumber, shopOrigin } = sandbox.data;
  return (
    <main className={`sandbox shows-${tab}`} id="main">
      <header className="sandbox-bar">
        <span className="brand" aria-hidden="true">
          窓
        </span>
        <h1>{t("sandbox.title")}</h1>
        <p>{t("sandbox.about")}</p>
        <span className="sandbox-badge">{t("sandbox.noLine")}</span>
        <a className="sandbox-inbox" href="/" target="_blank" rel="noopener">
          <LinkIcon size={16} />
          {t("sandbox.openInbox")}
        </a>
      </header>
      <div className="sandbox-tabs">
        <Segmented
          label={t("sandbox.title")}
          value={tab}
          options={[
            { id: "phone", label: t("sandbox.phoneTab") },
            { id: "shop", label: t("sandbox.shopTab") },
          ]}
          onChange={setTab}
        />
      </div>
      <section className="sandbox-left" aria-label={t("sandbox.phone")}>
        <h2 className="sandbox-step">
          <b aria-hidden="true">1</b>
          {t("sandbox.phone")}
        </h2>
        {hasTelephone ? (
          <Telephone shopName={service.name} shopNumber={shopNumber} />
        ) : (
          <p role="status">{t("sandbox.noTelephone")}</p>
        )}
      </section>
      <section className="sandbox-right" aria-label={t("sandbox.shop")}>
        <div className="sandbox-step">
          <b aria-hidden="true">2</b>
          <h2>{t("sandbox.shop")}</h2>
          <span className="sandbox-step-about">{t("sandbox.shopAbout")}</span>
          <CopyButton
            text={scriptFor(location.origin, service.key)}
            label={t("sandbox.copyScript")}
          />
        </div>
        <ShopWindow origin={shopOrigin} />
      </section>
    </main>
  );
}
