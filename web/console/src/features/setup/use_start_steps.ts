import { unwrap } from "@madoguchi/shared/api";
import { type FormEvent, useState } from "react";
import { api, meQuery, queries, setupQuery } from "../../app/api";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { type TextKey, useT } from "../../i18n/i18n";
import { kShortestPassword } from "../sign_in/password_rules";
import {
  forgetValues,
  keepValues,
  kStepOfField,
  kSteps,
  type SetupValues,
  type Step,
} from "./setup_state";

/** What is typed and kept nowhere. */
export interface Secrets {
  token: string;
  password: string;
}

export interface StartProps {
  step: Step;
  values: SetupValues;
  onValues: (values: SetupValues) => void;
  onStep: (step: Step) => void;
}

export type StartField = keyof SetupValues | keyof Secrets;

const kRequired: Partial<Record<Step, readonly StartField[]>> = {
  organization: ["token", "organizationName"],
  admin: ["name", "email", "password"],
  service: ["serviceName"],
};

/** What is still wrong in a step, by field. */
function wrongIn(step: Step, values: SetupValues & Secrets): Partial<Record<StartField, TextKey>> {
  const wrong: Partial<Record<StartField, TextKey>> = {};
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

/** The steps before there is an account: each is looked at when one goes on, all are sent at the end of the last. */
export function useStartSteps({ step, values, onValues, onStep }: StartProps) {
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
  const setSecret = (part: Partial<Secrets>) => setSecrets({ ...secrets, ...part });
  const refused = refusedField(problem);
  const errorOf = (field: StartField) => {
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
  /** What is wrong with none of the fields. */
  const fault = problem !== null && !refused ? sayProblem(t, problem) : null;
  return { secrets, set, setSecret, errorOf, fault, isRunning, next };
}
