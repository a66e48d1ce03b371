import type { Action } from "../../app/action";
import { ui } from "../../app/ui";
import { SidePaneIcon } from "../../design/icons/actions";
import { CommandIcon, KeyboardIcon } from "../../design/icons/objects";

const openPalette: Action = {
  id: "screen.palette",
  label: "action.palette",
  icon: CommandIcon,
  group: "screen",
  shortcut: "Ctrl+K",
  isKeyOnly: true,
  run: () => ui.set({ palette: ui.get().palette ? null : { prefix: "" } }),
};

const openHelp: Action = {
  id: "screen.help",
  label: "action.help",
  icon: KeyboardIcon,
  group: "screen",
  shortcut: "?",
  run: () => ui.set({ isHelpOpen: true }),
};

const toggleSide: Action = {
  id: "screen.side",
  label: "action.side",
  icon: SidePaneIcon,
  group: "screen",
  shortcut: "]",
  isAllowed: ({ contact }) => contact !== null,
  run: () => ui.set({ isSideOpen: !ui.get().isSideOpen }),
};

export const screenActions: readonly Action[] = [openPalette, openHelp, toggleSide];
