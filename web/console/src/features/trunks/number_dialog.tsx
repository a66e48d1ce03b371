import { useState } from "react";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { Choice } from "../../design/choice";
import { Dialog } from "../../design/dialog";
import { FieldError, Text } from "../../design/field";
import { useT } from "../../i18n/i18n";
import { DialogFoot } from "./dialog_foot";
import { type NumberTarget, type PhoneNumber, removeNumber, saveNumber } from "./queries";
import { RemoveQuestion } from "./remove_question";
import { isNumber, type NumberValues, numberInputOf } from "./trunk_rules";
import { useSaving } from "./use_saving";

interface Props {
  number: PhoneNumber | null;
  targets: NumberTarget[];
  onClose: () => void;
}

/** A number of ours and where calls to it go. */
export function NumberDialog({ number, targets, onClose }: Props) {
  const { t } = useT();
  const saving = useSaving(onClose);
  const [isAsking, setAsking] = useState(false);
  if (isAsking && number?.id) {
    const { id, number: text } = number;
    return (
      <RemoveQuestion
        title={t("trunks.removeTitle", { name: text })}
        text={t("numbers.removeText")}
        problem={saving.problem === null ? null : sayProblem(t, saving.problem)}
        isRunning={saving.isRunning}
        onRemove={() => void saving.run(() => removeNumber(id), t("trunks.removed"))}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t(number ? "numbers.change" : "numbers.add")} isOpen onClose={onClose}>
      <NumberForm
        number={number}
        targets={targets}
        problem={saving.problem}
        isRunning={saving.isRunning}
        onSave={(values) =>
          void saving.run(
            () => saveNumber(number?.id ?? null, numberInputOf(values)),
            t("form.saved"),
          )
        }
        onRemove={number ? () => setAsking(true) : null}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface FormProps {
  number: PhoneNumber | null;
  targets: NumberTarget[];
  problem: unknown;
  isRunning: boolean;
  onSave: (values: NumberValues) => void;
  onRemove: (() => void) | null;
  onClose: () => void;
}

function NumberForm(props: FormProps) {
  const { number, targets, problem, isRunning, onSave, onRemove, onClose } = props;
  const { t } = useT();
  const [values, setValues] = useState<NumberValues>({
    number: number?.number ?? "",
    serviceId: number?.serviceId ?? targets[0]?.serviceId ?? "",
    queueId: number?.queueId ?? "",
  });
  const [isTried, setTried] = useState(false);
  const isTaken = fieldOf(problem) === "number" && codeOf(problem) === "alreadyExists";
  const fault = isTried && !isNumber(values.number) ? t("numbers.wrong") : undefined;
  const queues = targets.find(({ serviceId }) => serviceId === values.serviceId)?.queues ?? [];
  return (
    <form
      className="form-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (isNumber(values.number)) onSave(values);
      }}
    >
      <Text
        name="number"
        label={t("numbers.number")}
        hint={t("numbers.hint")}
        isRequired
        autoFocus
        maxLength={64}
        value={values.number}
        onChange={(text) => setValues({ ...values, number: text })}
        error={isTaken ? t("problem.alreadyExists") : fault}
      />
      <Choice
        label={t("admin.service")}
        value={values.serviceId}
        options={targets.map(({ serviceId, name }) => ({ id: serviceId, label: name }))}
        onChange={(serviceId) => setValues({ ...values, serviceId, queueId: "" })}
      />
      <Choice
        label={t("numbers.queue")}
        value={values.queueId}
        options={[
          { id: "", label: t("numbers.defaultQueue") },
          ...queues.map(({ id, name }) => ({ id, label: name })),
        ]}
        onChange={(queueId) => setValues({ ...values, queueId })}
      />
      {problem === null || isTaken ? null : <FieldError>{sayProblem(t, problem)}</FieldError>}
      <DialogFoot isRunning={isRunning} onClose={onClose} onRemove={onRemove} />
    </form>
  );
}
