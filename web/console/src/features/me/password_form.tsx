import { unwrap } from "@madoguchi/shared/api";
import { type FormEvent, useState } from "react";
import { api, queries } from "../../app/api";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { FieldError, Text } from "../../design/field";
import { announce } from "../../design/toast";
import { useT } from "../../i18n/i18n";
import { kShortestPassword, whyNotPassword } from "../sign_in/password_rules";

/** The own password; a change ends all other sessions. */
export function PasswordForm() {
  const { t } = useT();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const [again, setAgain] = useState("");
  const [hasTried, setTried] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const why = whyNotPassword(next, again);
  const change = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    setProblem(null);
    if (why || current === "") return;
    setRunning(true);
    try {
      await unwrap(api.PUT("/api/v1/me/password", { body: { current, new: next } }));
      for (const clear of [setCurrent, setNext, setAgain]) clear("");
      setTried(false);
      void queries.invalidateQueries({ queryKey: ["sessions"] });
      announce(t("account.passwordChanged"));
    } catch (error) {
      setProblem(error);
    } finally {
      setRunning(false);
    }
  };
  const isWrong =
    problem !== null && (codeOf(problem) === "wrongCredentials" || fieldOf(problem) === "current");
  return (
    <form className="form-stack" noValidate onSubmit={(event) => void change(event)}>
      <Text
        type="password"
        name="current-password"
        label={t("account.currentPassword")}
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
        error={
          isWrong
            ? t("account.wrongPassword")
            : hasTried && current === ""
              ? t("form.required")
              : undefined
        }
      />
      <Text
        type="password"
        name="new-password"
        label={t("account.newPassword")}
        hint={t("password.hint", { n: kShortestPassword })}
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        error={hasTried && why === "password.short" ? t(why, { n: kShortestPassword }) : undefined}
      />
      <Text
        type="password"
        name="new-password-again"
        label={t("invitation.again")}
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={hasTried && why === "password.differ" ? t(why) : undefined}
      />
      {problem !== null && !isWrong ? <FieldError>{sayProblem(t, problem)}</FieldError> : null}
      <div>
        <Button type="submit" isDisabled={isRunning}>
          {t("account.changePassword")}
        </Button>
      </div>
    </form>
  );
}
