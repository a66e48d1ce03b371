import { useBlocker } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button } from "../design/button";
import { Dialog } from "../design/dialog";
import { Failed, Skeleton } from "../design/parts";
import { useT } from "../i18n/i18n";
import { sayProblem } from "./problems";
import type { SettingsForm } from "./settings_form";

interface HeadProps {
  title: string;
  about: string;
  children?: ReactNode;
}

export function PageHead({ title, about, children }: HeadProps) {
  return (
    <header className="page-head">
      <div className="page-title">
        <h1>{title}</h1>
        <p className="prose">{about}</p>
      </div>
      {children}
    </header>
  );
}

interface SaveBarProps<T> {
  form: SettingsForm<T>;
  /** How many fields are wrong; saving waits for them. */
  errors?: number;
}

/** 変更 N件, 破棄 and 保存 at the end of the page's head; leaving with changes asks. */
export function SaveBar<T>({ form, errors = 0 }: SaveBarProps<T>) {
  const { t } = useT();
  const { changes, isSaving, problem } = form;
  return (
    <>
      {errors > 0 || problem !== null ? (
        <span className="page-state is-error" role="alert">
          {errors > 0 ? t("form.errors", { n: errors }) : sayProblem(t, problem)}
        </span>
      ) : (
        <span className="page-state" role="status">
          {changes > 0 ? t("form.changes", { n: changes }) : t("form.noChanges")}
        </span>
      )}
      {changes > 0 ? (
        <Button isDisabled={isSaving} onPress={form.discard}>
          {t("common.discard")}
        </Button>
      ) : null}
      <Button
        kind="primary"
        isDisabled={changes === 0 || isSaving || errors > 0}
        onPress={() => void form.save()}
      >
        {t("common.save")}
      </Button>
      <LeaveGuard isOn={changes > 0} />
    </>
  );
}

function LeaveGuard({ isOn }: { isOn: boolean }) {
  const { t } = useT();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isOn && current.pathname !== next.pathname,
    enableBeforeUnload: isOn,
    withResolver: true,
  });
  if (blocker.status !== "blocked") return null;
  return (
    <Dialog role="alertdialog" title={t("leave.title")} isOpen onClose={blocker.reset}>
      <p className="dialog-text prose">{t("leave.text")}</p>
      <div className="dialog-foot">
        <Button autoFocus onPress={blocker.reset}>
          {t("leave.stay")}
        </Button>
        <Button kind="primary" onPress={blocker.proceed}>
          {t("leave.go")}
        </Button>
      </div>
    </Dialog>
  );
}

interface SectionProps {
  title: string;
  about?: string;
  children: ReactNode;
}

export function SettingsSection({ title, about, children }: SectionProps) {
  return (
    <section className="settings-section">
      <div className="settings-about">
        <h2>{title}</h2>
        {about ? <p className="prose">{about}</p> : null}
      </div>
      <div className="settings-fields">{children}</div>
    </section>
  );
}

interface LoadingProps {
  title: string;
  about: string;
  hasFailed: boolean;
  onRetry: () => void;
}

/** A settings page whose data is not here yet, in the geometry of the finished one. */
export function LoadingPage({ title, about, hasFailed, onRetry }: LoadingProps) {
  return (
    <main className="admin-page" id="main" aria-busy={!hasFailed}>
      <PageHead title={title} about={about} />
      {hasFailed ? (
        <Failed onRetry={onRetry} />
      ) : (
        <div className="page-scroll is-padded form-stack">
          <Skeleton width="40%" height={20} />
          <Skeleton width="70%" height={32} />
          <Skeleton width="70%" height={32} />
          <Skeleton width="70%" height={96} />
        </div>
      )}
    </main>
  );
}
