import type { FrameFromServer, FrameToServer } from "./contract";

const kSilence = 40_000;

interface Listener {
  onOpen: () => void;
  onFrame: (frame: FrameFromServer) => void;
  /** Never after `close` was called here. */
  onClosed: (code: number, wasOpen: boolean) => void;
}

export interface Link {
  open: () => void;
  send: (frame: FrameToServer) => void;
  close: () => void;
}

/** One WebSocket at a time. A server that says nothing for 40 s (it is alive every 15 s) counts as gone. */
export function createLink(url: string, listener: Listener): Link {
  let socket: WebSocket | null = null;
  let silence = 0;

  function close(): void {
    const closing = socket;
    socket = null;
    clearTimeout(silence);
    closing?.close();
  }

  function open(): void {
    close();
    let wasOpen = false;
    const opened = new WebSocket(url);
    const fail = (code: number) => {
      if (socket !== opened) return;
      close();
      listener.onClosed(code, wasOpen);
    };
    const heard = () => {
      clearTimeout(silence);
      silence = window.setTimeout(fail, kSilence, 0);
      return socket === opened;
    };
    socket = opened;
    heard();
    opened.onopen = () => {
      wasOpen = true;
      if (heard()) listener.onOpen();
    };
    opened.onmessage = (event) => {
      const frame = heard() && parsed(event.data);
      if (frame) listener.onFrame(frame);
    };
    opened.onclose = (event) => fail(event.code);
  }

  function send(frame: FrameToServer): void {
    if (socket?.readyState === 1) socket.send(JSON.stringify(frame));
  }

  return { open, send, close };
}

function parsed(data: string): FrameFromServer | null {
  try {
    return JSON.parse(data);
  } catch {
    return null;
  }
}
