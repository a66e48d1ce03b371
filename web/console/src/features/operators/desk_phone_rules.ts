import type { Schemas } from "@madoguchi/shared/api";
import type { TextKey } from "../../i18n/i18n";

export interface PhoneSetting {
  label: TextKey;
  value: string;
  /** Long, and seen only now: worth a button that copies it. */
  isSecret: boolean;
}

/** What is typed into a desk phone, in the order in which most of them ask for it. */
export function settingsOf({ phone, password }: Schemas["DeskPhoneWithPassword"]): PhoneSetting[] {
  const { extension, server } = phone;
  const open = (label: TextKey, value: string) => ({ label, value, isSecret: false });
  return [
    ...(server ? [open("deskPhone.server", server.host)] : []),
    ...(server ? [open("deskPhone.port", String(server.port))] : []),
    ...(server ? [open("deskPhone.transport", "UDP / TCP")] : []),
    open("deskPhone.userName", extension ?? ""),
    { label: "deskPhone.password", value: password, isSecret: true },
  ];
}
