import { useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useUi } from "../../app/ui";
import { useNow } from "../../app/use_now";
import { Button } from "../../design/button";
import { ArrowDownIcon } from "../../design/icons/actions";
import { Failed } from "../../design/parts";
import { useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { messagesOfThread, pendingOf } from "../../live/select";
import { sameItems, useLive, useLiveDesk } from "../../live/use_live";
import { Bubble, PendingBubble } from "./bubble";
import { type LogItem, logItems } from "./log_items";
import { LogSkeleton } from "./room_skeleton";
import { SystemLine } from "./system_line";
import { useReading } from "./use_reading";
import type { RoomLoad } from "./use_room";

const kNearTop = 240;
const kNearEnd = 80;

/** The thread of a contact, anchored to its end; older pages load on the way up without a jump. */
export function Log({ contact, load }: { contact: Contact; load: RoomLoad }) {
  const { t } = useT();
  const { threadId, id } = contact;
  const messages = useLive(
    useCallback((state) => messagesOfThread(state, threadId, id), [threadId, id]),
    sameItems,
  );
  const pending = useLive(useCallback((state) => pendingOf(state, id), [id]));
  const items = useMemo(() => logItems(messages, pending), [messages, pending]);
  const isLoaded = useLive(
    useCallback((state) => state.threads[threadId]?.isLoaded === true, [threadId]),
  );
  if (!isLoaded && load.hasFailed) return <LogFailed onRetry={load.retry} />;
  if (!isLoaded && messages.length === 0) return <LogSkeleton />;
  if (items.length === 0) return <p className="log-none">{t("room.noMessages")}</p>;
  return <LogView contact={contact} items={items} />;
}

function LogFailed({ onRetry }: { onRetry: () => void }) {
  return (
    <div className="log-holder">
      <Failed onRetry={onRetry} />
    </div>
  );
}

function LogView({ contact, items }: { contact: Contact; items: LogItem[] }) {
  const { t } = useT();
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const lastKey = items.at(-1)?.key ?? null;
  const [seenKey, setSeenKey] = useState(lastKey);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    paddingStart: 16,
    paddingEnd: 12,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: kNearEnd,
  });
  useLayoutEffect(() => virtualizer.scrollToEnd(), [virtualizer]);
  const loadOlder = useOlder(contact);
  useReading(contact, isAtEnd);
  useEffect(() => {
    if (isAtEnd) setSeenKey(lastKey);
  }, [isAtEnd, lastKey]);

  // An own message is always shown, however far up one was reading.
  const last = items.at(-1);
  const ownKey = last?.kind === "pending" ? last.key : null;
  useEffect(() => {
    if (ownKey) virtualizer.scrollToEnd();
  }, [virtualizer, ownKey]);

  const onScroll = () => {
    const box = scroller.current;
    if (!box) return;
    setAtEnd(box.scrollHeight - box.scrollTop - box.clientHeight < kNearEnd);
    if (box.scrollTop < kNearTop) loadOlder();
  };
  const missed = isAtEnd ? 0 : messagesAfter(items, seenKey);
  return (
    <div className="log-holder">
      <div
        className="log"
        ref={scroller}
        role="log"
        aria-label={t("room.log")}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a log that scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className="log-space" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((slot) => {
            const item = items[slot.index];
            if (!item) return null;
            return (
              <div
                key={slot.key}
                data-index={slot.index}
                ref={virtualizer.measureElement}
                className="log-slot"
                style={{ transform: `translateY(${slot.start}px)` }}
              >
                <LogLine item={item} contact={contact} />
              </div>
            );
          })}
        </div>
      </div>
      {isAtEnd ? null : (
        <Button
          size="compact"
          className="log-new"
          onPress={() => virtualizer.scrollToEnd({ behavior: "smooth" })}
        >
          <ArrowDownIcon size={16} />
          {missed > 0 ? t("room.newMessages", { n: missed }) : t("room.toEnd")}
        </Button>
      )}
    </div>
  );
}

/** How many messages stand below the last one that was seen; older ones that load above do not count. */
function messagesAfter(items: readonly LogItem[], seenKey: string | null): number {
  const seen = items.findIndex((item) => item.key === seenKey);
  return items.slice(seen + 1).filter((item) => item.kind === "message").length;
}

function useOlder(contact: Contact): () => void {
  const live = useLiveDesk();
  const { threadId } = contact;
  const hasMore = useLive(
    useCallback((state) => state.threads[threadId]?.hasMore ?? false, [threadId]),
  );
  const isLoading = useRef(false);
  return () => {
    if (!hasMore || isLoading.current) return;
    isLoading.current = true;
    void live
      .loadOlder(contact)
      .catch(() => undefined)
      .finally(() => {
        isLoading.current = false;
      });
  };
}

function LogLine({ item, contact }: { item: LogItem; contact: Contact }) {
  const areNgWordsMasked = useUi((state) => state.areNgWordsMasked);
  switch (item.kind) {
    case "day":
      return <DayPill at={item.at} />;
    case "system":
      return <SystemLine message={item.message} />;
    case "message":
      return (
        <Bubble
          message={item.message}
          contact={contact}
          isFirst={item.isFirst}
          isLast={item.isLast}
          isMasked={areNgWordsMasked}
        />
      );
    case "pending":
      return <PendingBubble own={item.own} contact={contact} />;
  }
}

function DayPill({ at }: { at: number }) {
  const { times } = useT();
  const now = useNow(60_000);
  return (
    <div className="day">
      <span>{times.day(at, now)}</span>
    </div>
  );
}
