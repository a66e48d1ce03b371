import type { ReactNode } from "react";
import { Switch as AriaSwitch } from "react-aria-components";
import "./field.css";

interface SwitchProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  children?: ReactNode;
  label?: string;
  isDisabled?: boolean;
}

export function Switch({ isSelected, onChange, children, label, isDisabled }: SwitchProps) {
  return (
    <AriaSwitch
      className="switch"
      isSelected={isSelected}
      onChange={onChange}
      aria-label={label}
      isDisabled={isDisabled}
    >
      <span className="switch-track" />
      {children}
    </AriaSwitch>
  );
}
