import { useNavigate, useParams } from "@tanstack/react-router";
import { Suspense, useCallback, useEffect } from "react";
import { ui, useUi } from "../../app/ui";
import { isBox } from "../../app/use_actions";
import { useMe } from "../../app/use_me";
import { fetchWhenIdle, later } from "../../design/later";
import { useT } from "../../i18n/i18n";
import type { Box } from "../../live/frames";
import { useLive, useLiveDesk } from "../../live/use_live";
import "./inbox.css";
import { Failed } from "../../design/parts";
import { InboxList } from "./inbox_list";
import { RoomSkeleton } from "./room_skeleton";
import { useRoom } from "./use_room";

const Room = later(async () => (await import("./room")).Room);
const SidePane = later(async () => (await import("../customers")).SidePane);

/** /inbox/:box/:contact: the list, the room and the customer. */
export function InboxPage() {
  const params = useParams({ strict: false });
  const box: Box = isBox(params.box) ? params.box : "mine";
  const contactId = params.contactId ?? null;
  const isSideOpen = useUi((state) => state.isSideOpen);
  useEffect(() => {
    fetchWhenIdle(Room.fetchCode);
    fetchWhenIdle(SidePane.fetchCode);
  }, []);
  const classes = ["inbox", contactId ? "has-room" : "", isSideOpen ? "has-side" : ""];
  return (
    <div className={classes.filter(Boolean).join(" ")}>
      <InboxList box={box} contactId={contactId} />
      {contactId ? <ContactView key={contactId} contactId={contactId} /> : <NoContact />}
    </div>
  );
}

function ContactView({ contactId }: { contactId: string }) {
  const { t } = useT();
  const navigate = useNavigate();
  const room = useRoom(contactId);
  const contact = useLive(
    useCallback((state) => state.rows[contactId]?.contact ?? null, [contactId]),
  );
  useEffect(
    () => () => ui.set({ roomMenu: null, isSideOpen: false, composer: "reply", endAskedOf: null }),
    [],
  );
  if (room.isMissing) {
    return (
      <main className="room" id="main">
        <Failed onRetry={() => void navigate({ to: "/" })}>{t("room.missing")}</Failed>
      </main>
    );
  }
  if (room.hasFailed && !contact) {
    return (
      <main className="room" id="main">
        <Failed onRetry={room.retry} />
      </main>
    );
  }
  if (!contact) return <RoomSkeleton />;
  return (
    <>
      <Suspense fallback={<RoomSkeleton />}>
        <Room contact={contact} load={room} />
      </Suspense>
      <Suspense
        fallback={<aside className="side" aria-busy="true" aria-label={t("customer.word")} />}
      >
        <SidePane contact={contact} />
      </Suspense>
    </>
  );
}

function NoContact() {
  const { t } = useT();
  const me = useMe();
  const live = useLiveDesk();
  void live;
  const isEmpty = useLive(
    useCallback(
      (state) => !Object.values(state.rows).some((row) => row.contact.ownerId === me.id),
      [me.id],
    ),
  );
  return (
    <main className="room is-empty" id="main">
      <p className="room-empty">{t(isEmpty ? "room.noneYet" : "room.choose")}</p>
    </main>
  );
}
