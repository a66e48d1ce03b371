import { valibotResolver } from "@hookform/resolvers/valibot";
import type { Schemas } from "@madoguchi/shared/api";
import { useState } from "react";
import { Controller, useForm } from "react-hook-form";
import { queries } from "../../app/api";
import { codeOf, fieldOf, sayProblem } from "../../app/problems";
import { useMe } from "../../app/use_me";
import { Button, IconButton } from "../../design/button";
import { Checkbox } from "../../design/checkbox";
import { CopyButton } from "../../design/copy_button";
import { FieldError, Text } from "../../design/field";
import { CloseIcon } from "../../design/icons/actions";
import { KeyIcon } from "../../design/icons/objects";
import { BanIcon, CheckIcon } from "../../design/icons/states";
import { announce } from "../../design/toast";
import { type TextKey, useT } from "../../i18n/i18n";
import { DeskPhoneCard } from "./desk_phone_card";
import { inputOf, kOperatorSchema, type OperatorValues, patchOf, valuesOf } from "./operator_rules";
import {
  inviteOperator,
  type Operator,
  operatorsQuery,
  renewInvitation,
  updateOperator,
} from "./queries";
import { ServiceRights } from "./service_rights";

type Invited = Schemas["OperatorWithInvitation"];

interface Props {
  operator: Operator | null;
  onClose: () => void;
}

/** One person: name, rights, capacity; for a new one the link that is shown once. */
export function OperatorPanel({ operator, onClose }: Props) {
  const { t } = useT();
  const [invited, setInvited] = useState<Invited | null>(null);
  return (
    <aside className="inspector" aria-label={operator?.name ?? t("operators.invite")}>
      <header className="inspector-head">
        <h2 className="ellipsis">{operator?.name ?? t("operators.invite")}</h2>
        <IconButton icon={CloseIcon} label={t("common.close")} onPress={onClose} />
      </header>
      {invited ? <InvitationLink invited={invited} /> : null}
      {operator !== null || invited === null ? (
        <OperatorForm operator={operator} onInvited={setInvited} />
      ) : null}
      {operator ? <DeskPhoneCard operator={operator} /> : null}
      {operator ? <OperatorPowers operator={operator} onInvited={setInvited} /> : null}
    </aside>
  );
}

function InvitationLink({ invited }: { invited: Invited }) {
  const { t, times } = useT();
  return (
    <div className="link-box" role="status">
      <b>{t("operators.linkFor", { name: invited.operator.name })}</b>
      <span className="prose">
        {t("operators.linkAbout", { until: times.moment(invited.expiresAt, Date.now()) })}
      </span>
      <code className="code-box" lang="en">
        {invited.invitationUrl}
      </code>
      <CopyButton text={invited.invitationUrl} label={t("chatSettings.copyLink")} />
    </div>
  );
}

interface FormProps {
  operator: Operator | null;
  onInvited: (invited: Invited) => void;
}

const kFields = [
  "name",
  "email",
  "extension",
  "chatCapacity",
  "services",
  "isOrganizationAdmin",
] as const;

/** What is wrong with a field that the server refused. */
function refusalOf(field: (typeof kFields)[number], error: unknown): TextKey {
  const isTaken = field === "extension" && codeOf(error) === "alreadyExists";
  return isTaken ? "operators.extensionTaken" : "form.refused";
}

