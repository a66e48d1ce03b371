import { expect, it } from "vitest";
import { refuseDrops } from "./drop_guard";

function drop(types: string[], isTaken = false): boolean {
  const page = new EventTarget();
  if (isTaken) page.addEventListener("drop", (event) => event.preventDefault());
  refuseDrops(page);
  const dataTransfer = { types, dropEffect: "copy" } as unknown as DataTransfer;
  const event = new DragEvent("drop", { cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: dataTransfer });
  page.dispatchEvent(event);
  expect(dataTransfer.dropEffect).toBe(types.includes("Files") && !isTaken ? "none" : "copy");
  return event.defaultPrevented;
}

it("a file that no part of the page takes is not opened by the browser", () => {
  expect(drop(["Files"])).toBe(true);
  expect(drop(["Files"], true)).toBe(true);
  expect(drop(["text/plain"])).toBe(false);
});
