import { unwrap } from "@madoguchi/shared/api";
import { type FormEvent, useState } from "react";
import { api, meQuery, queries, setupQuery } from "../../app/api";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { Choice } from "../../design/choice";
import { FieldError, Text } from "../../design/field";
import { ArrowRightIcon } from "../../design/icons/actions";
import { kLanguages, type TextKey, useT } from "../../i18n/i18n";
import { timeZones } from "../services/time_zones";
import { kShortestPassword } from "../sign_in/password_rules";
import {
  forgetValues,
  keepValues,
  kStepOfField,
  kSteps,
  type SetupValues,
  type Step,
} from "./setup_state";

interface Secrets {
  token: string;
  password: string;
}

interface Props {
  step: Step;
  values: SetupValues;
  onValues: (values: SetupValues) => void;
  onStep: (step: Step) => void;
}

type Field = keyof SetupValues | keyof Secrets;

const kRequired: Partial<Record<Step, readonly Field[]>> = {
  organization: ["token", "organizationName"],
  admin: ["name", "email", "password"],
  service: ["serviceName"],
};

/** What is still wrong in a step, by field. */
function wrongIn(step: Step, values: SetupValues & Secrets): Partial<Record<Field, TextKey>> {
  const wrong: Partial<Record<Field, TextKey>> = {};
  for (const field of kRequired[step] ?? []) {
    if (values[field].trim() === "") wrong[field] = "form.required";
  }
  if (step === "admin" && !wrong.email && !/^[^\s@]+@[^\s@]+$/.test(values.email.trim())) {
    wrong.email = "form.email";
  }
  const isShort = Array.from(values.password).length < kShortestPassword;
  if (step === "admin" && !wrong.password && isShort) wrong.password = "password.short";
  return wrong;
}

/** The field that the server means: a token that is wrong or too old is refused without naming it. */
function refusedField(problem: unknown): string | null {
  const isToken = problem !== null && ["forbidden", "expired"].includes(codeOf(problem));
  return isToken ? "token" : fieldOf(problem);
}

/** The three steps before there is an account: they are sent together at the end of the third. */
export function StartSteps({ step, values, onValues, onStep }: Props) {
  const { t } = useT();
  const [secrets, setSecrets] = useState<Secrets>({ token: "", password: "" });
  const [hasTried, setTried] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const wrong = wrongIn(step, { ...values, ...secrets });
  const set = (part: Partial<SetupValues>) => {
    onValues({ ...values, ...part });
    keepValues({ ...values, ...part });
    setProblem(null);
  };
  const refused = refusedField(problem);
  const errorOf = (field: Field) => {
    if (refused === "token" && field === "token") return t("setup.wrongToken");
    if (refused === field) return sayProblem(t, problem);
    const key = hasTried ? wrong[field] : undefined;
    return key ? t(key, { n: kShortestPassword }) : undefined;
  };
  const finish = async () => {
    setRunning(true);
    try {
      const me = await unwrap(api.POST("/api/v1/setup", { body: { ...values, ...secrets } }));
      forgetValues();
      queries.setQueryData(meQuery.queryKey, me);
      queries.setQueryData(setupQuery.queryKey, {
        open: false,
        organizationName: me.organizationName,
      });
    } catch (error) {
      setProblem(error);
      const wanted = kStepOfField[refusedField(error) ?? ""];
      if (wanted) onStep(wanted);
    } finally {
      setRunning(false);
    }
  };
  const next = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(wrong).length > 0) return;
    setTried(false);
    const following = kSteps[kSteps.indexOf(step) + 1];
    if (step === "service") void finish();
    else if (following) onStep(following);
  };
  const previous = kSteps[kSteps.indexOf(step) - 1];
  const common = { size: "large" as const, isRequired: true };
  return (
    <form className="setup-form" noValidate onSubmit={next}>
      <div className="setup-fields">
        {step === "organization" ? (
          <>
            <Text
              {...common}
              name="token"
              label={t("setup.token")}
              hint={t("setup.tokenHint")}
              lang="en"
              autoComplete="off"
              value={secrets.token}
              onChange={(token) => setSecrets({ ...secrets, token: token.trim() })}
              error={errorOf("token")}
            />
            <Text
              {...common}
              name="organizationName"
              label={t("setup.organizationName")}
              autoComplete="organization"
              maxLength={100}
              value={values.organizationName}
              onChange={(organizationName) => set({ organizationName })}
              error={errorOf("organizationName")}
            />
          </>
        ) : null}
        {step === "admin" ? (
          <>
            <Text
              {...common}
              name="name"
              label={t("account.name")}
              autoComplete="name"
              maxLength={100}
              value={values.name}
              onChange={(name) => set({ name })}
              error={errorOf("name")}
            />
            <Text
              {...common}
              name="email"
              type="email"
              label={t("signIn.email")}
              autoComplete="username"
              value={values.email}
              onChange={(email) => set({ email: email.trim() })}
              error={errorOf("email")}
            />
            <Text
              {...common}
              name="password"
              type="password"
              label={t("signIn.password")}
              hint={t("password.hint", { n: kShortestPassword })}
              autoComplete="new-password"
              value={secrets.password}
              onChange={(password) => setSecrets({ ...secrets, password })}
              error={errorOf("password")}
            />
          </>
        ) : null}
        {step === "service" ? (
          <>
            <Text
              {...common}
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
        ) : null}
        {problem !== null && !refused ? <FieldError>{sayProblem(t, problem)}</FieldError> : null}
      </div>
      <footer className="setup-foot">
        {previous ? (
          <Button size="large" onPress={() => onStep(previous)}>
            {t("common.back")}
          </Button>
        ) : null}
        <Button kind="primary" size="large" type="submit" className="push" isDisabled={isRunning}>
          {t(step === "service" ? "setup.saveNext" : "setup.next")}
          <ArrowRightIcon size={18} />
        </Button>
      </footer>
    </form>
  );
}
