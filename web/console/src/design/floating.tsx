import type { ReactNode, RefObject } from "react";
import { Menu, MenuItem, type Placement, Popover } from "react-aria-components";
import { CheckIcon } from "./icons/states";
import "./overlay.css";
import type { MenuChoice } from "./popup";

interface FloatingProps {
  trigger: RefObject<HTMLButtonElement | null>;
  label: string;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  placement: Placement;
}

interface MenuProps extends FloatingProps {
  choices: readonly MenuChoice[];
  onChoose: (id: string) => void;
}

/** The list of a menu: arrow keys, letters, Escape and roles come from React Aria. */
export function FloatingMenu(props: MenuProps) {
  const { trigger, label, isOpen, onOpenChange, placement, choices, onChoose } = props;
  return (
    <Popover
      aria-label={label}
      className="popover"
      triggerRef={trigger}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement={placement}
      offset={6}
    >
      <Menu
        aria-label={label}
        className="menu"
        autoFocus="first"
        onAction={(key) => {
          onOpenChange(false);
          onChoose(String(key));
        }}
        onClose={() => onOpenChange(false)}
      >
        {choices.map((choice) => (
          <MenuItem
            key={choice.id}
            id={choice.id}
            className="menu-item"
            textValue={choice.label}
            isDisabled={choice.isDisabled ?? false}
          >
            {choice.icon ? <choice.icon size={18} /> : null}
            <span className="menu-text">
              {choice.label}
              {choice.about ? <span className="menu-about">{choice.about}</span> : null}
            </span>
            {choice.isChosen ? <CheckIcon size={16} /> : null}
            {choice.shortcut ? <kbd>{choice.shortcut}</kbd> : null}
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}

interface PanelProps extends FloatingProps {
  className: string;
  children: ReactNode;
}

/** A small dialog at its button: the pop-up itself is the dialog, its hidden close buttons included. */
export function FloatingPanel(props: PanelProps) {
  const { trigger, label, isOpen, onOpenChange, placement, className, children } = props;
  return (
    <Popover
      aria-label={label}
      className={`popover ${className}`}
      triggerRef={trigger}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      placement={placement}
      offset={6}
    >
      <div className="panel">{children}</div>
    </Popover>
  );
}
