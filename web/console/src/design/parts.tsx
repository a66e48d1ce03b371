import type { ReactNode } from "react";
import { useT } from "../i18n/i18n";
import { Button } from "./button";
import { ChatIcon, PersonIcon } from "./icons/objects";
import { PhoneIcon } from "./icons/phone";
import type { Icon } from "./icons/shape";
import { WarnIcon } from "./icons/states";
import "./parts.css";

export type Tone =
  | "calling"
  | "ok"
  | "warn"
  | "danger"
  | "urgent"
  | "info"
  | "wrap"
  | "primary"
  | "outline";

const kTones = 6;

/** One of the tints, always the same one for the same person. */
export function toneOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973;
  return sum % kTones;
}

interface AvatarProps {
  name: string;
  id: string;
  size?: 24 | 28 | 32 | 40 | 48 | 56;
  isUnknown?: boolean;
  channel?: "webChat" | "call";
}

const kNumber = /^[+\d][\d\s()-]*$/;

/** The first letter of a name on the person's tint, or a person for a bare number; decorative, the name stands beside it. */
export function Avatar({ name, id, size = 40, isUnknown, channel }: AvatarProps) {
  const isNumber = kNumber.test(name);
  const tone = isUnknown || isNumber ? "tone-none" : `tone-${toneOf(id)}`;
  return (
    <span className={`avatar s${size} ${tone}`} aria-hidden="true">
      {isNumber ? <PersonIcon size={size / 2} /> : (Array.from(name)[0] ?? "")}
      {channel ? (
        <span className={`avatar-badge is-${channel}`}>
          {channel === "call" ? <PhoneIcon size={11} /> : <ChatIcon size={11} />}
        </span>
      ) : null}
    </span>
  );
}

interface ChipProps {
  tone?: Tone | undefined;
  icon?: Icon | undefined;
  children: ReactNode;
}

export function Chip({ tone, icon: Glyph, children }: ChipProps) {
  return (
    <span className={tone ? `chip ${tone}` : "chip"}>
      {Glyph ? <Glyph size={14} /> : null}
      {children}
    </span>
  );
}

export function Skeleton({ width, height }: { width: number | string; height: number }) {
  return <div className="skeleton" style={{ width, height }} aria-hidden="true" />;
}

/** What stands where there is no data: one sentence and, where there is one, the action to take. */
export function Empty({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="notice">
      <p>{children}</p>
      {action}
    </div>
  );
}

export function Failed({ onRetry, children }: { onRetry: () => void; children?: ReactNode }) {
  const { t } = useT();
  return (
    <div className="notice is-error" role="alert">
      <p className="notice-line">
        <WarnIcon size={18} />
        {children ?? t("common.loadFailed")}
      </p>
      <Button onPress={onRetry}>{t("common.retry")}</Button>
    </div>
  );
}
