import { afterEach, describe, expect, it, vi } from "vitest";
import type { ActionContext } from "../../app/action";
import { ui } from "../../app/ui";
import { makeContact } from "../../live/testing";
import { endContact } from "./actions";
import { draftName, drafts } from "./drafts";

function contextOf(contactId: string) {
  const end = vi.fn(async () => undefined);
  const context = { live: { end }, contact: makeContact({ id: contactId }) };
  return { end, context: context as unknown as ActionContext };
}

afterEach(() => {
  drafts.write(draftName("100", "reply"), "");
  ui.set({ endAskedOf: null });
});

describe("ending a chat", () => {
  it("asks about the contact whose text is unsent, and about no other", async () => {
    drafts.write(draftName("100", "reply"), "書きかけ");
    const { context, end } = contextOf("100");
    await endContact.run(context);
    expect(ui.get().endAskedOf).toBe("100");
    expect(end).not.toHaveBeenCalled();
  });

  it("ends it at once where nothing is unsent", async () => {
    const { context, end } = contextOf("101");
    await endContact.run(context);
    expect(ui.get().endAskedOf).toBeNull();
    expect(end).toHaveBeenCalledOnce();
  });
});
