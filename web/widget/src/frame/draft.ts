import type { Action, Outgoing, State } from "./state";

const kTypingEvery = 3_000;

/** Control characters and halves of characters would be refused; line ends are unified. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\p{Cs}/gu, "\ufffd")
    .replace(/[^\P{Cc}\t\n]/gu, "")
    .trim();
}

/** Characters as the server counts them: code points. */
export function textLength(text: string): number {
  return [...cleanText(text)].length;
}

export function canSubmit(state: State): boolean {
  const length = textLength(state.draft);
  const isStored = state.tray.every((chosen) => chosen.file);
  const limit = state.config?.limits.messageCharacters ?? 0;
  return isStored && length <= limit && length + state.tray.length > 0;
}

export const submitted =
  (clientId: string): Action =>
  (state, _, now) => {
    if (!canSubmit(state)) return {};
    const outgoing: Outgoing = {
      clientId,
      text: cleanText(state.draft),
      files: state.tray.flatMap(({ file }) => file ?? []),
      at: now,
      problem: "",
    };
    return {
      outbox: [...state.outbox, outgoing],
      draft: "",
      tray: [],
      trayProblem: "",
      typedAt: 0,
      isAtBottom: true,
    };
  };

/** Says "is typing" at most every three seconds, and "stopped" once. */
export const typed =
  (draft: string): Action =>
  (state, effects, now) => {
    const isTyping = draft.trim() !== "";
    const isDue = isTyping ? now - state.typedAt >= kTypingEvery : state.typedAt > 0;
    if (!isDue || state.link !== "up") return { draft };
    effects.push(["send", { type: "typing", isTyping }]);
    return { draft, typedAt: isTyping ? now : 0 };
  };
