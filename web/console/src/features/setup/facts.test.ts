import { expect, it } from "vitest";
import { makeContact, makeMessage } from "../../live/testing";
import { hasReplied } from "./facts";

const reply = makeMessage(2, { kind: "reply" });

it.each([
  ["a chat that waits for the customer", makeContact({ conversation: "active" }), [], true],
  ["a chat that waits again", makeContact({ messageCount: 3 }), [makeMessage(1), reply], true],
  ["a chat with no reply", makeContact({ messageCount: 2 }), [makeMessage(1)], false],
])("a reply is seen in %s", async (_, contact, messages, expected) => {
  expect(await hasReplied([contact], async () => messages)).toBe(expected);
});
