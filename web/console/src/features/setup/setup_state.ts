import * as v from "valibot";
import type { Language } from "../../i18n/i18n";

/** What is kept between the steps in this browser; the token and the password are not. */
export interface SetupValues {
  organizationName: string;
  name: string;
  email: string;
  serviceName: string;
  language: Language;
  timeZone: string;
}

export const kSteps = ["organization", "admin", "service", "operators", "check"] as const;
export type Step = (typeof kSteps)[number];

/** Which step asks for a field of the request. */
export const kStepOfField: Record<string, Step> = {
  token: "organization",
  organizationName: "organization",
  name: "admin",
  email: "admin",
  password: "admin",
  serviceName: "service",
  language: "service",
  timeZone: "service",
};

const kKept = "madoguchi.setup";

const kSchema = v.object({
  organizationName: v.string(),
  name: v.string(),
  email: v.string(),
  serviceName: v.string(),
  language: v.picklist(["ja", "en", "ko"]),
  timeZone: v.string(),
});

export function startValues(language: Language): SetupValues {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const empty = { organizationName: "", name: "", email: "", serviceName: "", language, timeZone };
  try {
    const kept = v.safeParse(kSchema, JSON.parse(localStorage.getItem(kKept) ?? "null"));
    return kept.success ? kept.output : empty;
  } catch {
    return empty;
  }
}

export function keepValues(values: SetupValues): void {
  try {
    localStorage.setItem(kKept, JSON.stringify(values));
  } catch {
    // Closing the page begins anew.
  }
}

export function forgetValues(): void {
  try {
    localStorage.removeItem(kKept);
  } catch {
    // Nothing was kept.
  }
}
