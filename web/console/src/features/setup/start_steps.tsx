import { Button } from "../../design/button";
import { FieldError } from "../../design/field";
import { ArrowRightIcon } from "../../design/icons/actions";
import { useT } from "../../i18n/i18n";
import { kSteps } from "./setup_state";
import { AdminFields, OrganizationFields, ServiceFields } from "./start_fields";
import { type StartProps, useStartSteps } from "./use_start_steps";

/** The three steps before there is an account: they are sent together at the end of the third. */
export function StartSteps(props: StartProps) {
  const { t } = useT();
  const { step, values, onStep } = props;
  const { secrets, set, setSecret, errorOf, fault, isRunning, next } = useStartSteps(props);
  const previous = kSteps[kSteps.indexOf(step) - 1];
  const fields = { values, secrets, set, setSecret, errorOf };
  return (
    <form className="setup-form" noValidate onSubmit={next}>
      <div className="setup-fields">
        {step === "organization" ? <OrganizationFields {...fields} /> : null}
        {step === "admin" ? <AdminFields {...fields} /> : null}
        {step === "service" ? <ServiceFields {...fields} /> : null}
        {fault ? <FieldError>{fault}</FieldError> : null}
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
