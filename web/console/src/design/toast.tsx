import { useSyncExternalStore } from "react";
import { useT } from "../i18n/i18n";
import { IconButton } from "./button";
import { CloseIcon } from "./icons/actions";

interface Toast {
  id: number;
  text: string;
}

const kLasts = 6000;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  change(toasts.filter((toast) => toast.id !== id));
}

/** Says something once, at the bottom of the screen, for six seconds; at most three at a time. */
export function announce(text: string): void {
  lastId += 1;
  const id = lastId;
  change([...toasts.slice(-2), { id, text }]);
  setTimeout(() => dismiss(id), kLasts);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const { t } = useT();
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className="toast">
          <span>{toast.text}</span>
          <IconButton
            icon={CloseIcon}
            size="compact"
            label={t("common.close")}
            onPress={() => dismiss(toast.id)}
          />
        </div>
      ))}
    </div>
  );
}
