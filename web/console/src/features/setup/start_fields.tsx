import { Choice } from "../../design/choice";
import { Text } from "../../design/field";
import { kLanguages, useT } from "../../i18n/i18n";
import { timeZones } from "../services/time_zones";
import { kShortestPassword } from "../sign_in/password_rules";
import type { SetupValues } from "./setup_state";
import type { Secrets, StartField } from "./use_start_steps";

interface FieldsProps {
  values: SetupValues;
  secrets: Secrets;
  set: (part: Partial<SetupValues>) => void;
  setSecret: (part: Partial<Secrets>) => void;
  errorOf: (field: StartField) => string | undefined;
}

const kCommon = { size: "large" as const, isRequired: true };

/** Who runs this installation, and the proof that one may set it up. */
export function OrganizationFields({ values, secrets, set, setSecret, errorOf }: FieldsProps) {
  const { t } = useT();
  return (
    <>
      <Text
        {...kCommon}
        name="token"
        label={t("setup.token")}
        hint={t("setup.tokenHint")}
        lang="en"
        autoComplete="off"
        value={secrets.token}
        onChange={(token) => setSecret({ token: token.trim() })}
        error={errorOf("token")}
      />
      <Text
        {...kCommon}
        name="organizationName"
        label={t("setup.organizationName")}
        autoComplete="organization"
        maxLength={100}
        value={values.organizationName}
        onChange={(organizationName) => set({ organizationName })}
        error={errorOf("organizationName")}
      />
    </>
  );
}

/** The first account. */
export function AdminFields({ values, secrets, set, setSecret, errorOf }: FieldsProps) {
  const { t } = useT();
  return (
    <>
      <Text
        {...kCommon}
        name="name"
        label={t("account.name")}
        autoComplete="name"
        maxLength={100}
        value={values.name}
        onChange={(name) => set({ name })}
        error={errorOf("name")}
      />
      <Text
        {...kCommon}
        name="email"
        type="email"
        label={t("signIn.email")}
        autoComplete="username"
        value={values.email}
        onChange={(email) => set({ email: email.trim() })}
        error={errorOf("email")}
      />
      <Text
        {...kCommon}
        name="password"
        type="password"
        label={t("signIn.password")}
        hint={t("password.hint", { n: kShortestPassword })}
        autoComplete="new-password"
        value={secrets.password}
        onChange={(password) => setSecret({ password })}
        error={errorOf("password")}
      />
    </>
  );
}

/** The first service. */
export function ServiceFields({ values, set, errorOf }: FieldsProps) {
  const { t } = useT();
  return (
    <>
      <Text
        {...kCommon}
        name="serviceName"
        label={t("services.name")}
        maxLength={100}
        value={values.serviceName}
        onChange={(serviceName) => set({ serviceName })}
        error={errorOf("serviceName")}
      />
      <div className="setup-pair">
        <Choice
          size="large"
          label={t("services.language")}
          value={values.language}
          options={kLanguages.map(({ id, name }) => ({ id, label: name }))}
          onChange={(language) => set({ language })}
        />
        <Choice
          size="large"
          label={t("services.timeZone")}
          value={values.timeZone}
          options={timeZones(values.timeZone)}
          onChange={(timeZone) => set({ timeZone })}
        />
      </div>
    </>
  );
}
