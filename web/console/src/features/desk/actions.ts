import type { Action, ActionContext } from "../../app/action";
import { sayProblem } from "../../app/problems";
import { ui } from "../../app/ui";
import { wishFocus } from "../../app/use_focus_wish";
import {
  HandOverIcon,
  ListIcon,
  PencilIcon,
  SearchIcon,
  TakeIcon,
} from "../../design/icons/actions";
import { AlarmIcon, InboxIcon, NoteIcon, TemplateIcon } from "../../design/icons/objects";
import { CheckIcon } from "../../design/icons/states";
import { announce } from "../../design/toast";
import type { Contact } from "../../live/frames";
import { replyState } from "./composer_rules";
import { draftName, drafts } from "./drafts";

function isMine(context: ActionContext): boolean {
  return context.contact?.ownerId === context.me.id;
}

function hasContact(context: ActionContext): boolean {
  return context.contact !== null;
}

function whyNotMine({ contact, me, live }: ActionContext) {
  if (contact?.conversation === "ended") return "why.ended" as const;
  const call = live.getState().me?.call;
  if (contact && call?.contactId === contact.id) return "why.inCall" as const;
  return contact?.ownerId === me.id ? null : ("why.notYours" as const);
}

/** Runs a change of a contact; a refusal is said where the user looks. */
async function attempt(context: ActionContext, change: (contact: Contact) => Promise<void>) {
  if (!context.contact) return;
  try {
    await change(context.contact);
  } catch (error) {
    announce(sayProblem(context.t, error));
  }
}

export const takeContact: Action = {
  id: "contact.take",
  label: "action.take",
  icon: TakeIcon,
  group: "contact",
  shortcut: "T",
  isAllowed: ({ contact }) => contact?.assignment === "queued",
  whyDisabled: ({ live, contact }) => {
    if (contact?.channel === "call") return "why.call";
    return live.getState().me?.chat ? null : "why.chatOff";
  },
  run: (context) => attempt(context, (contact) => context.live.take(contact)),
};

export const replyToContact: Action = {
  id: "contact.reply",
  label: "action.reply",
  icon: PencilIcon,
  group: "contact",
  shortcut: "R",
  isAllowed: ({ contact }) => contact !== null && contact.channel !== "call",
  whyDisabled: whyNotMine,
  run: () => wishFocus("composerFocus", { composer: "reply" }),
};

export const noteOnContact: Action = {
  id: "contact.note",
  label: "action.note",
  icon: NoteIcon,
  group: "contact",
  shortcut: "N",
  isAllowed: hasContact,
  run: () => wishFocus("composerFocus", { composer: "note" }),
};

/** Where no reply is possible it comes into a note. */
export const insertTemplate: Action = {
  id: "contact.template",
  label: "action.template",
  icon: TemplateIcon,
  group: "contact",
  shortcut: "Alt+T",
  isAllowed: hasContact,
  run: ({ contact, me, live }) => {
    if (!contact) return;
    const canReply = replyState(contact, me.id, live.getState().me?.chat ?? false) === "open";
    ui.set({ composer: canReply ? ui.get().composer : "note", roomMenu: "templates" });
  },
};

export const endContact: Action = {
  id: "contact.end",
  label: "action.end",
  icon: CheckIcon,
  group: "contact",
  shortcut: "E",
  isAllowed: hasContact,
  whyDisabled: whyNotMine,
  run: async (context) => {
    const { contact, live } = context;
    if (!contact) return;
    const isUnsent = drafts.has(draftName(contact.id, "reply"));
    if (isUnsent || ui.get().unsaved.length > 0) ui.set({ endAskedOf: contact.id });
    else await attempt(context, (row) => live.end(row));
  },
};

export const handOverContact: Action = {
  id: "contact.handOver",
  label: "action.handOver",
  icon: HandOverIcon,
  group: "contact",
  shortcut: "H",
  isAllowed: hasContact,
  whyDisabled: whyNotMine,
  run: () => ui.set({ roomMenu: "handOver" }),
};

export const snoozeContact: Action = {
  id: "contact.snooze",
  label: "action.snooze",
  icon: AlarmIcon,
  group: "contact",
  shortcut: "Z",
  isAllowed: hasContact,
  whyDisabled: whyNotMine,
  run: () => ui.set({ roomMenu: "snooze" }),
};

function step(context: ActionContext, by: number): void {
  const order = ui.get().rowOrder;
  const at = context.contact ? order.indexOf(context.contact.id) : -1;
  const wanted = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by;
  const next = order[Math.min(order.length - 1, Math.max(0, wanted))];
  if (next) context.go(`/inbox/${context.box}/${next}`);
}

const nextContact: Action = {
  id: "list.next",
  label: "action.next",
  icon: ListIcon,
  group: "list",
  shortcut: "J",
  isKeyOnly: true,
  run: (context) => step(context, 1),
};

const previousContact: Action = {
  id: "list.previous",
  label: "action.previous",
  icon: ListIcon,
  group: "list",
  shortcut: "K",
  isKeyOnly: true,
  run: (context) => step(context, -1),
};

const searchList: Action = {
  id: "list.search",
  label: "action.search",
  icon: SearchIcon,
  group: "list",
  shortcut: "/",
  run: ({ go, box }) => {
    if (!location.pathname.startsWith("/inbox")) go(`/inbox/${box}`);
    wishFocus("searchFocus");
  },
};

const openInbox: Action = {
  id: "go.inbox",
  label: "action.goInbox",
  icon: InboxIcon,
  group: "go",
  run: ({ go }) => go("/inbox/mine"),
};

const openWaiting: Action = {
  id: "go.waiting",
  label: "action.goWaiting",
  icon: InboxIcon,
  group: "go",
  run: ({ go }) => go("/inbox/waiting"),
};

export const deskActions: readonly Action[] = [
  replyToContact,
  noteOnContact,
  insertTemplate,
  takeContact,
  handOverContact,
  snoozeContact,
  endContact,
  nextContact,
  previousContact,
  searchList,
  openInbox,
  openWaiting,
];

export { isMine };
