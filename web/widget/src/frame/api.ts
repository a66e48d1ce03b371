import type { Language, ProblemCode, VisitorView, WidgetConfig } from "./contract";
import type { Page } from "./state";

export type Answer<T> = { value: T } | { code: ProblemCode };

/** A refused request by its stable code; `unavailable` when no answer came. */
export function answerOf<T>(isOk: boolean, body: unknown): Answer<T> {
  if (isOk && body) return { value: body as T };
  return { code: (body as { code?: ProblemCode } | null)?.code ?? "unavailable" };
}

/** The widget part of api/openapi.yaml for the service of this base address. */
async function ask<T>(address: string, body?: object): Promise<Answer<T>> {
  try {
    const headers = { "Content-Type": "application/json" };
    const post = { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(address, body && post);
    return answerOf(response.ok, await response.json());
  } catch {
    return { code: "unavailable" };
  }
}

export const getConfig = (base: string): Promise<Answer<WidgetConfig>> => ask(`${base}config`);

export const getVisit = (base: string): Promise<Answer<VisitorView>> => ask(`${base}session`);

export function startVisit(
  base: string,
  begin: { consent: boolean; name: string; language: Language; page: Page | null },
): Promise<Answer<VisitorView>> {
  const { consent, language, name, page } = begin;
  return ask(`${base}session`, {
    consent,
    language,
    name: name || undefined,
    pageUrl: page?.url,
    pageTitle: page?.title,
  });
}
