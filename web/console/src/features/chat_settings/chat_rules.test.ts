import { describe, expect, it } from "vitest";
import { isOrigin, scriptFor, tidyOrigin, wrongIn } from "./chat_rules";
import { readWords, whyNotWords } from "./ng_word_rules";
import type { ChatSettings } from "./queries";

const kText = { ja: "", en: "", ko: "" };

function settings(part: Partial<ChatSettings> = {}): ChatSettings {
  return {
    title: { ja: "窓口", en: "", ko: "" },
    color: "#2b57a6",
    hoursText: kText,
    greeting: kText,
    consentRequired: false,
    consentText: kText,
    consentUrl: "",
    offlineText: kText,
    inquiryUrl: "",
    endText: kText,
    origins: [],
    silenceEndSeconds: 300,
    silenceWarningSeconds: 60,
    openDeadlineSeconds: 60,
    webCallQueueId: null,
    ...part,
  };
}

describe("origins", () => {
  it.each([
    ["https://shop.example", true],
    ["http://localhost:8081", true],
    ["https://shop.example/", false],
    ["https://shop.example/x", false],
    ["shop.example", false],
    ["ftp://shop.example", false],
    ["", false],
  ])("%s is one: %s", (text, expected) => {
    expect(isOrigin(text)).toBe(expected);
  });

  it.each([
    ["https://Shop.Example/items?x=1", "https://shop.example"],
    ["  shop.example ", "https://shop.example"],
    ["http://localhost:8081/", "http://localhost:8081"],
    ["https://日本語.example/", "https://xn--wgv71a119e.example"],
    ["", ""],
    ["not an address at all", "not an address at all"],
  ])("%j is tidied to %j", (text, expected) => {
    expect(tidyOrigin(text)).toBe(expected);
  });
});

describe("what is wrong in chat settings", () => {
  it.each<[string, Partial<ChatSettings>, object]>([
    ["nothing", {}, {}],
    ["a color that is none", { color: "red" }, { color: "chatSettings.badColor" }],
    ["a color too light", { color: "#f0b429" }, { color: "chatSettings.lowContrast" }],
    [
      "an address without https",
      { inquiryUrl: "http://a.example" },
      { inquiryUrl: "form.webAddress" },
    ],
    ["consent without a text", { consentRequired: true }, { consentText: "form.required" }],
    [
      "a wrong site",
      { origins: ["https://a.example", "b"] },
      { "origins.1": "chatSettings.badOrigin" },
    ],
    [
      "a warning after the end",
      { silenceEndSeconds: 60, silenceWarningSeconds: 60 },
      { silenceWarningSeconds: "chatSettings.warningTooLong" },
    ],
    ["a warning without an end", { silenceEndSeconds: 0, silenceWarningSeconds: 60 }, {}],
    [
      "a deadline too short",
      { openDeadlineSeconds: 5 },
      { openDeadlineSeconds: "chatSettings.deadlineTooShort" },
    ],
  ])("%s", (_, part, expected) => {
    expect(wrongIn(settings(part))).toEqual(expected);
  });
});

it("makes the script of the documentation", () => {
  expect(scriptFor("https://desk.example", "abc123def456")).toBe(
    '<script async src="https://desk.example/widget.js" data-service="abc123def456"></script>',
  );
});

describe("NG words of a text", () => {
  it("are one a line, once", () => {
    expect(readWords(" ばか\r\n\nidiot \nばか\n")).toEqual(["ばか", "idiot"]);
  });

  it.each([
    [["ばか"], null],
    [["あ".repeat(50)], null],
    [["あ".repeat(51)], "ngWords.tooLong"],
    [Array.from({ length: 1001 }, (_, index) => `w${index}`), "ngWords.tooMany"],
  ])("%#: have limits", (words, expected) => {
    expect(whyNotWords(words)).toBe(expected);
  });
});