function OperatorForm({ operator, onInvited }: FormProps) {
  const { t } = useT();
  const me = useMe();
  const [problem, setProblem] = useState<unknown>(null);
  const form = useForm<OperatorValues>({
    resolver: valibotResolver(kOperatorSchema),
    defaultValues: valuesOf(operator, me.services[0]?.id ?? null),
  });
  const { errors, isDirty, isSubmitting } = form.formState;
  const messageOf = (field: keyof OperatorValues) => {
    const key = errors[field]?.message;
    return key ? t(key as TextKey) : undefined;
  };
  const store = async (values: OperatorValues) => {
    setProblem(null);
    try {
      if (operator) form.reset(valuesOf(await updateOperator(operator.id, patchOf(values)), null));
      else onInvited(await inviteOperator(inputOf(values)));
      await queries.invalidateQueries({ queryKey: operatorsQuery.queryKey });
      announce(t(operator ? "form.saved" : "operators.madeLink"));
    } catch (error) {
      const refused = fieldOf(error);
      const field = kFields.find((candidate) => refused?.startsWith(candidate));
      if (field) form.setError(field, { message: refusalOf(field, error) });
      setProblem(error);
    }
  };
  return (
    <form
      className="form-stack"
      noValidate
      onSubmit={(event) => void form.handleSubmit(store)(event)}
    >
      <Controller
        name="name"
        control={form.control}
        render={({ field: { ref, ...field } }) => (
          <Text
            {...field}
            inputRef={ref}
            label={t("operators.name")}
            isRequired
            error={messageOf("name")}
          />
        )}
      />
      <Controller
        name="email"
        control={form.control}
        render={({ field: { ref, ...field } }) => (
          <Text
            {...field}
            inputRef={ref}
            type="email"
            label={t("signIn.email")}
            isRequired={operator === null}
            isReadOnly={operator !== null}
            error={messageOf("email")}
          />
        )}
      />
      <Controller
        name="extension"
        control={form.control}
        render={({ field: { ref, ...field } }) => (
          <Text
            {...field}
            inputRef={ref}
            inputMode="numeric"
            label={t("operators.extension")}
            hint={t("operators.extensionHint")}
            error={messageOf("extension")}
          />
        )}
      />
      <Controller
        name="chatCapacity"
        control={form.control}
        render={({ field: { ref, value, onChange, ...field } }) => (
          <Text
            {...field}
            inputRef={ref}
            inputMode="numeric"
            label={t("operators.capacityLabel")}
            value={Number.isNaN(value) ? "" : String(value)}
            onChange={(text) =>
              onChange(text.trim() === "" ? Number.NaN : Number(text.normalize("NFKC")))
            }
            error={messageOf("chatCapacity")}
          />
        )}
      />
      <Controller
        name="services"
        control={form.control}
        render={({ field: { value, onChange } }) => (
          <ServiceRights rights={value} onChange={onChange} />
        )}
      />
      {me.isOrganizationAdmin ? (
        <Controller
          name="isOrganizationAdmin"
          control={form.control}
          render={({ field: { value, onChange } }) => (
            <Checkbox
              isSelected={value}
              onChange={onChange}
              isDisabled={operator?.id === me.id && value}
            >
              {t("operators.organizationAdmin")}
            </Checkbox>
          )}
        />
      ) : null}
      {problem !== null ? <FieldError>{sayProblem(t, problem)}</FieldError> : null}
      <div className="form-foot">
        <Button
          kind="primary"
          type="submit"
          isDisabled={isSubmitting || (operator !== null && !isDirty)}
        >
          {t(operator ? "common.save" : "operators.makeLink")}
        </Button>
      </div>
    </form>
  );
}

interface PowersProps {
  operator: Operator;
  onInvited: (invited: Invited) => void;
}

/** A new link, which also serves a forgotten password, and to lock somebody out. */
function OperatorPowers({ operator, onInvited }: PowersProps) {
  const { t } = useT();
  const me = useMe();
  if (operator.id === me.id) return null;
  const attempt = async (change: () => Promise<unknown>) => {
    try {
      await change();
      await queries.invalidateQueries({ queryKey: operatorsQuery.queryKey });
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  const renew = () => attempt(async () => onInvited(await renewInvitation(operator.id)));
  const toggle = () =>
    attempt(() => updateOperator(operator.id, { isDisabled: !operator.isDisabled }));
  return (
    <div className="card">
      <h3>{t("operators.access")}</h3>
      <p className="prose">{t("operators.accessAbout")}</p>
      <Button onPress={() => void renew()} isDisabled={operator.isDisabled}>
        <KeyIcon size={18} />
        {t("operators.newLink")}
      </Button>
      <Button onPress={() => void toggle()}>
        {operator.isDisabled ? <CheckIcon size={18} /> : <BanIcon size={18} />}
        {t(operator.isDisabled ? "operators.enable" : "operators.disable")}
      </Button>
    </div>
  );
}
