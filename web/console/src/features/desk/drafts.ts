/** Unsent texts by contact and kind, kept in the browser. A browser that keeps nothing loses them on reload only. */
export interface Keep {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const kPrefix = "madoguchi.draft.";

export class Drafts {
  private readonly inMemory = new Map<string, string>();
  private readonly keep: () => Keep;
  private readonly listeners = new Set<() => void>();

  constructor(keep: () => Keep) {
    this.keep = keep;
  }

  read(name: string): string {
    const known = this.inMemory.get(name);
    if (known !== undefined) return known;
    try {
      return this.keep().getItem(kPrefix + name) ?? "";
    } catch {
      return "";
    }
  }

  write(name: string, text: string): void {
    this.inMemory.set(name, text);
    try {
      if (text === "") this.keep().removeItem(kPrefix + name);
      else this.keep().setItem(kPrefix + name, text);
    } catch {
      // Full or forbidden: the text stays in memory.
    }
    for (const listener of this.listeners) listener();
  }

  has(name: string): boolean {
    return this.read(name).trim() !== "";
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}

export const drafts = new Drafts(() => localStorage);

export function draftName(contactId: string, kind: "reply" | "note"): string {
  return `${kind}.${contactId}`;
}
