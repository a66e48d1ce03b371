import { useSyncExternalStore } from "react";
import type { MyService } from "./api";
import { useMe } from "./use_me";

const kRemembered = "madoguchi.adminService";
let chosen: string | null = null;
const listeners = new Set<() => void>();

function current(): string | null {
  if (chosen !== null) return chosen;
  try {
    return localStorage.getItem(kRemembered);
  } catch {
    return null;
  }
}

export function chooseAdminService(serviceId: string): void {
  chosen = serviceId;
  try {
    localStorage.setItem(kRemembered, serviceId);
  } catch {
    // The next start begins with the first service.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The service that the settings are about: the one chosen last, else the first. */
export function useAdminService(): MyService | null {
  const { services } = useMe();
  const id = useSyncExternalStore(subscribe, current);
  return services.find((service) => service.id === id) ?? services[0] ?? null;
}
