import type { Client } from "../client";

interface Part {
  prepare: (client: Client) => Promise<void>;
}

/** A part of the frame that is loaded when it is needed. */
export interface Lazy<P> {
  /** The part if it is here; otherwise it is on its way and the state is shown again with it. */
  use: (client: Client) => P | null;
  load: (client: Client) => Promise<P>;
}

function lazy<P extends Part>(get: () => Promise<P>): Lazy<P> {
  let loaded: P | null = null;
  let loading: Promise<P> | null = null;

  async function prepared(client: Client): Promise<P> {
    try {
      const part = await get();
      await part.prepare(client);
      loaded = part;
      client.refresh();
      return part;
    } catch (reason) {
      loading = null;
      throw reason;
    }
  }

  const load = (client: Client) => (loading ??= prepared(client));
  return {
    load,
    use: (client) => {
      if (!loaded) load(client).catch(() => null);
      return loaded;
    },
  };
}

/** The log and the input. */
export const conversation = lazy(() => import("./conversation"));
/** Menu, files, refusals. */
export const more = lazy(() => import("../more/index"));

/** Not a `style` element: our content security policy has no place for it. */
export function addStyle(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
