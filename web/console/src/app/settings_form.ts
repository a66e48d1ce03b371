import { useState } from "react";
import { drafts } from "../features/desk/drafts";
import { fieldOf } from "./problems";

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

function restored<T extends object>(draftName: string, saved: T): T {
  try {
    const draft: unknown = JSON.parse(drafts.read(draftName) || "null");
    return typeof draft === "object" && draft !== null ? { ...saved, ...draft } : saved;
  } catch {
    return saved;
  }
}

/** Settings that are saved explicitly (`store` answers what the server kept): the count of changes, a draft in the browser, what was refused. */
export function useSettingsForm<T extends object>(
  draftName: string,
  saved: T,
  store: (value: T) => Promise<T>,
): SettingsForm<T> {
  const [value, setValue] = useState(() => restored(draftName, saved));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const changes = countChanges(saved, value);

  const replace = (next: T) => {
    setValue(next);
    setProblem(null);
    drafts.write(draftName, countChanges(saved, next) > 0 ? JSON.stringify(next) : "");
  };
  const save = async () => {
    setSaving(true);
    setProblem(null);
    try {
      setValue(await store(value));
      drafts.write(draftName, "");
    } catch (error) {
      setProblem(error);
    } finally {
      setSaving(false);
    }
  };
  return {
    value,
    set: (part) => replace({ ...value, ...part }),
    replace,
    changes,
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
    discard: () => replace(saved),
  };
}
