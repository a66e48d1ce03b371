// @vitest-environment happy-dom
import { afterEach, beforeAll, expect, it } from "vitest";
import { catalog as first } from "../catalogs/ja";
import { catalog as more } from "../catalogs/ja.more";
import type { Client } from "../client";
import { render } from "../dom";
import { addTexts } from "../i18n";
import { Files } from "../more/files";
import { kConfig, kFile, linked, message, view } from "../testing";
import { Log } from "./log";
import { Away, Consent } from "./steps";

const kEvil = `<img src=x onerror="alert(1)"><script>alert(2)</script>`;

beforeAll(() => addTexts({ ...first, ...more }));
afterEach(() => render(null, document.body));

function clientOf(messages: ReturnType<typeof message>[]): Client {
  const { state } = linked(view({ contactId: "7", conversation: "active", messages }));
  return { state, base: "/api/", dispatch: () => {}, refresh: () => {} } as unknown as Client;
}

it("shows HTML in a text, a name and a system line as text", () => {
  const messages = [
    message(1, { text: kEvil, authorName: kEvil }),
    message(2, { kind: "system", text: "", system: { what: "joined", name: kEvil } }),
  ];
  render(<Log client={clientOf(messages)} />, document.body);
  expect(document.querySelector("img, script")).toBeNull();
  expect(document.querySelector(".bubble")?.textContent).toBe("こんにちは。");
  expect(document.body.textContent?.split(kEvil).length).toBeGreaterThanOrEqual(4);
});

it("shows HTML in the name of a file as text", () => {
  const files = [{ ...kFile, name: kEvil, isImage: false }];
  render(<Files client={clientOf([])} files={files} />, document.body);
  expect(document.querySelector("img, script")).toBeNull();
  expect(document.querySelector(".file")?.textContent).toContain(kEvil);
});

it("links addresses safely", () => {
  const messages = [message(1, { text: "https://a.example/ と javascript:alert(1)" })];
  render(<Log client={clientOf(messages)} />, document.body);
  const links = [...document.querySelectorAll("a")];
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["https://a.example/"]);
  expect(links[0]?.getAttribute("rel")).toBe("noopener noreferrer nofollow");
});

it("makes no link of an address in the settings that is not of the web", () => {
  const config = { ...kConfig, inquiryUrl: "javascript:alert(1)", consentUrl: "data:text/html,x" };
  render(<Away config={config} />, document.body);
  expect(document.querySelector("a")).toBeNull();
  render(<Consent client={clientOf([])} config={config} />, document.body);
  expect(document.querySelector("a")).toBeNull();
});
