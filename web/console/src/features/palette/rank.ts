import type { Action, ActionContext } from "../../app/action";

/** Words match however they are written: NFKC, small letters, hiragana as katakana, no hyphens or spaces. */
export function foldForSearch(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u3041-\u3096]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) + 0x60))
    .replace(/[\s\-‐－・]/g, "");
}

export function isFound(text: string, query: string): boolean {
  return foldForSearch(text).includes(foldForSearch(query));
}

export type Scope = "all" | "actions" | "customers" | "contacts" | "shortcuts";

const kPrefixes: Record<string, Scope> = {
  ">": "actions",
  "@": "customers",
  "#": "contacts",
  "?": "shortcuts",
};

/** What is searched and for what: "@山田" means customers named 山田. */
export function readQuery(input: string): { scope: Scope; query: string } {
  const scope = kPrefixes[input.charAt(0).normalize("NFKC")];
  return scope ? { scope, query: input.slice(1).trim() } : { scope: "all", query: input.trim() };
}

export interface RankedAction {
  action: Action;
  label: string;
  /** Why it cannot be done now; such actions stand last. */
  reason: string | null;
}

export function rankActions(
  actions: readonly Action[],
  context: ActionContext,
  query: string,
  used: readonly string[],
): RankedAction[] {
  const ranked = actions
    .filter((action) => action.isAllowed?.(context) ?? true)
    .map((action) => {
      const why = action.whyDisabled?.(context) ?? null;
      return {
        action,
        label: context.t(action.label),
        reason: why === null ? null : context.t(why),
      };
    })
    .filter(({ label }) => query === "" || isFound(label, query));
  const use = (id: string) => {
    const at = used.indexOf(id);
    return at < 0 ? used.length : at;
  };
  return ranked.sort((a, b) => {
    const blocked = Number(a.reason !== null) - Number(b.reason !== null);
    return blocked !== 0 ? blocked : use(a.action.id) - use(b.action.id);
  });
}
