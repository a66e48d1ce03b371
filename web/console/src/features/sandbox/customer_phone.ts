import { unwrap } from "@madoguchi/shared/api";
import { type CallView, CustomerCall } from "@madoguchi/shared/customer_call";
import { api } from "../../app/api";
import { makeLegParts } from "../../phone/make_phone";

export interface PhoneView {
  /** The call that goes on or was the last; null: none yet. */
  call: CallView | null;
  /** Why the last call did not begin. */
  error: unknown;
  /** Keys that were pressed during the call. */
  keys: string;
}

const kKeysShown = 18;

/** The customer's telephone of the trial: one call at a time, as a store for the screen. */
export class CustomerPhone {
  private readonly listeners = new Set<() => void>();
  private call: CustomerCall | null = null;
  private view: PhoneView = { call: null, error: null, keys: "" };

  readonly getView = (): PhoneView => this.view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Nothing happens while a call goes on. */
  async dial(number: string): Promise<void> {
    if (this.call && !this.call.isOver) return;
    const call: CustomerCall = new CustomerCall({
      api: {
        open: (sdp) => unwrap(api.POST("/api/v1/sandbox/calls", { body: { number, sdp } })),
        hangUp: (callId) =>
          unwrap(
            api.POST("/api/v1/sandbox/calls/{callId}/hang-up", { params: { path: { callId } } }),
          ),
        watch: (callId) =>
          new WebSocket(
            `${location.origin.replace("http", "ws")}/api/v1/sandbox/calls/${callId}/socket`,
          ),
      },
      leg: makeLegParts(),
      now: Date.now,
      onChange: () => this.call === call && this.change({ call: call.view }),
    });
    this.call = call;
    this.change({ call: call.view, error: null, keys: "" });
    await call.start().catch((error: unknown) => {
      if (this.call === call) this.change({ error });
    });
  }

  press(key: string): void {
    this.call?.press(key);
    this.change({ keys: (this.view.keys + key).slice(-kKeysShown) });
  }

  setMuted = (isMuted: boolean): void => this.call?.setMuted(isMuted);
  askForMicrophone = (): void => void this.call?.askForMicrophone();
  hangUp = (): void => this.call?.hangUp();
  leavePage = (): void => this.call?.leavePage();

  private change(part: Partial<PhoneView>): void {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }
}
