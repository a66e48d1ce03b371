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
  extension: v.pipe(
    v.string(),
    v.transform((text) => text.normalize("NFKC").trim()),
    v.regex(/^([0-9]{2,8})?$/, "form.extension"),
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
      canPhone: v.boolean(),
    }),
  ),
});

export type OperatorValues = v.InferOutput<typeof kOperatorSchema>;

export function valuesOf(operator: Operator | null, firstServiceId: string | null): OperatorValues {
  if (operator) {
    const { name, email, isOrganizationAdmin, chatCapacity, services } = operator;
    const extension = operator.extension ?? "";
    return { name, email, extension, isOrganizationAdmin, chatCapacity, services };
  }
  const services = firstServiceId
    ? [{ serviceId: firstServiceId, role: "operator" as const, canChat: true, canPhone: true }]
    : [];
  const isOrganizationAdmin = false;
  return { name: "", email: "", extension: "", isOrganizationAdmin, chatCapacity: 5, services };
}

export function inputOf(values: OperatorValues): OperatorInput {
  const extension = extensionOf(values);
  return { ...values, name: values.name.trim(), email: values.email.trim(), extension };
}

/** An empty field is no extension: the phone of that operator is off [V1]. */
function extensionOf({ extension }: OperatorValues): string | null {
  return extension === "" ? null : extension;
}

/** The mail address is the sign-in name and stays. */
export function patchOf(values: OperatorValues): OperatorPatch {
  const { email: _, ...patch } = values;
  return { ...patch, extension: extensionOf(values) };
}
