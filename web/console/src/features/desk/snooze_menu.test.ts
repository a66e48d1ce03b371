import { describe, expect, it } from "vitest";
import { snoozeChoices } from "./snooze_menu";

describe("the moments to snooze until", () => {
  const at = (hour: number, minute = 0) => new Date(2026, 10, 20, hour, minute).getTime();

  it("lie in the future", () => {
    for (const hour of [0, 9, 16, 23]) {
      const now = at(hour, 50);
      for (const { until } of snoozeChoices(now)) {
        if (until !== null) expect(until).toBeGreaterThan(now);
      }
    }
  });

  it("offer this evening only before it", () => {
    const labels = (now: number) => snoozeChoices(now).map((choice) => choice.label);
    expect(labels(at(10))).toContain("snooze.evening");
    expect(labels(at(16, 40))).not.toContain("snooze.evening");
    expect(labels(at(18))).not.toContain("snooze.evening");
  });

  it("know tomorrow at nine over the end of a month", () => {
    const now = new Date(2026, 10, 30, 22).getTime();
    const tomorrow = snoozeChoices(now).find((choice) => choice.label === "snooze.tomorrow");
    expect(tomorrow?.until).toBe(new Date(2026, 11, 1, 9).getTime());
  });
});
