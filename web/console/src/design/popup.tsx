import { type ReactNode, type RefObject, Suspense, useRef, useState } from "react";
import type { Placement } from "react-aria-components";
import type { Icon } from "./icons/shape";
import { fetchWhenIdle, later } from "./later";

const FloatingMenu = later(async () => (await import("./floating")).FloatingMenu);
const FloatingPanel = later(async () => (await import("./floating")).FloatingPanel);

export function fetchPopups(): void {
  fetchWhenIdle(FloatingMenu.fetchCode);
  fetchWhenIdle(FloatingPanel.fetchCode);
}

export interface MenuChoice {
  id: string;
  label: string;
  icon?: Icon | undefined;
  about?: string | undefined;
  shortcut?: string | undefined;
  isDisabled?: boolean | undefined;
  isChosen?: boolean | undefined;
}

/** What the button of a pop-up has to take. */
export interface TriggerProps {
  ref: RefObject<HTMLButtonElement | null>;
  "aria-haspopup": "menu" | "dialog";
  "aria-expanded": boolean;
  onPress: () => void;
}

interface MenuButtonProps {
  label: string;
  choices: readonly MenuChoice[];
  onChoose: (id: string) => void;
  placement?: Placement;
  trigger: (props: TriggerProps) => ReactNode;
}

/** A button with a menu. */
export function MenuButton(props: MenuButtonProps) {
  const { label, choices, onChoose, placement = "bottom end", trigger } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {trigger({
        ref: button,
        "aria-haspopup": "menu",
        "aria-expanded": isOpen,
        onPress: () => setOpen(!isOpen),
      })}
      {isOpen ? (
        <Suspense>
          <FloatingMenu
            trigger={button}
            label={label}
            isOpen={isOpen}
            onOpenChange={setOpen}
            placement={placement}
            choices={choices}
            onChoose={onChoose}
          />
        </Suspense>
      ) : null}
    </>
  );
}

interface PanelButtonProps {
  label: string;
  className?: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  placement?: Placement;
  trigger: (props: TriggerProps) => ReactNode;
  children: ReactNode;
}

/** A button with a small dialog, which may also be opened from elsewhere. */
export function PanelButton(props: PanelButtonProps) {
  const { label, className = "", isOpen, onOpenChange, placement = "bottom end" } = props;
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      {props.trigger({
        ref: button,
        "aria-haspopup": "dialog",
        "aria-expanded": isOpen,
        onPress: () => onOpenChange(!isOpen),
      })}
      {isOpen ? (
        <Suspense>
          <FloatingPanel
            trigger={button}
            label={label}
            className={className}
            isOpen={isOpen}
            onOpenChange={onOpenChange}
            placement={placement}
          >
            {props.children}
          </FloatingPanel>
        </Suspense>
      ) : null}
    </>
  );
}
