/** The telephone of the page; loaded when somebody wants to call. */
import type { Client } from "../client";
import { addTexts } from "../i18n";
import { addStyle } from "../more/style";
import { watchClient } from "./call";
import style from "./call.css?inline";

export { clearCall, isCalling, startCall } from "./call";
export { Panel } from "./panel";

const kCatalogs = {
  ja: () => import("../catalogs/ja.call"),
  en: () => import("../catalogs/en.call"),
  ko: () => import("../catalogs/ko.call"),
};

/** Once, before anything of this is shown. */
export async function prepare(client: Client): Promise<void> {
  addStyle(style);
  addTexts((await kCatalogs[client.language()]()).catalog);
  watchClient(client);
}
