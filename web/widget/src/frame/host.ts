import { received, type ToFrame, type ToLoader } from "../border";

export interface Host {
  listen: (onMessage: (message: ToFrame) => void) => void;
  tell: (message: ToLoader) => void;
}

/**
 * The page around the frame. Its origin comes from the loader in the fragment of our address: a page that lies there
 * hears nothing, for the browser delivers only to the origin that we name, and only the origins that the service
 * has registered may embed us at all.
 */
export function createHost(parent: Window, fragment: string): Host {
  const origin = originOf(fragment);
  return {
    listen: (onMessage) =>
      window.addEventListener("message", (event) => {
        const message = received<ToFrame>(event, parent, origin);
        if (message) onMessage(message);
      }),
    tell: (message) => {
      if (origin) parent.postMessage(message, origin);
    },
  };
}

function originOf(fragment: string): string {
  try {
    const { protocol, origin } = new URL(fragment.slice(1));
    return /^https?:$/.test(protocol) ? origin : "";
  } catch {
    return "";
  }
}
