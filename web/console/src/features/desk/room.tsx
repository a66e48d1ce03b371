import { type DragEvent, Suspense, useCallback, useEffect, useState } from "react";
import { useUi } from "../../app/ui";
import { AttachIcon } from "../../design/icons/actions";
import { fetchWhenIdle, later } from "../../design/later";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { useLive } from "../../live/use_live";
import { Composer } from "./composer";
import { mayAttach, replyState } from "./composer_rules";
import { Log } from "./log";
import { RoomHead } from "./room_head";
import "./room.css";
import "./log.css";
import "./composer.css";
import "./room_menus.css";
import { useMe } from "../../app/use_me";
import { RoomTabs, useRoomTab } from "./room_tabs";
import { StatusLine } from "./status_line";
import { trayOf } from "./uploads";
import type { RoomLoad } from "./use_room";

const CallCard = later(async () => (await import("../calls")).CallCard);
const EndDialog = later(async () => (await import("./end_dialog")).EndDialog);

/** One contact: head, log, status line and composer. Files may be dropped anywhere on it. */
export function Room({ contact, load }: { contact: Contact; load: RoomLoad }) {
  const { t } = useT();
  const me = useMe();
  const tab = useRoomTab();
  const isEndAsked = useUi((state) => state.endAskedOf === contact.id);
  const [isDropping, setDropping] = useState(false);
  useEffect(() => {
    fetchWhenIdle(CallCard.fetchCode);
    fetchWhenIdle(EndDialog.fetchCode);
  }, []);
  const kind = useUi((state) => state.composer);
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? false, []));
  const canDrop = mayAttach(kind, replyState(contact, me.id, isChatOn));
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    // The browser would open the file in place of the console otherwise, and end the call.
    event.preventDefault();
    event.dataTransfer.dropEffect = canDrop ? "copy" : "none";
    setDropping(canDrop);
  };
  const leave = (event: DragEvent<HTMLElement>) => {
    const to = event.relatedTarget;
    if (!(to instanceof Node) || !event.currentTarget.contains(to)) setDropping(false);
  };
  const drop = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    setDropping(false);
    if (canDrop) trayOf(contact, kind).add(Array.from(event.dataTransfer.files));
  };
  return (
    <main
      className={tab === "talk" ? "room" : "room shows-side"}
      id="main"
      onDragOver={over}
      onDragLeave={leave}
      onDrop={drop}
    >
      <RoomHead contact={contact} />
      <RoomTabs />
      {contact.channel === "call" ? (
        <Suspense>
          <CallCard contact={contact} />
        </Suspense>
      ) : null}
      <Log contact={contact} load={load} />
      <div className="room-foot">
        <StatusLine contact={contact} />
        <Composer contact={contact} />
      </div>
      {isDropping ? (
        <div className="drop-target" aria-hidden="true">
          <AttachIcon size={24} />
          {t("file.drop")}
        </div>
      ) : null}
      <Suspense>{isEndAsked ? <EndDialog contact={contact} /> : null}</Suspense>
    </main>
  );
}
