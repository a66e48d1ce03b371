import { expect, it } from "vitest";
import { makeClientId } from "./ids";

it("makes ids that the server accepts and that do not repeat", () => {
  const ids = new Set(Array.from({ length: 1000 }, makeClientId));
  expect(ids.size).toBe(1000);
  for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9_-]{8,64}$/);
});
