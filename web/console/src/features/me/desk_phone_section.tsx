import { unwrap } from "@madoguchi/shared/api";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../../app/api";
import { SettingsSection } from "../../app/settings_page";
import { useMe } from "../../app/use_me";
import { PhoneIcon } from "../../design/icons/phone";
import { Chip } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { hasPhoneRight } from "../../phone/rules";

const kAskEvery = 5000;

const ownDeskPhoneQuery = queryOptions({
  queryKey: ["own-desk-phone"],
  queryFn: () => unwrap(api.GET("/api/v1/me/desk-phone")),
  refetchInterval: kAskEvery,
});

/** Whether the own SIP desk phone rings beside this browser [V1]. The admin gives its password. */
export function DeskPhoneSection() {
  const { t } = useT();
  const hasRight = hasPhoneRight(useMe());
  const phone = useQuery({ ...ownDeskPhoneQuery, enabled: hasRight }).data;
  if (!hasRight || !phone) return null;
  const { extension, registered } = phone;
  return (
    <SettingsSection title={t("deskPhone.title")} about={t("deskPhone.ownAbout")}>
      <div className="device-ask">
        <Chip tone={registered > 0 ? "ok" : "outline"} icon={PhoneIcon}>
          {registered > 0 ? t("deskPhone.registered", { n: registered }) : t("deskPhone.none")}
        </Chip>
        <p className="field-hint">
          {extension === null
            ? t("deskPhone.askAdmin")
            : t("deskPhone.ownExtension", { number: extension })}
        </p>
      </div>
    </SettingsSection>
  );
}
