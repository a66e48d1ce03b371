import type { Client } from "../client";

type More = typeof import("../more/index");

let loaded: More | null = null;
let loading: Promise<More> | null = null;

async function load(client: Client): Promise<More> {
  try {
    const part = await import("../more/index");
    await part.prepare(client);
    loaded = part;
    client.refresh();
    return part;
  } catch (reason) {
    loading = null;
    throw reason;
  }
}

/** What not every chat needs: menu, files, refusals. It is loaded once, when it is. */
export function loadMore(client: Client): Promise<More> {
  loading ??= load(client);
  return loading;
}

/** The same if it is here; otherwise it is on its way, and the state is shown again with it. */
export function more(client: Client): More | null {
  if (!loaded) loadMore(client).catch(() => null);
  return loaded;
}
