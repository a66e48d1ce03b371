import type { TextKey } from "../../i18n/i18n";
import type { QueueRow } from "./queries";

/** Seconds as the server takes them. */
export const kRing = { min: 5, max: 120 };
export const kWait = { min: 10, max: 3600 };
export const kWrapUp = { min: 0, max: 3600 };
export const kMostQueues = 50;

export type QueueField = "name" | "ringSeconds" | "longestWaitSeconds";
export type QueueErrors = Partial<Record<QueueField, TextKey>>;

/** What is typed as a number of seconds; digits of any width, anything else is nothing. */
export function toSeconds(text: string): number {
  const value = Number.parseInt(text.normalize("NFKC"), 10);
  return Number.isFinite(value) ? Math.max(0, Math.min(99_999, value)) : 0;
}

export const isWithin = (value: number, { min, max }: { min: number; max: number }) =>
  value >= min && value <= max;

/** What is wrong with each queue, in their order. */
export function wrongIn(queues: readonly QueueRow[]): QueueErrors[] {
  const names = queues.map((queue) => queue.name.trim());
  return queues.map((queue, at) => {
    const errors: QueueErrors = {};
    const name = names[at] ?? "";
    if (name === "") errors.name = "form.required";
    else if (names.indexOf(name) !== at) errors.name = "queues.doubleName";
    if (!isWithin(queue.ringSeconds, kRing)) errors.ringSeconds = "queues.ringRange";
    if (!isWithin(queue.longestWaitSeconds, kWait)) errors.longestWaitSeconds = "queues.waitRange";
    return errors;
  });
}
