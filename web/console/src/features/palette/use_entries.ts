import { useCallback, useMemo } from "react";
import type { ActionContext } from "../../app/action";
import { sayProblem } from "../../app/problems";
import { allActions } from "../../app/registry";
import { ChatIcon } from "../../design/icons/objects";
import type { Icon } from "../../design/icons/shape";
import { announce } from "../../design/toast";
import type { TextKey } from "../../i18n/i18n";
import type { Contact } from "../../live/frames";
import { sameItems, useLive } from "../../live/use_live";
import { openCustomer } from "../customers/open_customer";
import type { useSearch } from "../desk";
import { nameOf } from "../desk/labels";
import { rankActions, type Scope } from "./rank";
import { remembered } from "./remembered";

/** One row of the palette. */
export interface Entry {
  id: string;
  icon: Icon | null;
  avatar: { id: string; name: string } | null;
  label: string;
  about: string;
  shortcut: string | undefined;
  at: number | null;
  /** Why it cannot be done now. */
  reason: string | null;
  path: string | null;
  run: () => void;
}

export interface Group {
  id: string;
  label: string;
  entries: Entry[];
}

type Found = ReturnType<typeof useSearch>["data"];

const kFirstActions = 5;

export function useEntries(
  scope: Scope,
  query: string,
  found: Found,
  context: ActionContext,
): Group[] {
  const recent = useRecentContacts();
  return useMemo(() => {
    const isIdle = query === "" && scope === "all";
    const groups = [
      hasScope(scope, "actions", "shortcuts") ? actionGroup(context, query, scope, isIdle) : null,
      hasScope(scope, "customers") && query !== "" ? customerGroup(context, found) : null,
      hasScope(scope, "contacts")
        ? contactGroup(context, query === "" ? recent : (found?.contacts ?? []), query === "")
        : null,
    ];
    return groups.filter((group) => group !== null && group.entries.length > 0) as Group[];
  }, [scope, query, found, context, recent]);
}

function hasScope(scope: Scope, ...wanted: Scope[]): boolean {
  return scope === "all" || wanted.includes(scope);
}

/** The last five contacts that this browser had open. */
function useRecentContacts(): Contact[] {
  return useLive(
    useCallback(
      (state) =>
        remembered
          .contacts()
          .flatMap((id) => state.rows[id]?.contact ?? [])
          .slice(0, 5),
      [],
    ),
    sameItems,
  );
}

function actionGroup(context: ActionContext, query: string, scope: Scope, isIdle: boolean): Group {
  const isShortcuts = scope === "shortcuts";
  const actions = allActions.filter((action) =>
    isShortcuts ? action.shortcut !== undefined : !action.isKeyOnly,
  );
  const ranked = rankActions(actions, context, query, remembered.actions());
  const shown = isIdle
    ? ranked.filter((one) => one.reason === null).slice(0, kFirstActions)
    : ranked;
  return {
    id: "actions",
    label: context.t(isShortcuts ? "palette.shortcuts" : "palette.actions"),
    entries: shown.map(({ action, label, reason }) => ({
      id: action.id,
      icon: action.icon,
      avatar: null,
      label,
      about: reason ?? "",
      shortcut: action.shortcut,
      at: null,
      reason,
      path: null,
      run: () => {
        remembered.chooseAction(action.id);
        void action.run(context);
      },
    })),
  };
}

function customerGroup(context: ActionContext, found: Found): Group {
  return {
    id: "customers",
    label: context.t("customer.word"),
    entries: (found?.customers ?? []).map(({ serviceId, customer }) => ({
      id: customer.id,
      icon: null,
      avatar: { id: customer.id, name: customer.name },
      label: customer.name,
      about: [customer.phone, customer.email, customer.memberId].filter(Boolean).join("・"),
      shortcut: undefined,
      at: null,
      reason: null,
      path: null,
      run: () =>
        void openCustomer(
          serviceId,
          customer.id,
          (contactId) => context.go(`/inbox/${context.box}/${contactId}`),
          (error) => announce(sayProblem(context.t, error)),
        ),
    })),
  };
}

function contactGroup(
  context: ActionContext,
  contacts: readonly Contact[],
  isRecent: boolean,
): Group {
  const label: TextKey = isRecent ? "palette.recent" : "palette.contacts";
  return {
    id: "contacts",
    label: context.t(label),
    entries: contacts.map((contact) => {
      const path = `/inbox/${context.box}/${contact.id}`;
      return {
        id: contact.id,
        icon: ChatIcon,
        avatar: null,
        label: nameOf(contact, context.t),
        about: `#${contact.number}・${contact.lastMessage}`,
        shortcut: undefined,
        at: contact.lastMessageAt,
        reason: null,
        path,
        run: () => context.go(path),
      };
    }),
  };
}
