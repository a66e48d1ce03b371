import { ApiError, unwrap } from "@madoguchi/shared/api";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { api, meQuery, queries } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { FieldError, Text } from "../../design/field";
import { useT } from "../../i18n/i18n";
import { Entrance } from "./entrance";

/** Mail address and password. A wrong one of both is the same answer; after five the server asks to wait. */
export function SignInPage() {
  const { t } = useT();
  const navigate = useNavigate();
  const { to, ended } = useSearch({ from: "/sign-in" });
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const { left, start } = useCountdown();
  const form = useRef<HTMLFormElement>(null);

  const signIn = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setRunning(true);
    setProblem(null);
    try {
      const body = {
        email: String(data.get("email")).trim(),
        password: String(data.get("password")),
      };
      const me = await unwrap(api.POST("/api/v1/sign-in", { body }));
      queries.clear();
      queries.setQueryData(meQuery.queryKey, me);
      await navigate({ to: to ?? "/inbox/mine" });
    } catch (error) {
      setProblem(error);
      if (error instanceof ApiError) start(error.problem.retryAfterSeconds ?? 0);
      form.current?.querySelector<HTMLInputElement>("input[name=password]")?.focus();
    } finally {
      setRunning(false);
    }
  };
  return (
    <Entrance title={t("signIn.title")}>
      {ended && problem === null ? <p className="entrance-note">{t("signIn.ended")}</p> : null}
      <form className="entrance-form" ref={form} onSubmit={(event) => void signIn(event)}>
        <Text
          size="large"
          name="email"
          type="email"
          label={t("signIn.email")}
          autoComplete="username"
          isRequired
          autoFocus
          lang="en"
        />
        <Text
          size="large"
          name="password"
          type="password"
          label={t("signIn.password")}
          autoComplete="current-password"
          isRequired
        />
        {problem !== null ? (
          <FieldError>
            {left > 0 ? t("signIn.wait", { seconds: left }) : sayProblem(t, problem)}
          </FieldError>
        ) : null}
        <Button kind="primary" size="large" type="submit" isDisabled={isRunning || left > 0}>
          {t("signIn.submit")}
        </Button>
      </form>
      <p className="entrance-help prose">{t("signIn.forgotten")}</p>
    </Entrance>
  );
}

/** Seconds that are left until another attempt is allowed. */
function useCountdown(): { left: number; start: (seconds: number) => void } {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, start: setLeft };
}
