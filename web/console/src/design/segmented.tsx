import { Radio, RadioGroup } from "react-aria-components";
import "./field.css";

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { id: T; label: string }[];
  onChange: (value: T) => void;
}

export function Segmented<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedProps<T>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.id === chosen);
    if (option) onChange(option.id);
  };
  return (
    <RadioGroup
      aria-label={label}
      className="segmented"
      orientation="horizontal"
      value={value}
      onChange={choose}
    >
      {options.map((option) => (
        <Radio key={option.id} value={option.id} className="segment">
          {option.label}
        </Radio>
      ))}
    </RadioGroup>
  );
}
