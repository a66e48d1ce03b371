import type { VisitorMessage } from "../contract";
import { t } from "../i18n";
import { systemText } from "../rows";
import { clock, day } from "../time";

function authorOf(message: VisitorMessage): string {
  return message.kind === "customer" ? t("you") : message.authorName;
}

function lineOf(message: VisitorMessage): string {
  const time = clock(message.at);
  if (message.kind === "system") return `${time} * ${systemText(message)}`;
  const files = message.files.map((file) => `[${file.name}]`);
  const text = [message.text, ...files].filter((part) => part !== "").join("\n");
  return `${time} ${authorOf(message)}: ${text.replace(/\n/g, "\n      ")}`;
}

/** The conversation as a plain text, a heading for each day. */
export function transcript(title: string, thread: VisitorMessage[], now: number): string {
  const lines = [title];
  let heading = "";
  for (const message of thread) {
    if (message.kind === "system" && systemText(message) === "") continue;
    const date = day(message.at, now);
    if (date !== heading) lines.push("", date);
    heading = date;
    lines.push(lineOf(message));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** Gives bytes to the customer as a file. */
export function saveAs(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
