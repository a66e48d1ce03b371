import { useState } from "react";
import { sayProblem } from "../../app/problems";
import { ui } from "../../app/ui";
import { useActionContext } from "../../app/use_actions";
import { Button } from "../../design/button";
import { announce } from "../../design/toast";
import { type TextKey, useT } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";

interface Choice {
  label: TextKey;
  until: number | null;
}

const kMinute = 60_000;

function atHour(now: number, days: number, hour: number): number {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return date.setHours(hour, 0, 0, 0);
}

/** The moments that are offered; this evening only while it is still to come. */
export function snoozeChoices(now: number): Choice[] {
  const evening = atHour(now, 0, 17);
  return [
    { label: "snooze.halfHour", until: now + 30 * kMinute },
    { label: "snooze.twoHours", until: now + 120 * kMinute },
    ...(evening - now > 30 * kMinute ? [{ label: "snooze.evening" as const, until: evening }] : []),
    { label: "snooze.tomorrow", until: atHour(now, 1, 9) },
    { label: "snooze.untilMessage", until: null },
  ];
}

export function SnoozeMenu({ contact }: { contact: Contact }) {
  const { t, times } = useT();
  const { live } = useActionContext();
  const [now] = useState(() => Date.now());
  const [own, setOwn] = useState("");
  const snooze = async (until: number | null) => {
    ui.set({ roomMenu: null });
    try {
      await live.snooze(contact, until);
      announce(t("snooze.done"));
    } catch (error) {
      announce(sayProblem(t, error));
    }
  };
  const chosen = new Date(own).getTime();
  const isValid = Number.isFinite(chosen) && chosen > now;
  return (
    <>
      {snoozeChoices(now).map((choice) => (
        <Button
          key={choice.label}
          kind="quiet"
          className="menu-item snooze-item"
          onPress={() => void snooze(choice.until)}
        >
          <span className="menu-text">{t(choice.label)}</span>
          {choice.until === null ? null : (
            <span className="meta">{times.moment(choice.until, now)}</span>
          )}
        </Button>
      ))}
      <div className="menu-line" />
      <form
        className="snooze-own"
        onSubmit={(event) => {
          event.preventDefault();
          if (isValid) void snooze(chosen);
        }}
      >
        <input
          type="datetime-local"
          className="input"
          aria-label={t("snooze.own")}
          value={own}
          onChange={(event) => setOwn(event.target.value)}
        />
        <Button type="submit" size="compact" isDisabled={!isValid}>
          {t("snooze.set")}
        </Button>
      </form>
    </>
  );
}
