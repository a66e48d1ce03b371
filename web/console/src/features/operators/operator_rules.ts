import * as v from "valibot";
import type { Operator, OperatorInput, OperatorPatch } from "./queries";

export const kMostChats = 50;

/** What an operator may be; the messages are keys of texts. */
export const kOperatorSchema = v.object({
  name: v.pipe(v.string(), v.trim(), v.nonEmpty("form.required"), v.maxLength(100, "form.tooLong")),
  email: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty("form.required"),
    v.maxLength(254, "form.tooLong"),
    v.regex(/^[^\s@]+@[^\s@]+$/, "form.email"),
  ),
  isOrganizationAdmin: v.boolean(),
  chatCapacity: v.pipe(
    v.number("form.number"),
    v.integer("form.number"),
    v.minValue(0, "form.number"),
    v.maxValue(kMostChats, "operators.capacityTooLarge"),
  ),
  services: v.array(
    v.object({
      serviceId: v.string(),
      role: v.picklist(["serviceAdmin", "supervisor", "operator"]),
      canChat: v.boolean(),
    }),
  ),
});

export type OperatorValues = v.InferOutput<typeof kOperatorSchema>;

export function valuesOf(operator: Operator | null, firstServiceId: string | null): OperatorValues {
  if (operator) {
    const { name, email, isOrganizationAdmin, chatCapacity, services } = operator;
    return { name, email, isOrganizationAdmin, chatCapacity, services };
  }
  const services = firstServiceId
    ? [{ serviceId: firstServiceId, role: "operator" as const, canChat: true }]
    : [];
  return { name: "", email: "", isOrganizationAdmin: false, chatCapacity: 5, services };
}

export function inputOf(values: OperatorValues): OperatorInput {
  return { ...values, name: values.name.trim(), email: values.email.trim() };
}

/** The mail address is the sign-in name and stays. */
export function patchOf(values: OperatorValues): OperatorPatch {
  const { email: _, ...patch } = values;
  return patch;
}
