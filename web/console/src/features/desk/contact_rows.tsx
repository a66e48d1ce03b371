import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { ui } from "../../app/ui";
import { useNow } from "../../app/use_now";
import { Button } from "../../design/button";
import { ClockIcon } from "../../design/icons/objects";
import { Empty, Failed, Skeleton } from "../../design/parts";
import { type TextKey, useT } from "../../i18n/i18n";
import { clock } from "../../i18n/times";
import type { Box, Contact } from "../../live/frames";
import { contactsOf } from "../../live/select";
import { sameItems, useLive, useLiveDesk } from "../../live/use_live";
import { usePreferences } from "../me/preferences";
import { ContactRow } from "./contact_row";
import { isLate } from "./labels";
import { useOrder } from "./use_order";

interface Props {
  box: Box;
  myId: string;
  contactId: string | null;
  status: "loading" | "loaded" | "failed";
  onOpen: (contactId: string) => void;
  onRetry: () => void;
}

type Heading = "active" | "line" | "snoozed";
type Item = { heading: Heading; count: number } | { contact: Contact };

const kEmpty: Record<Box, TextKey> = {
  mine: "inbox.emptyMine",
  waiting: "inbox.emptyWaiting",
  team: "inbox.emptyTeam",
  ended: "inbox.emptyEnded",
};

/** The rows of a box; with groups where the design has them. Long lists draw only what is in view. */
export function ContactRows({ box, myId, contactId, status, onOpen, onRetry }: Props) {
  const { t } = useT();
  const [isPointerIn, setPointerIn] = useState(false);
  const select = useCallback(
    (state: Parameters<typeof contactsOf>[0]) =>
      listed(notRinging(contactsOf(state, box, myId), state), state, box, myId),
    [box, myId],
  );
  const contacts = useLive(select, sameItems);
  const byId = useMemo(() => new Map(contacts.map((row) => [row.id, row])), [contacts]);
  const order = useOrder(
    useMemo(() => contacts.map((row) => row.id), [contacts]),
    isPointerIn,
  );
  const items = useMemo(() => grouped(order, byId, box, myId), [order, byId, box, myId]);
  useEffect(() => {
    ui.set({ rowOrder: items.flatMap((item) => ("contact" in item ? [item.contact.id] : [])) });
  }, [items]);

  if (status === "failed" && contacts.length === 0) return <Failed onRetry={onRetry} />;
  if (status === "loading" && contacts.length === 0) return <RowSkeletons />;
  if (contacts.length === 0) return <EmptyBox box={box} text={t(kEmpty[box])} />;
  return (
    <div
      className="rows-holder"
      onPointerEnter={(event) => setPointerIn(event.pointerType === "mouse")}
      onPointerLeave={() => setPointerIn(false)}
    >
      <Rows items={items} box={box} contactId={contactId} onOpen={onOpen} />
    </div>
  );
}

/** The call that rings here has a row of its own above the list. */
function notRinging(contacts: Contact[], { me }: Parameters<typeof contactsOf>[0]): Contact[] {
  const ringing = me?.call?.stage === "ringing" ? me.call.contactId : null;
  return ringing === null ? contacts : contacts.filter((contact) => contact.id !== ringing);
}

/** The line shows the own running chats above those who wait. */
function listed(
  contacts: Contact[],
  state: Parameters<typeof contactsOf>[0],
  box: Box,
  myId: string,
): Contact[] {
  if (box !== "waiting") return contacts;
  const waiting = new Set(contacts.map((row) => row.id));
  const active = contactsOf(state, "mine", myId).filter(
    (row) => row.conversation === "active" && !waiting.has(row.id),
  );
  return [...active, ...contacts];
}

function headingOf(contact: Contact, box: Box, myId: string): Heading | null {
  if (box === "waiting") {
    return contact.conversation === "active" && contact.ownerId === myId ? "active" : "line";
  }
  return box === "mine" && contact.conversation === "snoozed" ? "snoozed" : null;
}

function grouped(
  order: readonly string[],
  byId: ReadonlyMap<string, Contact>,
  box: Box,
  myId: string,
): Item[] {
  const groups = new Map<Heading | null, Contact[]>();
  for (const id of order) {
    const contact = byId.get(id);
    if (!contact) continue;
    const heading = headingOf(contact, box, myId);
    groups.set(heading, [...(groups.get(heading) ?? []), contact]);
  }
  const items: Item[] = [];
  for (const heading of [null, "active", "line", "snoozed"] as const) {
    const rows = groups.get(heading) ?? [];
    if (heading && rows.length > 0) items.push({ heading, count: rows.length });
    items.push(...rows.map((contact) => ({ contact })));
  }
  return items;
}

const kHeadingHeight = 36;

interface RowsProps {
  items: readonly Item[];
  box: Box;
  contactId: string | null;
  onOpen: (contactId: string) => void;
}

