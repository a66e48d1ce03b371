/** A chat that has begun: the log and the input. Loaded beside the first step, needed after it. */
import type { JSX } from "preact";
import type { Client } from "../client";
import style from "../conversation.css?inline";
import { addTexts, t } from "../i18n";
import { canWrite } from "../state";
import { Composer } from "./composer";
import { Log } from "./log";
import { addStyle } from "./part";
import { Away } from "./steps";

export { chooseFiles } from "./composer";

const kCatalogs = {
  ja: () => import("../catalogs/ja.conversation"),
  en: () => import("../catalogs/en.conversation"),
  ko: () => import("../catalogs/ko.conversation"),
};

export async function prepare(client: Client): Promise<void> {
  addStyle(style);
  addTexts((await kCatalogs[client.language()]()).catalog);
}

export function Conversation({ client }: { client: Client }): JSX.Element | null {
  const { config, thread, isOffline } = client.state;
  const writes = canWrite(client.state);
  return (
    config && (
      <>
        <p class="banner" role="status">
          {isOffline && t("offlineBanner")}
        </p>
        {(writes || thread.length > 0) && <Log client={client} />}
        {writes ? <Composer client={client} /> : <Away config={config} />}
      </>
    )
  );
}
