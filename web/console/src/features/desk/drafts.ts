/** Where a browser keeps texts: its local storage. */
export interface Keep {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const kPrefix = "madoguchi.draft.";

/**
 * Unsent texts and unsaved settings of one operator, kept in the browser. A browser that keeps nothing loses them on
 * reload only.
 */
export class Drafts {
  private readonly inMemory = new Map<string, string>();
  private readonly keep: () => Keep;
  private readonly listeners = new Set<() => void>();
  private ownerId = "";

  constructor(keep: () => Keep) {
    this.keep = keep;
  }

  /** Whose drafts are read and written from now on; empty: nobody's, after a sign-out. */
  belongTo(operatorId: string): void {
    if (operatorId === this.ownerId) return;
    this.ownerId = operatorId;
    this.inMemory.clear();
    this.tell();
  }

  get owner(): string {
    return this.ownerId;
  }

  read(name: string): string {
    const known = this.inMemory.get(name);
    if (known !== undefined) return known;
    try {
      return this.keep().getItem(this.keyOf(name)) ?? "";
    } catch {
      return "";
    }
  }

  write(name: string, text: string): void {
    this.inMemory.set(name, text);
    try {
      if (text !== "") this.keep().setItem(this.keyOf(name), text);
      else {
        this.keep().removeItem(this.keyOf(name));
        this.inMemory.delete(name);
      }
    } catch {
      // Full or forbidden: the text stays in memory.
    }
    this.tell();
  }

  has(name: string): boolean {
    return this.read(name).trim() !== "";
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private keyOf(name: string): string {
    return `${kPrefix}${this.ownerId}.${name}`;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

export const drafts = new Drafts(() => localStorage);

export function draftName(contactId: string, kind: "reply" | "note"): string {
  return `${kind}.${contactId}`;
}
