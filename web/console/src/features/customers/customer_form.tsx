import { valibotResolver } from "@hookform/resolvers/valibot";
import { unwrap } from "@madoguchi/shared/api";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { type Control, Controller, useForm, useWatch } from "react-hook-form";
import { api, queries } from "../../app/api";
import { CallableNumber } from "../../app/dial_button";
import { fieldOf, sayProblem } from "../../app/problems";
import { rebased } from "../../app/rebase";
import { ui } from "../../app/ui";
import { Button } from "../../design/button";
import { Text } from "../../design/field";
import { PlusIcon } from "../../design/icons/actions";
import { CheckCircleIcon } from "../../design/icons/states";
import { announce } from "../../design/toast";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { dialled, whyNoNumber } from "../../phone/dial_rules";
import { drafts } from "../desk/drafts";
import {
  type Customer,
  type CustomerField,
  type CustomerValues,
  changedOf,
  kCustomerFields,
  kCustomerSchema,
  readDraft,
  valuesOf,
} from "./customer_rules";
import { customerQuery } from "./open_customer";

interface Props {
  contact: Contact;
  customer: Customer;
  head: ReactNode;
}

const kLabels: Record<CustomerField, TextKey> = {
  name: "customer.name",
  kana: "customer.kana",
  phone: "customer.phone",
  email: "customer.email",
  memberId: "customer.memberId",
  note: "customer.note",
};

const kDraftEvery = 2000;

/** The customer's fields, saved explicitly; what is not saved stays as a draft of this browser [C10]. */
export function CustomerForm({ contact, customer, head }: Props) {
  const { t } = useT();
  const draftKey = `customer.${customer.id}`;
  const [isOpen, setOpen] = useState(() => customer.isRegistered || drafts.has(draftKey));
  if (!isOpen) {
    return (
      <div className="side-body">
        {head}
        <section className="side-section">
          <h3>{t("customer.basics")}</h3>
          <p className="meta">{t("customer.notYet")}</p>
          <Button onPress={() => setOpen(true)} className="side-register">
            <PlusIcon size={18} />
            {t("customer.register")}
          </Button>
        </section>
      </div>
    );
  }
  return (
    <OpenForm
      contact={contact}
      customer={customer}
      head={head}
      draftKey={draftKey}
      onClose={() => setOpen(customer.isRegistered)}
    />
  );
}

interface OpenProps extends Props {
  draftKey: string;
  onClose: () => void;
}

function useCustomerForm(customer: Customer, draftKey: string) {
  const saved = valuesOf(customer);
  const form = useForm<CustomerValues>({
    resolver: valibotResolver(kCustomerSchema),
    defaultValues: { ...saved, ...readDraft(drafts.read(draftKey))?.values },
  });
  const values = form.watch();
  const changed = changedOf(saved, values);
  const draftedAt = useDraftKeeping(draftKey, changed);
  return { form, saved, values, changed, draftedAt };
}

/** Keeps what differs every two seconds; the time is shown in the footer. */
function useDraftKeeping(draftKey: string, changed: Partial<CustomerValues>): number | null {
  const [keptAt, setKeptAt] = useState(() => readDraft(drafts.read(draftKey))?.at ?? null);
  const text = JSON.stringify(changed);
  const latest = useRef({ draftKey, text });
  latest.current = { draftKey, text };
  useEffect(() => {
    const keep = () => {
      const at = Date.now();
      if (text === "{}") drafts.write(draftKey, "");
      else drafts.write(draftKey, JSON.stringify({ at, values: JSON.parse(text) }));
      setKeptAt(text === "{}" ? null : at);
    };
    if (text === "{}") {
      keep();
      return;
    }
    const timer = setTimeout(keep, kDraftEvery);
    return () => clearTimeout(timer);
  }, [draftKey, text]);
  useEffect(
    () => () => {
      const { draftKey: key, text: last } = latest.current;
      if (last !== "{}") {
        drafts.write(key, JSON.stringify({ at: Date.now(), values: JSON.parse(last) }));
      }
    },
    [],
  );
  return keptAt;
}

