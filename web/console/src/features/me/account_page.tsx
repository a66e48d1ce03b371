import { type Schemas, unwrap } from "@madoguchi/shared/api";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, meQuery, queries } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { useSettingsForm } from "../../app/settings_form";
import { PageHead, SaveBar, SettingsSection } from "../../app/settings_page";
import { useMe } from "../../app/use_me";
import "../../app/admin.css";
import { Button } from "../../design/button";
import { Text } from "../../design/field";
import { SignOutIcon } from "../../design/icons/actions";
import { MonitorIcon } from "../../design/icons/objects";
import { Chip, Failed, Skeleton } from "../../design/parts";
import { Segmented } from "../../design/segmented";
import { Switch } from "../../design/switch";
import { announce } from "../../design/toast";
import { kLanguages, useT } from "../../i18n/i18n";
import { drafts } from "../desk/drafts";
import "./account.css";
import { deviceOf } from "./device";
import { NotificationSwitch } from "./notification_switch";
import { PasswordForm } from "./password_form";
import { usePreferences } from "./preferences";

/** My account [A8]: profile, look, keys and sounds, password, sessions. */
export function AccountPage() {
  const { t } = useT();
  const me = useMe();
  const form = useSettingsForm("me", { name: me.name }, async ({ name }) => {
    const stored = await unwrap(api.PATCH("/api/v1/me", { body: { name: name.trim() } }));
    queries.setQueryData(meQuery.queryKey, stored);
    announce(t("form.saved"));
    return { name: stored.name };
  });
  const isNameless = form.value.name.trim() === "";
  return (
    <main className="admin-page account" id="main">
      <PageHead title={t("action.goMe")} about={`${me.email}・${me.organizationName}`}>
        <SignOutButton />
        <SaveBar form={form} errors={isNameless ? 1 : 0} />
      </PageHead>
      <div className="page-scroll">
        <SettingsSection title={t("account.profile")}>
          <Text
            name="name"
            label={t("account.name")}
            isRequired
            maxLength={100}
            value={form.value.name}
            onChange={(name) => form.set({ name })}
            error={isNameless ? t("form.required") : undefined}
          />
        </SettingsSection>
        <Look />
        <Writing />
        <Attention />
        <SettingsSection title={t("account.password")} about={t("account.passwordAbout")}>
          <PasswordForm />
        </SettingsSection>
        <SettingsSection title={t("account.sessions")} about={t("account.sessionsAbout")}>
          <Sessions />
        </SettingsSection>
      </div>
    </main>
  );
}

function SignOutButton() {
  const { t } = useT();
  const navigate = useNavigate();
  const signOut = async () => {
    try {
      await unwrap(api.POST("/api/v1/sign-out"));
    } catch (error) {
      announce(sayProblem(t, error));
      return;
    }
    await navigate({ to: "/sign-in" });
    drafts.belongTo("");
    queries.clear();
  };
  return (
    <Button onPress={() => void signOut()}>
      <SignOutIcon size={18} />
      {t("account.signOut")}
    </Button>
  );
}

function Look() {
  const { t } = useT();
  const { preferences, change } = usePreferences();
  return (
    <SettingsSection title={t("account.look")} about={t("account.atOnce")}>
      <Row label={t("language.label")}>
        <Segmented
          label={t("language.label")}
          value={preferences.language}
          options={kLanguages.map(({ id, name }) => ({ id, label: name }))}
          onChange={(language) => void change({ language })}
        />
      </Row>
      <Row label={t("account.theme")}>
        <Segmented
          label={t("account.theme")}
          value={preferences.theme}
          options={[
            { id: "system", label: t("theme.system") },
            { id: "light", label: t("theme.light") },
            { id: "dark", label: t("theme.dark") },
          ]}
          onChange={(theme) => void change({ theme })}
        />
      </Row>
      <Switch
        isSelected={preferences.compactList}
        onChange={(compactList) => void change({ compactList })}
      >
        {t("account.compactList")}
      </Switch>
    </SettingsSection>
  );
}

function Writing() {
  const { t } = useT();
  const { preferences, change } = usePreferences();
  return (
    <SettingsSection title={t("account.writing")} about={t("account.atOnce")}>
      <Row label={t("account.sendWith")}>
        <Segmented
          label={t("account.sendWith")}
          value={preferences.sendWith}
          options={[
            { id: "enter", label: "Enter" },
            { id: "ctrlEnter", label: "Ctrl / ⌘ + Enter" },
          ]}
          onChange={(sendWith) => void change({ sendWith })}
        />
      </Row>
      <Switch
        isSelected={preferences.singleKeyShortcuts}
        onChange={(singleKeyShortcuts) => void change({ singleKeyShortcuts })}
      >
        {t("account.singleKeys")}
      </Switch>
    </SettingsSection>
  );
}

function Attention() {
  const { t } = useT();
  const { preferences, change } = usePreferences();
  return (
    <SettingsSection title={t("account.attention")} about={t("account.atOnce")}>
      <Switch isSelected={preferences.sound} onChange={(sound) => void change({ sound })}>
        {t("account.sound")}
      </Switch>
      <NotificationSwitch
        isOn={preferences.browserNotifications}
        onChange={(browserNotifications) => void change({ browserNotifications })}
      />
    </SettingsSection>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="account-row">
      <span className="field-label" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}

type Session = Schemas["Session"];

function Sessions() {
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: async () => (await unwrap(api.GET("/api/v1/me/sessions"))).sessions,
    staleTime: 0,
  });
  if (sessions.isError) return <Failed onRetry={() => void sessions.refetch()} />;
  if (!sessions.data) return <Skeleton width="100%" height={56} />;
  return (
    <ul className="sessions">
      {sessions.data.map((session) => (
        <SessionRow key={session.id} session={session} onEnded={() => void sessions.refetch()} />
      ))}
    </ul>
  );
}

function SessionRow({ session, onEnded }: { session: Session; onEnded: () => void }) {
  const { t, times } = useT();
  const [isRunning, setRunning] = useState(false);
  const now = Date.now();
  const end = async () => {
    setRunning(true);
    try {
      const path = { sessionId: session.id };
      await unwrap(api.DELETE("/api/v1/me/sessions/{sessionId}", { params: { path } }));
      onEnded();
    } catch (error) {
      announce(sayProblem(t, error));
      setRunning(false);
    }
  };
  return (
    <li className="session">
      <MonitorIcon size={20} />
      <span className="session-text">
        <b>{deviceOf(session.userAgent) || t("common.unknown")}</b>
        <span className="meta">
          {session.address}・
          {t("account.lastSeen", { time: times.moment(session.lastSeenAt, now) })}
        </span>
      </span>
      {session.isCurrent ? (
        <Chip tone="ok">{t("account.thisSession")}</Chip>
      ) : (
        <Button size="compact" isDisabled={isRunning} onPress={() => void end()}>
          {t("account.endSession")}
        </Button>
      )}
    </li>
  );
}
