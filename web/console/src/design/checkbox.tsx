import type { ReactNode } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components";
import "./field.css";
import { CheckIcon } from "./icons/states";

interface CheckboxProps {
  isSelected: boolean;
  onChange: (isSelected: boolean) => void;
  children?: ReactNode;
  label?: string;
  isDisabled?: boolean;
}

export function Checkbox({ isSelected, onChange, children, label, isDisabled }: CheckboxProps) {
  return (
    <AriaCheckbox
      className="checkbox"
      isSelected={isSelected}
      onChange={onChange}
      aria-label={label}
      isDisabled={isDisabled}
    >
      <span className="checkbox-box">
        <CheckIcon size={14} />
      </span>
      {children}
    </AriaCheckbox>
  );
}
