import { useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useT } from "../i18n/i18n";
import type { Box } from "../live/frames";
import { useLive, useLiveDesk } from "../live/use_live";
import type { Action, ActionContext } from "./action";
import { useMe } from "./use_me";

export function isBox(text: unknown): text is Box {
  return text === "mine" || text === "waiting" || text === "team" || text === "ended";
}

/** What actions run with: who, where, and the contact on the screen. */
export function useActionContext(): ActionContext {
  const me = useMe();
  const live = useLiveDesk();
  const { t } = useT();
  const navigate = useNavigate();
  const params = useParams({ strict: false });
  const contactId = params.contactId ?? "";
  const contact = useLive(
    useCallback((state) => state.rows[contactId]?.contact ?? null, [contactId]),
  );
  const box: Box = isBox(params.box) ? params.box : "mine";
  return useMemo(
    () => ({ me, live, t, box, contact, go: (path: string) => void navigate({ to: path }) }),
    [me, live, t, box, contact, navigate],
  );
}

export interface Offer {
  isAllowed: boolean;
  isDisabled: boolean;
  /** The sentence why it cannot be done now. */
  reason: string | null;
  run: () => void;
}

/** An action as a button needs it. */
export function offer(action: Action, context: ActionContext): Offer {
  const why = action.whyDisabled?.(context) ?? null;
  return {
    isAllowed: action.isAllowed?.(context) ?? true,
    isDisabled: why !== null,
    reason: why === null ? null : context.t(why),
    run: () => void action.run(context),
  };
}
