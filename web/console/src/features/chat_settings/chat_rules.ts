import { contrast, isHexColor } from "@madoguchi/shared/color";
import type { TextKey } from "../../i18n/i18n";
import type { ChatSettings } from "./queries";

export const kLeastContrast = 4.5;

export function contrastOfWhite(color: string): number | null {
  return isHexColor(color) ? contrast(color, "#ffffff") : null;
}

/** An origin as browsers name it: scheme and host, maybe a port, nothing else. */
export function isOrigin(text: string): boolean {
  try {
    const url = new URL(text);
    return (url.protocol === "https:" || url.protocol === "http:") && url.origin === text;
  } catch {
    return false;
  }
}

/** What people paste (an address with a path, capitals) as the origin that it means. */
export function tidyOrigin(text: string): string {
  const trimmed = text.trim();
  try {
    const url = new URL(trimmed.includes("://") ? trimmed : `https://${trimmed}`);
    return trimmed === "" ? "" : url.origin;
  } catch {
    return trimmed;
  }
}

function isWebAddress(text: string): boolean {
  if (text === "") return true;
  try {
    return new URL(text).protocol === "https:";
  } catch {
    return false;
  }
}

export type Wrong = Partial<Record<keyof ChatSettings | `origins.${number}`, TextKey>>;

/** What must be mended before the settings can be saved, by field. */
export function wrongIn(settings: ChatSettings): Wrong {
  const wrong: Wrong = {};
  const value = contrastOfWhite(settings.color);
  if (value === null) wrong.color = "chatSettings.badColor";
  else if (value < kLeastContrast) wrong.color = "chatSettings.lowContrast";
  if (!isWebAddress(settings.consentUrl)) wrong.consentUrl = "form.webAddress";
  if (!isWebAddress(settings.inquiryUrl)) wrong.inquiryUrl = "form.webAddress";
  const hasConsentText = Object.values(settings.consentText).some((text) => text.trim() !== "");
  if (settings.consentRequired && !hasConsentText) wrong.consentText = "form.required";
  settings.origins.forEach((origin, index) => {
    if (!isOrigin(origin)) wrong[`origins.${index}`] = "chatSettings.badOrigin";
  });
  const { silenceEndSeconds: end, silenceWarningSeconds: warning } = settings;
  if (end > 0 && warning >= end) wrong.silenceWarningSeconds = "chatSettings.warningTooLong";
  if (settings.openDeadlineSeconds < 10)
    wrong.openDeadlineSeconds = "chatSettings.deadlineTooShort";
  return wrong;
}

/** The lines that a site needs to show the widget. */
export function scriptFor(host: string, key: string): string {
  return `<script async src="${host}/widget.js" data-service="${key}"></script>`;
}
