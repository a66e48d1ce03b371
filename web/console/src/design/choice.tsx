import {
  Button as AriaButton,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from "react-aria-components";
import "./field.css";
import { UpDownIcon } from "./icons/actions";
import "./overlay.css";

interface ChoiceProps<T extends string> {
  label: string;
  isLabelHidden?: boolean;
  value: T | null;
  options: readonly { id: T; label: string; about?: string }[];
  onChange: (value: T) => void;
  size?: "normal" | "large";
  isDisabled?: boolean;
  className?: string;
}

/** One out of a list, behind a button. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, isLabelHidden, value, options, onChange, size, isDisabled, className } = props;
  const choose = (key: unknown) => {
    const option = options.find((candidate) => candidate.id === key);
    if (option) onChange(option.id);
  };
  const classes = ["field", size === "large" ? "large" : "", className ?? ""].filter(Boolean);
  return (
    <Select
      className={classes.join(" ")}
      aria-label={isLabelHidden ? label : undefined}
      value={value}
      onChange={choose}
      isDisabled={isDisabled}
    >
      {isLabelHidden ? null : (
        <span className="field-label">
          <Label>{label}</Label>
        </span>
      )}
      <AriaButton className="select-button">
        <SelectValue className="ellipsis" />
        <UpDownIcon size={16} />
      </AriaButton>
      <Popover className="popover" offset={4}>
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem
              key={option.id}
              id={option.id}
              className="menu-item"
              textValue={option.label}
            >
              <span className="menu-text">{option.label}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
