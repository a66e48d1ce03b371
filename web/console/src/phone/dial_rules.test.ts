import { describe, expect, it } from "vitest";
import { makeCall, makeState } from "../live/testing";
import { dialFailure, dialled, typed, whyNoDialing, whyNoNumber } from "./dial_rules";

describe("a number that is typed or pasted", () => {
  it.each([
    ["090-1111-2222", "09011112222"],
    ["０９０－１１１１－２２２２", "09011112222"],
    ["090ー1111ー2222", "09011112222"],
    ["+81 90 1111 2222", "09011112222"],
    ["+81 (0)90-1111-2222", "09011112222"],
    ["tel:+81312345678", "0312345678"],
    ["お電話 03-1234-5678 まで", "0312345678"],
    ["+1 212 555 0100", "+12125550100"],
    ["", ""],
  ])("%s is %s", (text, number) => expect(dialled(text)).toBe(number));

  it("stands in groups once they are known", () => {
    expect(typed("0901111222")).toBe("0901111222");
    expect(typed("09011112222")).toBe("090-1111-2222");
    expect(typed("090-1111-22223")).toBe("090111122223");
    expect(typed("1".repeat(40))).toHaveLength(15);
  });

  it.each([
    ["03-1234-5678", null],
    ["09011112222", null],
    ["110", "dialPad.emergency"],
    ["１１９", "dialPad.emergency"],
    ["184110", "dialPad.emergency"],
    ["+1 212 555 0100", "dialPad.abroad"],
    ["010-1-212", "dialPad.abroad"],
    ["0990-500-000", "dialPad.premium"],
    ["12345", "dialPad.incomplete"],
    ["090111122223", "dialPad.incomplete"],
    ["", "dialPad.incomplete"],
  ])("%s: %s", (text, why) => expect(whyNoNumber(text)).toBe(why));
});

describe("dialling", () => {
  it.each([
    [{}, null],
    [{ state: "work" as const }, null],
    [{ activity: "wrapUp" as const }, null],
    [{ doNotDisturb: true }, null],
    [{ state: "break" as const }, "why.dialAway"],
    [{ state: "offline" as const }, "why.dialAway"],
    [{ phone: false }, "phone.switchedOff"],
    [{ isPhoneConnected: false }, "why.dialNoPhone"],
    [{ call: makeCall() }, "why.inCall"],
  ])("%#: waits for what hinders", (part, why) => expect(whyNoDialing(makeState(part))).toBe(why));

  it("fails for reasons that have words", () => {
    expect(dialFailure("busy")).toBe("dialEnd.busy");
    expect(dialFailure("operatorEnded")).toBeNull();
    expect(dialFailure(null)).toBeNull();
  });
});
