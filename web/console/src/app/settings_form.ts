import { useRef, useState } from "react";
import { drafts } from "../features/desk/drafts";
import { fieldOf } from "./problems";
import { isSame, rebased } from "./rebase";

type Leaf = string | number | boolean | null;

/** The leaves of a value by their path: {a:{b:1}} is "a.b" = 1. */
export function leavesOf(value: unknown, path = ""): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  if (typeof value !== "object" || value === null) {
    leaves.set(path, value as Leaf);
    return leaves;
  }
  for (const [key, part] of Object.entries(value)) {
    for (const [at, leaf] of leavesOf(part, path ? `${path}.${key}` : key)) leaves.set(at, leaf);
  }
  return leaves;
}

/** In how many places two values differ. */
export function countChanges(before: unknown, now: unknown): number {
  const a = leavesOf(before);
  const b = leavesOf(now);
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => a.get(path) !== b.get(path)).length;
}

export interface SettingsForm<T> {
  value: T;
  set: (part: Partial<T>) => void;
  replace: (value: T) => void;
  changes: number;
  isSaving: boolean;
  problem: unknown;
  /** The sentence for a field when the server refused it, by the start of its path. */
  isRefused: (field: string) => boolean;
  save: () => Promise<void>;
  discard: () => void;
}

/** A value that is edited, and what it was made from. */
interface Edited<T> {
  base: T;
  value: T;
}

/** Own changes of `base` on top of what others saved meanwhile. */
type Rebase<T> = (base: T, mine: T, theirs: T) => T;

/** The kept draft on what is saved by now: only what was changed then is a change. */
function restored<T extends object>(draftName: string, saved: T, rebase: Rebase<T>): Edited<T> {
  const draft = readDraft(draftName) as Edited<T> | null;
  return { base: saved, value: draft ? rebase(draft.base, draft.value, saved) : saved };
}

function readDraft(draftName: string): Edited<object> | null {
  try {
    const { base, value } = JSON.parse(drafts.read(draftName) || "null") ?? {};
    const isDraft = [base, value].every((part) => typeof part === "object" && part !== null);
    return isDraft ? { base, value } : null;
  } catch {
    return null;
  }
}

function keepDraft<T>(draftName: string, edited: Edited<T>): void {
  drafts.write(draftName, isSame(edited.base, edited.value) ? "" : JSON.stringify(edited));
}

/** What a draft was made from moves on with what is saved, here or by others. */
function useEdited<T extends object>(draftName: string, saved: T, rebase: Rebase<T>) {
  const [edited, setEdited] = useState(() => restored(draftName, saved, rebase));
  const [seen, setSeen] = useState(saved);
  if (!isSame(seen, saved)) {
    setSeen(saved);
    setEdited({ base: saved, value: rebase(edited.base, edited.value, saved) });
  }
  const latest = useRef(edited);
  latest.current = edited;
  const change = (next: Edited<T>) => {
    latest.current = next;
    setEdited(next);
    keepDraft(draftName, next);
  };
  return { edited, latest, change };
}

/** Stores a value and answers what the server kept; one that stores in parts tells the value with each of them. */
type Store<T> = (value: T, onPart: (part: T) => void) => Promise<T>;

/**
 * Settings that are saved explicitly: the count of changes, a draft in the browser, what was refused. What others
 * saved meanwhile, and what is typed while one saves, is kept.
 */
export function useSettingsForm<T extends object>(
  draftName: string,
  saved: T,
  store: Store<T>,
  rebase: Rebase<T> = rebased,
): SettingsForm<T> {
  const { edited, latest, change } = useEdited(draftName, saved, rebase);
  const { base, value } = edited;
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);

  const replace = (next: T) => {
    setProblem(null);
    change({ base: latest.current.base, value: next });
  };
  const save = async () => {
    setSaving(true);
    setProblem(null);
    let sent = value;
    const onPart = (part: T, from = latest.current.base) => {
      change({ base: from, value: rebased(sent, latest.current.value, part) });
      sent = part;
    };
    try {
      const stored = await store(value, (part) => onPart(part));
      onPart(stored, stored);
    } catch (error) {
      setProblem(error);
    } finally {
      setSaving(false);
    }
  };
  return {
    value,
    set: (part) => replace({ ...latest.current.value, ...part }),
    replace,
    changes: countChanges(base, value),
    isSaving,
    problem,
    isRefused: (field) => {
      const refused = fieldOf(problem);
      return (
        refused === field ||
        refused?.startsWith(`${field}.`) === true ||
        refused?.startsWith(`${field}[`) === true
      );
    },
    save,
    discard: () => replace(base),
  };
}
