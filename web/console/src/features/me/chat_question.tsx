import { Suspense, useCallback, useState } from "react";
import { mayChat } from "../../app/api";
import { useMe } from "../../app/use_me";
import { later } from "../../design/later";
import { useLive } from "../../live/use_live";

const ChatOnlineDialog = later(async () => (await import("./chat_online_dialog")).ChatOnlineDialog);

function askedKey(sessionId: string): string {
  return `madoguchi.chatAsked.${sessionId}`;
}

function wasAsked(sessionId: string): boolean {
  try {
    return localStorage.getItem(askedKey(sessionId)) !== null;
  } catch {
    return false;
  }
}

/** Asks once a session, at the first opening after the sign-in, while the chat switch is off [C5]. */
export function ChatQuestion() {
  const me = useMe();
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? true, []));
  const [isSettled, setSettled] = useState(() => wasAsked(me.sessionId));
  const settle = () => {
    setSettled(true);
    try {
      localStorage.setItem(askedKey(me.sessionId), "1");
    } catch {
      // Asked again at the next opening.
    }
  };
  if (isSettled || isChatOn || !mayChat(me)) return null;
  return (
    <Suspense>
      <ChatOnlineDialog onSettled={settle} />
    </Suspense>
  );
}
