import { expect, it } from "vitest";
import { byPlace, fitted } from "./message_files";

const file = (width: number | null, height: number | null) => ({
  id: "1",
  name: "a.png",
  type: "image/png",
  size: 1,
  isImage: true,
  width,
  height,
});

it.each([
  [100, 50, 100, 50],
  [560, 220, 280, 110],
  [1000, 4000, 55, 220],
  [null, null, 280, 220],
])("an image of %s × %s is drawn %i × %i", (width, height, drawnWidth, drawnHeight) => {
  expect(fitted(file(width, height))).toEqual({ width: drawnWidth, height: drawnHeight });
});

it("puts documents into the bubble of their text, images and what has no text below", () => {
  const image = file(10, 10);
  const document = { ...file(null, null), id: "2", name: "a.pdf", isImage: false };
  expect(byPlace("text", [image, document])).toEqual({ within: [document], below: [image] });
  expect(byPlace("", [image, document])).toEqual({ within: [], below: [image, document] });
});
