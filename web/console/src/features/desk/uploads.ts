import { isProblem, type ProblemCode, type Schemas, unreachable } from "@madoguchi/shared/api";
import { makeClientId } from "@madoguchi/shared/ids";
import { draftName, drafts } from "./drafts";

export const kLargestFile = 10 * 1024 * 1024;
export const kMostFiles = 10;

/** A file on its way into a message. */
export interface Upload {
  key: string;
  name: string;
  size: number;
  /** 0 to 1 */
  progress: number;
  stored: Schemas["File"] | null;
  problem: ProblemCode | null;
}

/** Sends bytes and tells how far it is; resolves with the stored file or rejects with a problem code. */
export type Sender = (
  serviceId: string,
  file: File,
  onProgress: (part: number) => void,
) => { done: Promise<Schemas["File"]>; cancel: () => void };

/** XMLHttpRequest, because fetch does not tell the progress of what it sends. */
export const sendFile: Sender = (serviceId, file, onProgress) => {
  const request = new XMLHttpRequest();
  const done = new Promise<Schemas["File"]>((resolve, reject) => {
    request.open("POST", `/api/v1/services/${serviceId}/files`);
    request.responseType = "json";
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 201) resolve(answer as Schemas["File"]);
      else reject(isProblem(answer) ? answer.code : unreachable().code);
    };
    request.onerror = () => reject(unreachable().code);
    request.onabort = () => reject(unreachable().code);
    request.send(file);
  });
  return { done, cancel: () => request.abort() };
};

/** The files that will go with the next message of one kind to one contact. Survives a change of the room. */
export class Tray {
  private uploads: readonly Upload[] = [];
  private readonly listeners = new Set<() => void>();
  private readonly cancels = new Map<string, () => void>();
  private readonly files = new Map<string, File>();
  private readonly serviceId: string;
  private readonly send: Sender;

  constructor(serviceId: string, send: Sender) {
    this.serviceId = serviceId;
    this.send = send;
  }

  readonly get = (): readonly Upload[] => this.uploads;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Starts to send files; what is too large or too much says so and is not sent. */
  add(files: readonly File[]): void {
    for (const file of files) {
      const key = makeClientId();
      const isTooMuch = file.size > kLargestFile || this.uploads.length >= kMostFiles;
      this.files.set(key, file);
      this.change([
        ...this.uploads,
        {
          key,
          name: file.name || "image.png",
          size: file.size,
          progress: 0,
          stored: null,
          problem: isTooMuch ? "tooLarge" : null,
        },
      ]);
      if (!isTooMuch) void this.start(key, file);
    }
  }

  retry(key: string): void {
    const file = this.files.get(key);
    if (!file) return;
    this.update(key, { problem: null, progress: 0 });
    void this.start(key, file);
  }

  remove(key: string): void {
    this.cancels.get(key)?.();
    this.files.delete(key);
    this.change(this.uploads.filter((upload) => upload.key !== key));
  }

  /** The stored files, which leave the tray with the message. */
  takeStored(): Schemas["File"][] {
    const stored = this.uploads.flatMap((upload) => (upload.stored ? [upload.stored] : []));
    this.files.clear();
    this.change([]);
    return stored;
  }

  /** Empty, and on no screen. */
  get isIdle(): boolean {
    return this.uploads.length === 0 && this.listeners.size === 0;
  }

  clear(): void {
    for (const { key } of this.uploads) this.remove(key);
  }

  private async start(key: string, file: File): Promise<void> {
    const { done, cancel } = this.send(this.serviceId, file, (progress) =>
      this.update(key, { progress }),
    );
    this.cancels.set(key, cancel);
    try {
      this.update(key, { stored: await done, progress: 1 });
    } catch (code) {
      this.update(key, { problem: code as ProblemCode });
    } finally {
      this.cancels.delete(key);
    }
  }

  private update(key: string, part: Partial<Upload>): void {
    this.change(
      this.uploads.map((upload) => (upload.key === key ? { ...upload, ...part } : upload)),
    );
  }

  private change(uploads: readonly Upload[]): void {
    this.uploads = uploads;
    for (const listener of this.listeners) listener();
  }
}

const trays = new Map<string, Tray>();
let ownerId = "";

/** Files go with their operator, as drafts do: who signs in next finds none. */
function traysOfOwner(): Map<string, Tray> {
  if (ownerId === drafts.owner) return trays;
  ownerId = drafts.owner;
  for (const tray of trays.values()) tray.clear();
  trays.clear();
  return trays;
}

export const kYoungTrays = 10;

/** Reply and note have a tray each: what was meant for colleagues must not go to the customer. */
export function trayOf(contact: { id: string; serviceId: string }, kind: "reply" | "note"): Tray {
  const name = draftName(contact.id, kind);
  const own = traysOfOwner();
  const known = own.get(name);
  if (known) return known;
  const made = new Tray(contact.serviceId, sendFile);
  // Old trays that are empty and not shown are made anew when they are asked for; a young one may be about to be shown.
  for (const [other, tray] of [...own].slice(0, -kYoungTrays)) if (tray.isIdle) own.delete(other);
  own.set(name, made);
  return made;
}

/** A message can go only when every file has arrived. */
export function areReady(uploads: readonly Upload[]): boolean {
  return uploads.every((upload) => upload.stored !== null);
}
