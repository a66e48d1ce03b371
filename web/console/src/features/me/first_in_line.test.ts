import { describe, expect, it } from "vitest";
import type { Contact } from "../../live/frames";
import type { Row } from "../../live/state";
import { makeContact } from "../../live/testing";
import { firstInLine, waitsSince } from "./first_in_line";

function row(id: string, through: number, part: Partial<Contact> = {}): Row {
  return { contact: makeContact({ id, assignment: "queued", ownerId: null, ...part }), through };
}

const kCall: Contact["call"] = {
  direction: "inbound",
  otherNumber: "09011112222",
  ownNumber: "0312345678",
  isWeb: false,
  answeredAt: null,
  isHeld: false,
  hasRecording: false,
};
const kTaken = { assignment: "owned", conversation: "active", waitingSince: null } as const;

describe("the first in line", () => {
  it("is who waits longest of those that were asked for", () => {
    const fetched = [row("100", 5, { waitingSince: 2000 }), row("101", 5, { waitingSince: 1000 })];
    expect(firstInLine(fetched, {}, "1")?.id).toBe("101");
    expect(firstInLine([], {}, "1")).toBeNull();
  });

  it("is none that only an old row of a list tells of", () => {
    const rows = { "99": row("99", 4, { waitingSince: 10 }) };
    expect(firstInLine([row("100", 9)], rows, "1")?.id).toBe("100");
  });

  it("is as the answer says when the row here is older", () => {
    const rows = { "100": row("100", 4, { customerName: "old" }) };
    const fetched = [row("100", 9, { customerName: "new" })];
    expect(firstInLine(fetched, rows, "1")?.customerName).toBe("new");
  });

  it("is none whom a newer row shows as taken", () => {
    expect(firstInLine([row("100", 4)], { "100": row("100", 9, kTaken) }, "1")).toBeNull();
  });

  it("is a call that waits since it came, before a chat that came later", () => {
    const calls = row("100", 4, {
      channel: "call",
      call: kCall,
      startedAt: 500,
      waitingSince: null,
    });
    const chat = row("101", 4, { waitingSince: 1000 });
    expect(firstInLine([chat, calls], {}, "1")?.id).toBe("100");
    expect(waitsSince({ ...calls.contact, assignment: "owned" })).toBeNull();
  });
});
