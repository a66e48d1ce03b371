import type { Schemas } from "@madoguchi/shared/api";
import { unwrap } from "@madoguchi/shared/api";
import { useCallback } from "react";
import { api, meQuery, queries } from "../../app/api";
import { sayProblem } from "../../app/problems";
import { useMe } from "../../app/use_me";
import { announce } from "../../design/toast";
import { t } from "../../i18n/i18n";

export type Preferences = Schemas["Preferences"];

/** The own preferences and how to change some of them; the screen follows at once, a refusal puts them back. */
export function usePreferences() {
  const { preferences } = useMe();
  const change = useCallback(async (part: Partial<Preferences>) => {
    try {
      await changePreferences(part);
    } catch (error) {
      announce(sayProblem(t, error));
    }
  }, []);
  return { preferences, change };
}

async function changePreferences(part: Partial<Preferences>): Promise<void> {
  const before = queries.getQueryData(meQuery.queryKey);
  if (!before) return;
  const preferences = { ...before.preferences, ...part };
  queries.setQueryData(meQuery.queryKey, { ...before, preferences });
  try {
    const me = await unwrap(api.PATCH("/api/v1/me", { body: { preferences } }));
    queries.setQueryData(meQuery.queryKey, me);
  } catch (error) {
    queries.setQueryData(meQuery.queryKey, before);
    throw error;
  }
}
