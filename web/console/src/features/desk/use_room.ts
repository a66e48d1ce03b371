import { ApiError } from "@madoguchi/shared/api";
import { useCallback, useEffect, useState } from "react";
import { useMe } from "../../app/use_me";
import { useLiveDesk } from "../../live/use_live";
import { remembered } from "../palette/remembered";

export interface RoomLoad {
  isMissing: boolean;
  hasFailed: boolean;
  retry: () => void;
}

function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && (error.code === "notFound" || error.code === "invalidInput");
}

/** Loads and follows a contact while it is on the screen; a link does not say which service it is of. */
export function useRoom(contactId: string): RoomLoad {
  const live = useLiveDesk();
  const me = useMe();
  const [attempt, setAttempt] = useState(0);
  const [outcome, setOutcome] = useState<"loading" | "loaded" | "missing" | "failed">("loading");

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt loads again
  useEffect(() => {
    let isCurrent = true;
    const settle = (next: typeof outcome) => isCurrent && setOutcome(next);
    const known = live.getState().rows[contactId]?.contact.serviceId;
    const candidates = known ? [known] : me.services.map((service) => service.id);
    const load = async () => {
      for (const serviceId of candidates) {
        try {
          await live.openRoom(serviceId, contactId);
          remembered.openContact(contactId);
          return settle("loaded");
        } catch (error) {
          if (!isNotFound(error)) return settle("failed");
        }
      }
      settle("missing");
    };
    void load();
    return () => {
      isCurrent = false;
      live.closeRoom(contactId);
    };
  }, [live, contactId, me.services, attempt]);

  return {
    isMissing: outcome === "missing",
    hasFailed: outcome === "failed",
    retry: useCallback(() => setAttempt((count) => count + 1), []),
  };
}
