import { unwrap } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, meQuery, queries } from "../../app/api";
import { codeOf, sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { FieldError, Text } from "../../design/field";
import { Failed, Skeleton } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import { Entrance } from "./entrance";
import { kShortestPassword, whyNotPassword } from "./password_rules";

/** Who was invited chooses a password here, and is signed in. */
export function InvitationPage() {
  const { t } = useT();
  const { token } = useParams({ from: "/invitation/$token" });
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: () => unwrap(api.GET("/api/v1/invitations/{token}", { params: { path: { token } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invitation.isError) {
    const isGone = ["notFound", "expired", "invalidInput"].includes(codeOf(invitation.error));
    return (
      <Entrance title={t("invitation.title")}>
        {isGone ? (
          <p className="entrance-note" role="alert">
            {t("invitation.gone")}
          </p>
        ) : (
          <Failed onRetry={() => void invitation.refetch()} />
        )}
      </Entrance>
    );
  }
  return (
    <Entrance title={t("invitation.title")}>
      {invitation.data ? (
        <>
          <p className="entrance-help prose">
            {t("invitation.hello", { name: invitation.data.name })}
          </p>
          <PasswordForm token={token} email={invitation.data.email} />
        </>
      ) : (
        <Skeleton width="100%" height={200} />
      )}
    </Entrance>
  );
}

function PasswordForm({ token, email }: { token: string; email: string }) {
  const { t } = useT();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [hasTried, setTried] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [isRunning, setRunning] = useState(false);
  const why = whyNotPassword(password, again);
  const accept = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (why) return;
    setRunning(true);
    try {
      const params = { path: { token } };
      const me = await unwrap(
        api.POST("/api/v1/invitations/{token}", { params, body: { password } }),
      );
      queries.setQueryData(meQuery.queryKey, me);
      await navigate({ to: "/" });
    } catch (error) {
      setProblem(error);
      setRunning(false);
    }
  };
  return (
    <form className="entrance-form" noValidate onSubmit={(event) => void accept(event)}>
      <Text
        size="large"
        label={t("signIn.email")}
        name="email"
        value={email}
        isReadOnly
        autoComplete="username"
      />
      <Text
        size="large"
        type="password"
        name="password"
        label={t("invitation.password")}
        hint={t("password.hint", { n: kShortestPassword })}
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        error={hasTried && why === "password.short" ? t(why, { n: kShortestPassword }) : undefined}
        autoFocus
      />
      <Text
        size="large"
        type="password"
        name="again"
        label={t("invitation.again")}
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={hasTried && why === "password.differ" ? t(why) : undefined}
      />
      {problem !== null ? <FieldError>{sayProblem(t, problem)}</FieldError> : null}
      <Button kind="primary" size="large" type="submit" isDisabled={isRunning}>
        {t("invitation.submit")}
      </Button>
    </form>
  );
}
