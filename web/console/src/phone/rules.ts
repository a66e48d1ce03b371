import type { Me } from "../app/api";
import type { TextKey, Translate } from "../i18n/i18n";
import type { OperatorCall, OperatorState } from "../live/frames";

/** Whether somebody may use the phone at all: an own extension, and the right in some service [V1, S2]. */
export function mayPhone(me: Pick<Me, "extension" | "services">): boolean {
  return me.extension !== null && hasPhoneRight(me);
}

export function hasPhoneRight(me: Pick<Me, "services">): boolean {
  return me.services.some((service) => service.canPhone);
}

/** Why the phone does not ring here, or null. The first reason is the one that has to be mended first. */
export function whyPhoneOff(
  me: Pick<Me, "extension">,
  state: Pick<OperatorState, "phone" | "isPhoneConnected">,
): TextKey | null {
  if (me.extension === null) return "phone.noExtension";
  if (!state.phone) return "phone.switchedOff";
  return state.isPhoneConnected ? null : "phone.notConnected";
}

const kGroups: readonly [RegExp, string][] = [
  [/^(0800)(\d{3})(\d{4})$/, "$1-$2-$3"],
  [/^(0[5-9]0)(\d{4})(\d{4})$/, "$1-$2-$3"],
  [/^(0120|0570|0990)(\d{3})(\d{3})$/, "$1-$2-$3"],
  [/^(0[36])(\d{4})(\d{4})$/, "$1-$2-$3"],
];

/**
 * A telephone number as people write it: the groups of Japanese numbers whose area code is known by its
 * first digits (090-1234-5678, 03-6822-1100); any other one stays as it came.
 */
export function written(number: string): string {
  const national = number.replace(/^\+81/, "0");
  for (const [pattern, groups] of kGroups) {
    if (pattern.test(national)) return national.replace(pattern, groups);
  }
  return number;
}

type Caller = Pick<OperatorCall, "customerName" | "otherNumber"> & { isWeb?: boolean | undefined };

interface CallContact {
  customerName: string;
  call: { otherNumber: string; isWeb: boolean } | null;
}

/** The caller of a contact. Who was never named is kept under the number that called: that is no name. */
export function callerIn(contact: CallContact): Caller {
  const otherNumber = contact.call?.otherNumber ?? "";
  const customerName = contact.customerName === otherNumber ? "" : contact.customerName;
  return { customerName, otherNumber, isWeb: contact.call?.isWeb };
}

/** Who has no number: a visitor of a page, or somebody who withholds it. */
function numberless(call: Caller, t: Translate): string {
  return t(call.isWeb ? "call.web" : "call.withheld");
}

/** Who calls, in the largest letters: the customer, else the number, else 非通知. */
export function callerOf(call: Caller, t: Translate): string {
  return call.customerName || written(call.otherNumber) || numberless(call, t);
}

/** What stands below the caller: the number of a customer, or that it is nobody we know. */
export function aboutCaller(call: Caller, t: Translate): string {
  if (call.otherNumber === "") return call.customerName === "" ? "" : numberless(call, t);
  return call.customerName === "" ? t("call.unregistered") : written(call.otherNumber);
}

/** Number and queue in one line; what is not known is left out. */
export function lineOf(call: Caller & { queueName: string }): string {
  const number = call.customerName === "" ? "" : written(call.otherNumber);
  return [number, call.queueName].filter(Boolean).join("・");
}

/** Whole seconds until the call goes to somebody else. */
export function secondsLeft(offerEndsAt: number | null, now: number): number {
  return Math.max(0, Math.ceil(((offerEndsAt ?? now) - now) / 1000));
}

/** How much of the time to answer is left, from 1 down to 0. */
export function shareLeft(call: Pick<OperatorCall, "since" | "offerEndsAt">, now: number): number {
  const end = call.offerEndsAt ?? now;
  const whole = end - call.since;
  return whole <= 0 ? 0 : Math.min(1, Math.max(0, (end - now) / whole));
}

/** The server tells of a missed offer right after its end; one that ended earlier was given up. */
const kEndIsNear = 1000;

/** Why an offer came to nothing: nobody answered in time, or the caller hung up before. */
export function missedText(offerEndsAt: number | null, now: number): TextKey {
  const isOver = offerEndsAt !== null && now >= offerEndsAt - kEndIsNear;
  return isOver ? "call.missedInTime" : "call.missedHungUp";
}
