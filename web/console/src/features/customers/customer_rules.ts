import type { Schemas } from "@madoguchi/shared/api";
import * as v from "valibot";

export type Customer = Schemas["Customer"];

export const kCustomerFields = ["name", "kana", "phone", "memberId", "email", "note"] as const;
export type CustomerField = (typeof kCustomerFields)[number];
export type CustomerValues = Record<CustomerField, string>;

const optional = (most: number) => v.pipe(v.string(), v.trim(), v.maxLength(most, "form.tooLong"));

/** What the operator may write; the messages are keys of texts. */
export const kCustomerSchema = v.object({
  name: v.pipe(optional(100), v.nonEmpty("form.required")),
  kana: optional(100),
  phone: v.pipe(optional(32), v.regex(/^[+\d\s()-]*$/, "form.phone")),
  email: v.pipe(
    optional(254),
    v.check((text) => text === "" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text), "form.email"),
  ),
  memberId: optional(64),
  note: optional(2000),
});

export function valuesOf(customer: Customer): CustomerValues {
  const { name, kana, phone, email, memberId, note } = customer;
  return { name, kana, phone, email, memberId, note };
}

/** The fields that differ: only those are sent, so that two operators do not undo each other. */
export function changedOf(before: CustomerValues, now: CustomerValues): Partial<CustomerValues> {
  const changed: Partial<CustomerValues> = {};
  for (const field of kCustomerFields) {
    if (before[field] !== now[field]) changed[field] = now[field];
  }
  return changed;
}

interface CustomerDraft {
  at: number;
  values: Partial<CustomerValues>;
}

/** A kept draft, or null when there is none or it is not one. */
export function readDraft(text: string): CustomerDraft | null {
  if (text === "") return null;
  try {
    const parsed = v.safeParse(
      v.object({ at: v.number(), values: v.record(v.picklist(kCustomerFields), v.string()) }),
      JSON.parse(text),
    );
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
