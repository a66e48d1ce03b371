import { makeClientId } from "@madoguchi/shared/ids";
import { type Answer, answerOf } from "../api";
import type { Client } from "../client";
import type { ProblemCode, StoredFile } from "../contract";
import type { Action, Attachment, Patch, State } from "../state";
import { oneLine } from "../text";

const kAgainAfter = 4_000;
/** What keeps a file waiting: it travels a little later. */
const kLater: ProblemCode[] = ["unavailable", "rateLimited", "tryLater", "unauthenticated"];

/** The bytes of what lies beside the input and is not stored yet, by key. */
export const bytes = new Map<string, File>();
/** Addresses of pictures that were chosen here, by the id of their stored file. */
export const previews = new Map<string, string>();
let uploading: { key: string; request: XMLHttpRequest } | null = null;
let pausedUntil = 0;

type Chosen = Pick<Attachment, "key" | "name" | "size" | "isImage">;

function problemOf(left: Chosen[], fileBytes: number): State["trayProblem"] {
  if (left.some((file) => file.size > fileBytes)) return "fileTooLarge";
  if (left.some((file) => file.size === 0)) return "fileEmpty";
  return left.length > 0 ? "tooManyFiles" : "";
}

/** Keeps what fits: at most so many files in a message, none empty, none over the limit. */
export const filesChosen =
  (chosen: Chosen[]): Action =>
  ({ config, tray }) => {
    if (!config) return {};
    const { fileBytes, filesPerMessage } = config.limits;
    const taken = chosen
      .filter((file) => file.size > 0 && file.size <= fileBytes)
      .slice(0, Math.max(0, filesPerMessage - tray.length));
    const added = taken.map((file) => ({ ...file, progress: 0, file: null, problem: "" as const }));
    const left = chosen.filter((file) => !taken.includes(file));
    return { tray: [...tray, ...added], trayProblem: problemOf(left, fileBytes) };
  };

export const fileRemoved =
  (key: string): Action =>
  ({ tray }) => ({ tray: tray.filter((file) => file.key !== key), trayProblem: "" });

function change(tray: Attachment[], key: string, part: Partial<Attachment>): Patch {
  return { tray: tray.map((file) => (file.key === key ? { ...file, ...part } : file)) };
}

export const fileProgress =
  (key: string, progress: number): Action =>
  ({ tray }) =>
    change(tray, key, { progress });

export const fileStored =
  (key: string, file: StoredFile): Action =>
  ({ tray }) =>
    change(tray, key, { file, progress: 1 });

/** A file that could not travel now waits; one that was refused says why until it is removed. */
export const fileFailed =
  (key: string, problem: ProblemCode): Action =>
  ({ tray }) =>
    change(tray, key, { progress: 0, problem: kLater.includes(problem) ? "" : problem });

/** XMLHttpRequest, for fetch does not tell how much has been sent. */
function upload(
  request: XMLHttpRequest,
  base: string,
  file: File,
  onProgress: (part: number) => void,
): Promise<Answer<StoredFile>> {
  return new Promise((resolve) => {
    request.open("POST", `${base}files`);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(oneLine(file.name, 255) || "file"));
    request.upload.onprogress = (event) => onProgress(event.loaded / event.total);
    request.onload = () => resolve(answerOf(request.status === 201, request.response));
    request.onerror = request.onabort = () => resolve({ code: "unavailable" });
    request.send(file);
  });
}

/** Files travel one after the other, as soon as there is a visit to store them for. */
export async function sendNext(client: Client): Promise<void> {
  const { tray, link } = client.state;
  const next = tray.find((file) => !file.file && !file.problem);
  const file = next && bytes.get(next.key);
  if (!next || !file || link !== "up" || uploading || Date.now() < pausedUntil) return;
  const { key } = next;
  const request = new XMLHttpRequest();
  uploading = { key, request };
  const answer = await upload(request, client.base, file, (part) =>
    client.dispatch(fileProgress(key, part)),
  );
  uploading = null;
  // It was taken out on its way: whatever became of it, the next one goes.
  if (!bytes.has(key)) return sendNext(client);
  if ("value" in answer) {
    if (answer.value.isImage) previews.set(answer.value.id, URL.createObjectURL(file));
    bytes.delete(key);
    client.dispatch(fileStored(key, answer.value));
    return;
  }
  if (kLater.includes(answer.code)) {
    pausedUntil = Date.now() + kAgainAfter;
    setTimeout(sendNext, kAgainAfter + 20, client);
  }
  client.dispatch(fileFailed(key, answer.code));
}

/** Lets go of what never came into the tray or was taken out of it; a file on its way goes no further. */
export function dropRemoved({ state }: Client): void {
  const kept = new Set(state.tray.map(({ key }) => key));
  for (const key of bytes.keys()) if (!kept.has(key)) bytes.delete(key);
  if (uploading && !kept.has(uploading.key)) uploading.request.abort();
}

export function chooseFiles(client: Client, files: File[]): void {
  const chosen = files.map((file): Chosen => {
    const key = makeClientId();
    bytes.set(key, file);
    const { name, size, type } = file;
    return { key, name, size, isImage: type.startsWith("image/") };
  });
  client.dispatch(filesChosen(chosen));
}
