import type { PhoneNumberInput, Trunk, TrunkInput } from "./queries";

export const kSipPort = 5060;
export const kMostAddresses = 16;

export interface TrunkValues {
  name: string;
  /** As typed: with blanks, commas or line breaks between. */
  addresses: string;
  port: string;
  transport: TrunkInput["transport"];
  registers: boolean;
  user: string;
  /** Null: the stored one stays. */
  password: string | null;
  assertsIdentity: boolean;
  isAsked: boolean;
}

export function valuesOf(trunk: Trunk | null): TrunkValues {
  return {
    name: trunk?.name ?? "",
    addresses: trunk?.addresses.join("\n") ?? "",
    port: String(trunk?.port ?? kSipPort),
    transport: trunk?.transport ?? "udp",
    registers: trunk?.registers ?? false,
    user: trunk?.user ?? "",
    password: trunk?.hasPassword ? null : "",
    assertsIdentity: trunk?.assertsIdentity ?? false,
    isAsked: trunk?.isAsked ?? true,
  };
}

/** Full-width letters and digits become plain ones. */
const plain = (text: string) => text.normalize("NFKC").trim();

const addressesOf = (text: string) =>
  plain(text)
    .split(/[\s,、]+/)
    .filter(Boolean);

export function inputOf(values: TrunkValues): TrunkInput {
  return {
    ...values,
    name: values.name.trim(),
    addresses: addressesOf(values.addresses),
    port: Number(plain(values.port)),
    user: plain(values.user),
  };
}

/** Four numbers up to 255, or the letters of an IPv6 address; the server looks closer. */
function isAddress(text: string): boolean {
  if (text.includes(":")) return /^\[?[0-9a-f:.]+\]?$/i.test(text);
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
}

export type TrunkField = "name" | "addresses" | "port" | "user" | "password";
export type FieldFault = "form.required" | "trunks.addressWrong" | "trunks.portWrong";

/** The fields that cannot be sent, each with its fault. */
export function faultsOf(values: TrunkValues): Partial<Record<TrunkField, FieldFault>> {
  const faults: Partial<Record<TrunkField, FieldFault>> = {};
  const { name, addresses, port, user } = inputOf(values);
  if (name === "") faults.name = "form.required";
  if (addresses.length === 0) faults.addresses = "form.required";
  else if (addresses.length > kMostAddresses || !addresses.every(isAddress)) {
    faults.addresses = "trunks.addressWrong";
  }
  if (!Number.isInteger(port) || port < 1 || port > 65_535) faults.port = "trunks.portWrong";
  if (values.registers && user === "") faults.user = "form.required";
  return faults;
}

export interface NumberValues {
  number: string;
  serviceId: string;
  /** Empty: the service's default queue. */
  queueId: string;
}

export function numberInputOf({ number, serviceId, queueId }: NumberValues): PhoneNumberInput {
  return { number: plain(number), serviceId, queueId: queueId === "" ? null : queueId };
}

/** A number as a trunk writes it, or * for every other one. */
export function isNumber(text: string): boolean {
  const number = plain(text);
  return number === "*" || (/^[0-9a-z+\-_.() ]{1,64}$/i.test(number) && /[0-9a-z]/i.test(number));
}
