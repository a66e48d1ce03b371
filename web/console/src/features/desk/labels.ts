import { AlarmIcon, ClockIcon } from "../../design/icons/objects";
import type { Icon } from "../../design/icons/shape";
import { CheckIcon } from "../../design/icons/states";
import type { Tone } from "../../design/parts";
import type { TextKey, Translate } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";

/** A chat that waits longer than this is late [N1]. */
export const kLateAfter = 90_000;

/** The customer's name; a visitor without one is told apart by four digits of the id. */
export function nameOf(contact: Contact, t: Translate): string {
  return contact.customerName || t("customer.visitor", { code: codeOfId(contact.customerId) });
}

export function codeOfId(id: string): string {
  return BigInt(id).toString(16).slice(-4).toUpperCase().padStart(4, "0");
}

interface StateLook {
  label: TextKey;
  tone: Tone | undefined;
  icon: Icon | undefined;
}

const kLooks: Record<Contact["conversation"], StateLook> = {
  new: { label: "contact.new", tone: "warn", icon: ClockIcon },
  waiting: { label: "contact.waiting", tone: "warn", icon: ClockIcon },
  active: { label: "contact.active", tone: "primary", icon: undefined },
  snoozed: { label: "contact.snoozed", tone: undefined, icon: AlarmIcon },
  ended: { label: "contact.ended", tone: undefined, icon: CheckIcon },
};

export function lookOf(contact: Contact): StateLook {
  return kLooks[contact.conversation];
}

export function isLate(contact: Contact, now: number): boolean {
  return contact.waitingSince !== null && now - contact.waitingSince >= kLateAfter;
}
