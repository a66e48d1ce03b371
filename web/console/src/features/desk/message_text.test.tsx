import { cleanup, render } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { LanguageProvider, speak } from "../../i18n/i18n";
import { MessageText } from "./message_text";

beforeAll(() => speak("ja"));
afterEach(cleanup);

function draw(text: string, words: string[] = [], isMasked = false): HTMLElement {
  return render(
    <LanguageProvider>
      <MessageText text={text} words={words} isMasked={isMasked} />
    </LanguageProvider>,
  ).container;
}

describe("a text", () => {
  it("is never HTML", () => {
    const drawn = draw('<img src=x onerror="alert(1)"><script>alert(2)</script>');
    expect(drawn.querySelector("img, script")).toBeNull();
    expect(drawn.textContent).toContain("<script>");
  });

  it.each([
    ["https://koyomisha.example/help?x=k3x9 です", "https://koyomisha.example/help?x=k3x9"],
    ["（https://a.example/b）", "https://a.example/b"],
    ["見て：http://a.example。", "http://a.example"],
  ])("%s has a link to %s", (text, address) => {
    const link = draw(text).querySelector("a");
    expect(link?.getAttribute("href")).toBe(address);
    expect(link?.getAttribute("rel")).toContain("noopener");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "//a.example", "mailto:a@b.example"])(
    "%s is no link",
    (text) => {
      expect(draw(text).querySelector("a")).toBeNull();
    },
  );

  it("hides masked words from the screen and tells readers that one is masked", () => {
    const drawn = draw("本当にばかですね", ["ばか"], true);
    expect(drawn.textContent).not.toContain("ばか");
    expect(drawn.querySelector("[aria-hidden]")?.textContent).toBe("＊＊");
    expect(drawn.querySelector(".visually-hidden")?.textContent).toBe("伏せた言葉");
  });
});
