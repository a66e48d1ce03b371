import { useEffect, useRef } from "react";
import { allActions } from "./registry";
import { actionFor, isTextInput } from "./shortcuts";
import { useActionContext } from "./use_actions";

/** The pop-up of a call stands beside what one does; it does not keep the keys for itself. */
const kOverlays = "[role=dialog],[role=alertdialog]:not(.ring-card),[role=menu]";

function isOverlayOpen(): boolean {
  return document.querySelector(kOverlays) !== null;
}

/** Listens to the keys of every page and runs the action that they mean there. */
export function useShortcuts(): void {
  const context = useActionContext();
  const latest = useRef(context);
  latest.current = context;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const now = latest.current;
      const action = actionFor(allActions, event, {
        isInText: isTextInput(event.target),
        isOverlayOpen: isOverlayOpen(),
        areSingleKeysOn: now.me.preferences.singleKeyShortcuts,
      });
      if (!action || action.isAllowed?.(now) === false) return;
      event.preventDefault();
      if ((action.whyDisabled?.(now) ?? null) === null) void action.run(now);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}
