import { useSyncExternalStore } from "react";
import type { Phone, PhoneState } from "./phone";

let phone: Phone | null = null;
const listeners = new Set<() => void>();

/** The phone of this tab, once its code is here: it is no part of the console's first load. */
export const currentPhone = {
  get: (): Phone | null => phone,
  set(next: Phone | null): void {
    phone = next;
    for (const listener of listeners) listener();
  },
};

const kNone: PhoneState = {
  isHolder: false,
  leg: null,
  isMuted: false,
  answering: null,
  isDialing: false,
};

function subscribe(listener: () => void): () => void {
  let unsubscribe = phone?.subscribe(listener);
  const follow = () => {
    unsubscribe?.();
    unsubscribe = phone?.subscribe(listener);
    listener();
  };
  listeners.add(follow);
  return () => {
    listeners.delete(follow);
    unsubscribe?.();
  };
}

export function usePhone(): Phone | null {
  return useSyncExternalStore(subscribe, currentPhone.get);
}

export function usePhoneState(): PhoneState {
  return useSyncExternalStore(subscribe, () => phone?.getState() ?? kNone);
}
