import { expect, it } from "vitest";
import type { RosterOperator } from "../../live/frames";
import { makeState } from "../../live/testing";
import { ordered } from "./hand_over_menu";

function operator(id: string, canTakeChat: boolean, openChats: number): RosterOperator {
  return {
    id,
    name: id,
    canChat: true,
    canTakeChat,
    reason: canTakeChat ? "" : "offline",
    state: makeState({ state: canTakeChat ? "ready" : "offline", openChats }),
  };
}

it("lists who can take a chat first, the least busy on top", () => {
  const list = [
    operator("b", false, 0),
    operator("busy", true, 3),
    operator("a", false, 1),
    operator("free", true, 0),
  ];
  expect(ordered(list).map((one) => one.id)).toEqual(["free", "busy", "a", "b"]);
});
