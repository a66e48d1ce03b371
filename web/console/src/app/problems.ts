import { ApiError, type ProblemCode } from "@madoguchi/shared/api";
import type { TextKey, Translate } from "../i18n/i18n";

const kTexts: Record<ProblemCode, TextKey> = {
  invalidInput: "problem.invalidInput",
  unauthenticated: "problem.unauthenticated",
  wrongCredentials: "problem.wrongCredentials",
  forbidden: "problem.forbidden",
  wrongOrigin: "problem.wrongOrigin",
  notFound: "problem.notFound",
  methodNotAllowed: "problem.internal",
  conflict: "problem.conflict",
  alreadyExists: "problem.alreadyExists",
  tooLarge: "problem.tooLarge",
  unsupportedType: "problem.unsupportedType",
  rateLimited: "problem.rateLimited",
  expired: "problem.expired",
  tryLater: "problem.tryLater",
  unavailable: "problem.unavailable",
  storage: "problem.internal",
  internal: "problem.internal",
};

export function codeOf(error: unknown): ProblemCode {
  return error instanceof ApiError ? error.code : "unavailable";
}

/** What went wrong, in a sentence of the screen's language. */
export function sayProblem(t: Translate, error: unknown): string {
  return sayCode(t, codeOf(error));
}

export function sayCode(t: Translate, code: ProblemCode): string {
  return t(kTexts[code] ?? "problem.internal");
}

/** The input that the server refused, as it is named in the request: "email", "greeting.ja". */
export function fieldOf(error: unknown): string | null {
  return error instanceof ApiError ? (error.problem.field ?? null) : null;
}
