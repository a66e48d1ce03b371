import { useQuery } from "@tanstack/react-query";
import { Navigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Me, meQuery, setupQuery } from "../../app/api";
import { BrokenPage } from "../../app/error_pages";
import { NoteIcon } from "../../design/icons/objects";
import { CheckIcon } from "../../design/icons/states";
import { type TextKey, useT } from "../../i18n/i18n";
import { LanguageChoice } from "../sign_in";
import { CheckList, CheckStep } from "./check_list";
import { InviteStep } from "./invite_step";
import "./setup.css";
import { kSteps, type SetupValues, type Step, startValues } from "./setup_state";
import { StartSteps } from "./start_steps";

const kTexts: Record<Step, { word: TextKey; title: TextKey; about: TextKey }> = {
  organization: {
    word: "setup.organizationWord",
    title: "setup.organization",
    about: "setup.organizationAbout",
  },
  admin: { word: "setup.adminWord", title: "setup.admin", about: "setup.adminAbout" },
  service: { word: "setup.serviceWord", title: "setup.service", about: "setup.serviceAbout" },
  operators: { word: "admin.operators", title: "setup.operators", about: "setup.operatorsAbout" },
  check: { word: "setup.checkWord", title: "setup.check", about: "setup.checkAbout" },
};

/** /setup: the first admin with the token of the data folder, then what makes the desk ready [A6]. */
export function SetupPage() {
  const setup = useQuery(setupQuery);
  const isOpen = setup.data?.open;
  const me = useQuery({ ...meQuery, enabled: isOpen === false });
  if (setup.isError) return <BrokenPage error={setup.error} />;
  if (isOpen === undefined) return null;
  if (isOpen) return <Setup me={null} />;
  if (me.isError || me.data?.isOrganizationAdmin === false) return <Navigate to="/" />;
  return me.data ? <Setup key="ready" me={me.data} /> : null;
}

function Setup({ me }: { me: Me | null }) {
  const { language } = useT();
  const [step, setStep] = useState<Step>(me ? "operators" : "organization");
  const [values, setValues] = useState(() => startValues(language));
  const isReady = me !== null;
  return (
    <div className="setup">
      <Steps step={step} values={values} isReady={isReady} onStep={setStep} />
      <main className="setup-main" id="main">
        <LanguageChoice />
        <StepHead step={step} />
        {isReady ? null : (
          <StartSteps step={step} values={values} onValues={setValues} onStep={setStep} />
        )}
        {isReady && step === "operators" ? (
          <InviteStep serviceId={me.services[0]?.id ?? null} onNext={() => setStep("check")} />
        ) : null}
        {isReady && step === "check" ? <CheckStep onBack={() => setStep("operators")} /> : null}
      </main>
      <CheckList me={me} />
    </div>
  );
}

function StepHead({ step }: { step: Step }) {
  const { t } = useT();
  return (
    <header className="setup-head">
      <p className="setup-number">
        {kSteps.indexOf(step) + 1} / {kSteps.length}
      </p>
      <h1>{t(kTexts[step].title)}</h1>
      <p className="prose">{t(kTexts[step].about)}</p>
    </header>
  );
}

interface StepsProps {
  step: Step;
  values: SetupValues;
  isReady: boolean;
  onStep: (step: Step) => void;
}

/** The steps at the left; done ones carry what was written. */
function Steps({ step, values, isReady, onStep }: StepsProps) {
  const { t } = useT();
  const written: Record<Step, string> = {
    organization: values.organizationName,
    admin: values.name,
    service: values.serviceName,
    operators: t("setup.operatorsShort"),
    check: t("setup.checkShort"),
  };
  const current = kSteps.indexOf(step);
  return (
    <nav className="setup-steps" aria-label={t("setup.steps")}>
      <p className="setup-brand">
        <span className="brand">窓</span>
        <span>
          <b>窓口</b>
          <span>{t("setup.title")}</span>
        </span>
      </p>
      <ol>
        {kSteps.map((id, index) => {
          const isDone = isReady ? index < 3 || index < current : index < current;
          const canGo = isReady ? index >= 3 : index < current;
          return (
            <li key={id}>
              <button
                type="button"
                className={id === step ? "setup-step is-on" : "setup-step"}
                aria-current={id === step ? "step" : undefined}
                disabled={!canGo && id !== step}
                onClick={() => onStep(id)}
              >
                <span className={isDone ? "setup-disc is-done" : "setup-disc"}>
                  {isDone ? <CheckIcon size={14} /> : index + 1}
                </span>
                <span className="setup-step-text">
                  <b>{t(kTexts[id].word)}</b>
                  <span className="ellipsis">{written[id]}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {isReady ? null : (
        <p className="setup-kept">
          <NoteIcon size={18} />
          {t("setup.kept")}
        </p>
      )}
    </nav>
  );
}
