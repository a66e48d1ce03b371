import { useState } from "react";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { Button } from "../../design/button";
import { Checkbox } from "../../design/checkbox";
import { Dialog } from "../../design/dialog";
import { FieldError, Text } from "../../design/field";
import { Segmented } from "../../design/segmented";
import { type Translate, useT } from "../../i18n/i18n";
import { DialogFoot } from "./dialog_foot";
import { removeTrunk, saveTrunk, type Trunk } from "./queries";
import { RemoveQuestion } from "./remove_question";
import { faultsOf, inputOf, type TrunkField, type TrunkValues, valuesOf } from "./trunk_rules";
import { useSaving } from "./use_saving";

interface Props {
  trunk: Trunk | null;
  onClose: () => void;
}

/** A trunk, new or to be changed; what is saved holds at once. */
export function TrunkDialog({ trunk, onClose }: Props) {
  const { t } = useT();
  const saving = useSaving(onClose);
  const [isAsking, setAsking] = useState(false);
  if (isAsking && trunk?.id) {
    const { id, name } = trunk;
    return (
      <RemoveQuestion
        title={t("trunks.removeTitle", { name })}
        text={t("trunks.removeText")}
        problem={saving.problem === null ? null : sayProblem(t, saving.problem)}
        isRunning={saving.isRunning}
        onRemove={() => void saving.run(() => removeTrunk(id), t("trunks.removed"))}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog title={t(trunk ? "trunks.change" : "trunks.add")} isOpen onClose={onClose} isWide>
      <TrunkForm
        trunk={trunk}
        problem={saving.problem}
        isRunning={saving.isRunning}
        onSave={(values) =>
          void saving.run(() => saveTrunk(trunk?.id ?? null, inputOf(values)), t("form.saved"))
        }
        onRemove={trunk ? () => setAsking(true) : null}
        onClose={onClose}
      />
    </Dialog>
  );
}

interface FormProps {
  trunk: Trunk | null;
  problem: unknown;
  isRunning: boolean;
  onSave: (values: TrunkValues) => void;
  onRemove: (() => void) | null;
  onClose: () => void;
}

/** The fault of a field: ours, once saving was tried, or the server's. */
function messagesOf(t: Translate, values: TrunkValues, isTried: boolean, problem: unknown) {
  const faults = isTried ? faultsOf(values) : {};
  const refused = fieldOf(problem);
  return (field: TrunkField) => {
    const fault = faults[field];
    if (fault) return t(fault);
    if (!refused?.startsWith(field)) return undefined;
    return codeOf(problem) === "alreadyExists" ? t("problem.alreadyExists") : t("form.refused");
  };
}

function TrunkForm({ trunk, problem, isRunning, onSave, onRemove, onClose }: FormProps) {
  const { t } = useT();
  const [values, setValues] = useState(() => valuesOf(trunk));
  const [isTried, setTried] = useState(false);
  const set = (change: Partial<TrunkValues>) => setValues({ ...values, ...change });
  const messageOf = messagesOf(t, values, isTried, problem);
  const save = () => {
    setTried(true);
    if (Object.keys(faultsOf(values)).length === 0) onSave(values);
  };
  return (
    <form
      className="form-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Text
        name="trunk-name"
        label={t("trunks.name")}
        isRequired
        autoFocus
        maxLength={64}
        value={values.name}
        onChange={(name) => set({ name })}
        error={messageOf("name")}
      />
      <Text
        name="trunk-addresses"
        label={t("trunks.addresses")}
        hint={t("trunks.addressesHint")}
        isRequired
        rows={2}
        lang="en"
        value={values.addresses}
        onChange={(addresses) => set({ addresses })}
        error={messageOf("addresses")}
      />
      <div className="trunk-transport">
        <Segmented
          label={t("trunks.transport")}
          value={values.transport}
          options={[
            { id: "udp", label: "UDP" },
            { id: "tcp", label: "TCP" },
          ]}
          onChange={(transport) => set({ transport })}
        />
        <Text
          name="trunk-port"
          label={t("trunks.port")}
          inputMode="numeric"
          value={values.port}
          onChange={(port) => set({ port })}
          error={messageOf("port")}
        />
      </div>
      <Credentials values={values} set={set} messageOf={messageOf} />
      <Checkbox
        isSelected={values.assertsIdentity}
        onChange={(assertsIdentity) => set({ assertsIdentity })}
      >
        {t("trunks.assertsIdentity")}
      </Checkbox>
      {values.registers ? null : (
        <Checkbox isSelected={values.isAsked} onChange={(isAsked) => set({ isAsked })}>
          {t("trunks.isAsked")}
        </Checkbox>
      )}
      {problem === null ? null : <FieldError>{sayProblem(t, problem)}</FieldError>}
      <DialogFoot isRunning={isRunning} onClose={onClose} onRemove={onRemove} />
    </form>
  );
}

interface CredentialsProps {
  values: TrunkValues;
  set: (change: Partial<TrunkValues>) => void;
  messageOf: (field: TrunkField) => string | undefined;
}

function Credentials({ values, set, messageOf }: CredentialsProps) {
  const { t } = useT();
  return (
    <>
      <Checkbox isSelected={values.registers} onChange={(registers) => set({ registers })}>
        {t("trunks.registers")}
      </Checkbox>
      <div className="settings-row">
        <Text
          name="trunk-user"
          label={t("trunks.user")}
          isRequired={values.registers}
          maxLength={100}
          autoComplete="off"
          value={values.user}
          onChange={(user) => set({ user })}
          error={messageOf("user")}
        />
        {values.password === null ? (
          <div className="kept-password">
            <span className="field-hint">{t("trunks.passwordKept")}</span>
            <Button size="compact" onPress={() => set({ password: "" })}>
              {t("trunks.passwordChange")}
            </Button>
          </div>
        ) : (
          <Text
            name="trunk-password"
            label={t("trunks.password")}
            type="password"
            maxLength={200}
            autoComplete="new-password"
            value={values.password}
            onChange={(password) => set({ password })}
            error={messageOf("password")}
          />
        )}
      </div>
    </>
  );
}