function Rows({ items, box, contactId, onOpen }: RowsProps) {
  const { t } = useT();
  const { preferences } = usePreferences();
  const scroller = useRef<HTMLDivElement>(null);
  const rowHeight = preferences.compactList ? 52 : 80;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const item = items[index];
      return item && "heading" in item ? kHeadingHeight : rowHeight;
    },
    getItemKey: (index) => {
      const item = items[index];
      if (!item) return index;
      return "heading" in item ? item.heading : item.contact.id;
    },
    overscan: 8,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: other heights are measured anew
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const total = items.filter((item) => "contact" in item).length;
  const selectedIndex = items.findIndex(
    (item) => "contact" in item && item.contact.id === contactId,
  );
  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: "auto" });
  }, [virtualizer, selectedIndex]);
  let position = 0;
  const positions = items.map((item) => ("contact" in item ? ++position : 0));
  return (
    <div className="rows" ref={scroller} tabIndex={-1}>
      <ul style={{ height: virtualizer.getTotalSize() }} aria-label={t("inbox.title")}>
        {virtualizer.getVirtualItems().map((slot) => {
          const item = items[slot.index];
          if (!item) return null;
          const style = { height: slot.size, transform: `translateY(${slot.start}px)` };
          if ("heading" in item) {
            return (
              <li key={slot.key} className="rows-heading" style={style}>
                <GroupHeading heading={item.heading} count={item.count} items={items} />
              </li>
            );
          }
          return (
            <li
              key={slot.key}
              style={style}
              aria-setsize={total}
              aria-posinset={positions[slot.index]}
            >
              <ContactRow
                contact={item.contact}
                box={box}
                isSelected={item.contact.id === contactId}
                isCompact={preferences.compactList}
                onOpen={onOpen}
              />
            </li>
          );
        })}
      </ul>
      {box === "ended" ? <MoreEnded /> : null}
    </div>
  );
}

interface GroupProps {
  heading: Heading;
  count: number;
  items: readonly Item[];
}

function GroupHeading({ heading, count, items }: GroupProps) {
  const { t } = useT();
  const now = useNow();
  const capacity = useLive(useCallback((state) => state.me?.chatCapacity ?? 0, []));
  if (heading === "active") {
    return (
      <>
        <h2>{t("inbox.groupActive")}</h2>
        <span>
          {count} / {capacity}
        </span>
      </>
    );
  }
  if (heading === "snoozed") {
    return (
      <>
        <h2>{t("inbox.groupSnoozed")}</h2>
        <span>{t("inbox.total", { n: count })}</span>
      </>
    );
  }
  const longest = items.reduce<Contact | null>((best, item) => {
    if (!("contact" in item) || item.contact.waitingSince === null) return best;
    const isLonger = (best?.waitingSince ?? Number.POSITIVE_INFINITY) > item.contact.waitingSince;
    return isLonger ? item.contact : best;
  }, null);
  return (
    <>
      <h2>{t("inbox.groupLine")}</h2>
      <span>{t("inbox.total", { n: count })}</span>
      {longest?.waitingSince ? (
        <span className="rows-longest">
          <ClockIcon size={14} />
          {t("inbox.longest")}
          <b className={isLate(longest, now) ? "is-late" : ""}>
            {clock(now - longest.waitingSince)}
          </b>
        </span>
      ) : null}
    </>
  );
}

function MoreEnded() {
  const { t } = useT();
  const live = useLiveDesk();
  const [isLoading, setLoading] = useState(false);
  const until = useLive(useCallback((state) => state.endedUntil, []));
  const services = Object.values(until);
  const load = async () => {
    setLoading(true);
    await live.loadMoreEnded().catch(() => undefined);
    setLoading(false);
  };
  if (services.length === 0) return null;
  if (services.every((id) => id === null)) return <p className="rows-end">{t("inbox.allShown")}</p>;
  return (
    <div className="rows-end">
      <Button onPress={() => void load()} isDisabled={isLoading}>
        {t("inbox.older")}
      </Button>
    </div>
  );
}

function RowSkeletons() {
  return (
    <div className="rows" aria-busy="true">
      {[0, 1, 2, 3, 4].map((index) => (
        <div key={index} className="row-skeleton">
          <Skeleton width={40} height={40} />
          <div>
            <Skeleton width={120} height={14} />
            <Skeleton width={200} height={12} />
            <Skeleton width={72} height={18} />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Says that nothing is here, unless a call rings above. */
function EmptyBox({ box, text }: { box: Box; text: string }) {
  const { t } = useT();
  const isChatOn = useLive(useCallback((state) => state.me?.chat ?? true, []));
  const isRinging = useLive(useCallback(({ me }) => me?.call?.stage === "ringing", []));
  const hint = box === "mine" && !isChatOn ? t("inbox.emptyChatOff") : text;
  return <div className="rows">{isRinging ? null : <Empty>{hint}</Empty>}</div>;
}
