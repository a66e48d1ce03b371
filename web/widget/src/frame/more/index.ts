/** What not every chat needs; loaded when one does. */
import type { Client } from "../client";
import { addTexts } from "../i18n";
import { dropRemoved, sendNext } from "./attachments";
import { watchPresses } from "./menu";
import style from "./more.css?inline";
import { addStyle } from "./style";

export { chooseFiles } from "./attachments";
export { Call } from "./call";
export { OpenDialog } from "./dialogs";
export { Blocked, Failed } from "./failures";
export { Files } from "./files";
export { closeMenu, Menu } from "./menu";
export { Tray } from "./tray";

const kCatalogs = {
  ja: () => import("../catalogs/ja.more"),
  en: () => import("../catalogs/en.more"),
  ko: () => import("../catalogs/ko.more"),
};

/** Once, before anything of this is shown. */
export async function prepare(client: Client): Promise<void> {
  addStyle(style);
  addTexts((await kCatalogs[client.language()]()).catalog);
  client.watchers.push(
    () => dropRemoved(client),
    () => void sendNext(client),
  );
  watchPresses(client);
}
