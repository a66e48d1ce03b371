import { describe, expect, it } from "vitest";
import { received } from "./border";
import { createHost } from "./frame/host";

const kOrigin = "https://shop.example";
const ours = {} as Window;
const other = {} as Window;

const event = (data: unknown, source: unknown = ours, origin = kOrigin) =>
  ({ data, source, origin }) as MessageEvent;

describe("the border", () => {
  it("lets a message of the right window and origin in", () => {
    const message = { madoguchi: 1, type: "open" };
    expect(received(event(message), ours, kOrigin)).toBe(message);
  });

  it.each([
    ["another window", event({ madoguchi: 1 }, other)],
    ["another origin", event({ madoguchi: 1 }, ours, "https://evil.example")],
    ["an opaque origin", event({ madoguchi: 1 }, ours, "null")],
    ["a text", event("open")],
    ["nothing", event(null)],
    ["somebody else's message", event({ type: "open" })],
    ["another version", event({ madoguchi: 2, type: "open" })],
  ])("keeps %s out", (_, message) => {
    expect(received(message, ours, kOrigin)).toBeFalsy();
  });

  it("keeps everything out while there is no window", () => {
    expect(received(event({ madoguchi: 1 }, null), null, kOrigin)).toBeFalsy();
    expect(received(event({ madoguchi: 1 }, undefined), undefined, kOrigin)).toBeFalsy();
  });
});

describe("the frame's side", () => {
  const told = (fragment: string) => {
    const posted: [unknown, string][] = [];
    const parent = { postMessage: (data: unknown, origin: string) => posted.push([data, origin]) };
    createHost(parent as unknown as Window, fragment).tell({ madoguchi: 1, type: "ready" });
    return posted;
  };

  it("posts to the exact origin that the loader named", () => {
    expect(told("#https://shop.example")).toEqual([[{ madoguchi: 1, type: "ready" }, kOrigin]]);
    expect(told("#http://localhost:8081")[0]?.[1]).toBe("http://localhost:8081");
  });

  it.each(["", "#", "#*", "#null", "#javascript:alert(1)", "#data:text/html,x"])(
    "posts nothing to %j",
    (fragment) => {
      expect(told(fragment)).toEqual([]);
    },
  );
});
