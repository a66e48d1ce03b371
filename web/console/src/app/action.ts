import type { Icon } from "../design/icons/shape";
import type { TextKey, Translate } from "../i18n/i18n";
import type { Box, Contact } from "../live/frames";
import type { Live } from "../live/live";
import type { Me } from "./api";

/** What an action may look at and use. */
export interface ActionContext {
  me: Me;
  live: Live;
  t: Translate;
  box: Box;
  contact: Contact | null;
  go: (path: string) => void;
}

/** Something a user can do: feeds buttons, menus, shortcuts, the palette and the help. */
export interface Action {
  id: string;
  label: TextKey;
  icon: Icon;
  group: "call" | "contact" | "list" | "state" | "go" | "screen";
  /** "E", "Ctrl+K", "Alt+1"; single letters work outside of inputs only. */
  shortcut?: string;
  /** Who does not have the right does not see it. */
  isAllowed?: (context: ActionContext) => boolean;
  /** The reason why it cannot be done now, or null. */
  whyDisabled?: (context: ActionContext) => TextKey | null;
  run: (context: ActionContext) => void | Promise<void>;
  /** Not in the palette: it only makes sense as a key. */
  isKeyOnly?: boolean;
}
