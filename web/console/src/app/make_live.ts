import type { DeskApi } from "../live/desk_api";
import { Live } from "../live/live";
import { type Connect, kRealTimers } from "../live/socket";
import type { Me } from "./api";

const connect: Connect = (events) => {
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}/api/v1/events`);
  socket.onopen = () => events.opened();
  socket.onmessage = (event) => events.received(String(event.data));
  socket.onclose = (event) => events.closed(event.code);
  return socket;
};

export function makeLive(api: DeskApi, me: Me, onSignedOut: () => void): Live {
  const options = {
    api,
    myId: me.id,
    serviceIds: me.services.map((service) => service.id),
    connect,
    timers: kRealTimers,
    now: Date.now,
    onSignedOut,
  };
  return new Live(options, me.state);
}
