import type { Schemas } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queries } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { CopyButton } from "../../design/copy_button";
import { TrashIcon } from "../../design/icons/actions";
import { KeyIcon } from "../../design/icons/objects";
import { PhoneIcon } from "../../design/icons/phone";
import { Chip } from "../../design/parts";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { settingsOf } from "./desk_phone_rules";
import "./desk_phone.css";
import {
  deskPhoneQuery,
  makeDeskPhonePassword,
  type Operator,
  removeDeskPhonePassword,
} from "./queries";

type DeskPhone = Schemas["DeskPhone"];
type Made = Schemas["DeskPhoneWithPassword"];

/** The SIP desk phones of one person's extension: their password, and how many are registered [V1]. */
export function DeskPhoneCard({ operator }: { operator: Operator }) {
  const { t } = useT();
  const phone = useQuery(deskPhoneQuery(operator.id));
  const [made, setMade] = useState<Made | null>(null);
  if (!phone.data) return null;
  const attempt = async (change: () => Promise<Made | null>) => {
    try {
      setMade(await change());
      await queries.invalidateQueries({ queryKey: deskPhoneQuery(operator.id).queryKey });
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  const { extension, server } = phone.data;
  const hasExtension = operator.extension !== null && !operator.isDisabled;
  const isShown = made !== null && made.phone.madeAt === phone.data.madeAt;
  return (
    <section className="card" aria-label={t("deskPhone.title")}>
      <h3>{t("deskPhone.title")}</h3>
      <p className="prose">
        {t(server === null ? "deskPhone.noTelephone" : "deskPhone.about")}
        {hasExtension ? "" : ` ${t("deskPhone.needsExtension")}`}
      </p>
      {extension !== null ? <Registered phone={phone.data} /> : null}
      {isShown ? <PhoneSettings made={made} /> : null}
      <Button
        isDisabled={!hasExtension}
        onPress={() => void attempt(() => makeDeskPhonePassword(operator.id))}
      >
        <KeyIcon size={18} />
        {t(extension === null ? "deskPhone.make" : "deskPhone.makeAnew")}
      </Button>
      {extension !== null ? (
        <Button
          onPress={() =>
            void attempt(async () => {
              await removeDeskPhonePassword(operator.id);
              return null;
            })
          }
        >
          <TrashIcon size={18} />
          {t("deskPhone.remove")}
        </Button>
      ) : null}
    </section>
  );
}

function Registered({ phone }: { phone: DeskPhone }) {
  const { t, times } = useT();
  const { registered, madeAt } = phone;
  return (
    <div className="desk-phone-state">
      <Chip tone={registered > 0 ? "ok" : "outline"} icon={PhoneIcon}>
        {registered > 0 ? t("deskPhone.registered", { n: registered }) : t("deskPhone.none")}
      </Chip>
      {madeAt === null ? null : (
        <span className="meta">
          {t("deskPhone.madeAt", { at: times.moment(madeAt, Date.now()) })}
        </span>
      )}
    </div>
  );
}

/** What is typed into the phone. The password is here and nowhere else. */
function PhoneSettings({ made }: { made: Made }) {
  const { t } = useT();
  return (
    <div className="link-box" role="status">
      <b>{t("deskPhone.typeIn")}</b>
      <span className="prose">{t("deskPhone.typeInAbout")}</span>
      <dl className="phone-settings">
        {settingsOf(made).map(({ label, value, isSecret }) => (
          <div key={label} className="phone-setting">
            <dt>{t(label)}</dt>
            <dd className="code-box" lang="en">
              {value}
            </dd>
            {isSecret ? <CopyButton text={value} label={t("deskPhone.copyPassword")} /> : null}
          </div>
        ))}
      </dl>
    </div>
  );
}
