import { useEffect, useState } from "react";
import type { Contact } from "../../live/frames";
import { useLiveDesk } from "../../live/use_live";

/** Whether somebody can look at this page now. */
export function useIsLooking(): boolean {
  const [isLooking, setLooking] = useState(isLookedAt);
  useEffect(() => {
    const update = () => setLooking(isLookedAt());
    document.addEventListener("visibilitychange", update);
    window.addEventListener("focus", update);
    window.addEventListener("blur", update);
    return () => {
      document.removeEventListener("visibilitychange", update);
      window.removeEventListener("focus", update);
      window.removeEventListener("blur", update);
    };
  }, []);
  return isLooking;
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Marks as read what the owner has on the screen: the room is looked at and scrolled to its end. */
export function useReading(contact: Contact, isAtEnd: boolean): void {
  const live = useLiveDesk();
  const isLooking = useIsLooking();
  useEffect(() => {
    if (isAtEnd && isLooking) void live.markRead(contact, contact.messageCount);
  }, [live, contact, isAtEnd, isLooking]);
}
