import { describe, expect, it } from "vitest";
import type { Translate } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { makeContact } from "../../live/testing";
import { lookOf, nameOf } from "./labels";

const t: Translate = (key) => key;

function makeCallContact(
  part: Partial<Contact> = {},
  call: Partial<NonNullable<Contact["call"]>> = {},
): Contact {
  return makeContact({
    channel: "call",
    conversation: "active",
    call: {
      direction: "inbound",
      otherNumber: "09012345678",
      ownNumber: "0368221100",
      isWeb: false,
      answeredAt: 2000,
      isHeld: false,
      hasRecording: false,
      ...call,
    },
    ...part,
  });
}

describe("the contact of a call", () => {
  it.each([
    [makeCallContact(), "call.talking"],
    [makeCallContact({}, { direction: "outbound", answeredAt: null }), "call.dialing"],
    [makeCallContact({}, { isHeld: true }), "call.held"],
    [makeCallContact({ conversation: "new" }, { answeredAt: null }), "contact.new"],
    [makeCallContact({ conversation: "ended", endReason: "customerEnded" }), "contact.ended"],
    [makeCallContact({ conversation: "ended", endReason: "userLeft" }), "call.missed"],
    [makeCallContact({ conversation: "ended", endReason: "ringTimeout" }), "call.missed"],
    [makeContact({ conversation: "ended", endReason: "noOperator" }), "contact.ended"],
  ])("%#: says how it stands", (contact, expected) => {
    expect(lookOf(contact).label).toBe(expected);
  });

  it("is named by the customer, else by the number", () => {
    expect(nameOf(makeCallContact(), t)).toBe("岡田 真理");
    expect(nameOf(makeCallContact({ customerName: "" }), t)).toBe("090-1234-5678");
    expect(nameOf(makeCallContact({ customerName: "09012345678" }), t)).toBe("090-1234-5678");
    expect(nameOf(makeCallContact({ customerName: "" }, { otherNumber: "" }), t)).toBe(
      "call.withheld",
    );
  });
});