function OpenForm({ contact, customer, head, draftKey, onClose }: OpenProps) {
  const { t } = useT();
  const { form, saved, changed, draftedAt } = useCustomerForm(customer, draftKey);
  const { errors, isSubmitting } = form.formState;
  const isDirty = Object.keys(changed).length > 0;
  useUnsaved(isDirty);

  const store = async (values: CustomerValues) => {
    const sent = form.getValues();
    try {
      const next = customer.isRegistered
        ? await update(contact, customer.id, changedOf(saved, values))
        : await register(contact, values);
      drafts.write(draftKey, "");
      form.reset(rebased(sent, form.getValues(), valuesOf(next)));
      queries.setQueryData(customerQuery(contact.serviceId, next.id).queryKey, (known) =>
        known ? { ...known, customer: next } : known,
      );
      void queries.invalidateQueries({ queryKey: ["customer", contact.serviceId] });
      announce(t(customer.isRegistered ? "customer.saved" : "customer.registeredNow"));
    } catch (error) {
      const field = kCustomerFields.find((candidate) => candidate === fieldOf(error));
      if (field) form.setError(field, { message: "form.refused" }, { shouldFocus: true });
      announce(sayProblem(t, error));
    }
  };
  const submit = form.handleSubmit(store);
  useSaveKey(isDirty || !customer.isRegistered, () => void submit());
  const discard = () => {
    drafts.write(draftKey, "");
    form.reset(saved);
    onClose();
  };
  const messageOf = (field: CustomerField) => {
    const key = errors[field]?.message;
    return key ? t(key as TextKey) : undefined;
  };
  return (
    <form className="side-form" noValidate onSubmit={(event) => void submit(event)}>
      <div className="side-body">
        {head}
        <section className="side-section">
          <header className="side-title">
            <h3>{t("customer.basics")}</h3>
            {customer.isRegistered && !isDirty ? <SavedAt at={customer.updatedAt} /> : null}
          </header>
          <div className="side-fields">
            {kCustomerFields.map((field) => (
              <Field
                key={field}
                field={field}
                control={form.control}
                error={messageOf(field)}
                isChanged={customer.isRegistered && field in changed}
                serviceId={contact.serviceId}
              />
            ))}
          </div>
        </section>
      </div>
      <Footer
        isNew={!customer.isRegistered}
        isDirty={isDirty}
        isSaving={isSubmitting}
        draftedAt={draftedAt}
        onDiscard={discard}
      />
    </form>
  );
}

interface FieldProps {
  field: CustomerField;
  control: Control<CustomerValues>;
  error: string | undefined;
  isChanged: boolean;
  serviceId: string;
}

const kHalf: ReadonlySet<CustomerField> = new Set(["name", "kana", "phone", "memberId"]);
const kInputTypes: Partial<Record<CustomerField, "tel" | "email">> = {
  phone: "tel",
  email: "email",
};

function Field({ field, control, error, isChanged, serviceId }: FieldProps) {
  const { t } = useT();
  const value = useWatch({ control, name: field });
  const isCallable = field === "phone" && whyNoNumber(value) === null;
  return (
    <div className={`${kHalf.has(field) ? "half" : "whole"}${isCallable ? " is-callable" : ""}`}>
      <Controller
        name={field}
        control={control}
        render={({ field: { value, onChange, onBlur, name, ref } }) => (
          <Text
            label={t(kLabels[field])}
            name={name}
            id={`customer-${name}`}
            value={value}
            onChange={onChange}
            onBlur={onBlur}
            inputRef={ref}
            type={kInputTypes[field] ?? "text"}
            isRequired={field === "name"}
            rows={field === "note" ? 3 : undefined}
            error={error}
            isChanged={isChanged}
          />
        )}
      />
      {isCallable ? (
        <CallableNumber number={dialled(value)} serviceId={serviceId} word={t("dial.call")} />
      ) : null}
    </div>
  );
}

function SavedAt({ at }: { at: number }) {
  const { t, times } = useT();
  return (
    <span className="meta saved-at">
      <CheckCircleIcon size={16} />
      {t("customer.savedAt", { time: times.moment(at, Date.now()) })}
    </span>
  );
}

interface FooterProps {
  isNew: boolean;
  isDirty: boolean;
  isSaving: boolean;
  draftedAt: number | null;
  onDiscard: () => void;
}

function Footer({ isNew, isDirty, isSaving, draftedAt, onDiscard }: FooterProps) {
  const { t, times } = useT();
  return (
    <footer className="side-foot">
      <span className={isDirty ? "side-status is-dirty" : "side-status"} role="status">
        {isDirty
          ? draftedAt
            ? t("form.unsavedDraft", { time: times.timeOfDay(draftedAt) })
            : t("form.unsaved")
          : isNew
            ? t("customer.fillIn")
            : t("form.noChanges")}
      </span>
      {isDirty || isNew ? (
        <Button kind="quiet" onPress={onDiscard}>
          {t(isNew && !isDirty ? "common.cancel" : "common.discard")}
        </Button>
      ) : null}
      <Button kind="primary" type="submit" isDisabled={isSaving || !isDirty}>
        {t(isNew ? "customer.registerSave" : "common.save")}
        <span className="save-keys" aria-hidden="true">
          <kbd>Ctrl</kbd> <kbd>S</kbd>
        </span>
      </Button>
    </footer>
  );
}

function useUnsaved(isDirty: boolean): void {
  useEffect(() => {
    ui.set({ unsaved: isDirty ? ["customer"] : [] });
    return () => ui.set({ unsaved: [] });
  }, [isDirty]);
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isDirty]);
}

function useSaveKey(isOn: boolean, save: () => void): void {
  const latest = useRef(save);
  latest.current = save;
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOn]);
}

function update(contact: Contact, customerId: string, body: Partial<CustomerValues>) {
  const path = { serviceId: contact.serviceId, customerId };
  return unwrap(
    api.PATCH("/api/v1/services/{serviceId}/customers/{customerId}", { params: { path }, body }),
  );
}

function register(contact: Contact, values: CustomerValues) {
  const path = { serviceId: contact.serviceId };
  return unwrap(
    api.POST("/api/v1/services/{serviceId}/customers", {
      params: { path },
      body: { contactId: contact.id, ...values },
    }),
  );
}
