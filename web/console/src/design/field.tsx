import type { ReactNode } from "react";
import { Input, Label, TextArea, TextField, type TextFieldProps } from "react-aria-components";
import { useT } from "../i18n/i18n";
import "./field.css";
import { PencilIcon } from "./icons/actions";
import { WarnIcon } from "./icons/states";

interface FieldLabelProps {
  label: string;
  isRequired?: boolean | undefined;
  isChanged?: boolean | undefined;
}

function FieldLabel({ label, isRequired, isChanged }: FieldLabelProps) {
  const { t } = useT();
  return (
    <span className="field-label">
      <Label>{label}</Label>
      {isRequired ? <span className="required">{t("common.required")}</span> : null}
      {isChanged ? (
        <span className="changed">
          <PencilIcon size={12} />
          {t("common.changed")}
        </span>
      ) : null}
    </span>
  );
}

export function FieldError({ children, id }: { children: ReactNode; id?: string }) {
  return (
    <span className="field-error" id={id} role="alert">
      <WarnIcon size={16} />
      <span>{children}</span>
    </span>
  );
}

export interface TextProps extends Omit<TextFieldProps, "className" | "children"> {
  /** Empty where aria-label names the field instead. */
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  isChanged?: boolean | undefined;
  placeholder?: string;
  rows?: number;
  size?: "normal" | "large";
  inputRef?: React.Ref<HTMLInputElement>;
  lang?: string;
  /** What others chose before; anything else can be written, too. */
  suggestions?: readonly string[];
}

/** A line or, with `rows`, a block of text with its label, hint and error. */
export function Text(props: TextProps) {
  const {
    label,
    hint,
    error,
    isChanged,
    placeholder,
    rows,
    size,
    inputRef,
    lang,
    suggestions,
    ...rest
  } = props;
  const isWrong = error !== undefined;
  const describedBy = isWrong || hint ? `${rest.id ?? rest.name}-about` : undefined;
  const listId = suggestions ? `${rest.id ?? rest.name}-suggestions` : undefined;
  return (
    <TextField
      {...rest}
      isInvalid={isWrong}
      aria-describedby={describedBy}
      validationBehavior="aria"
      className={size === "large" ? "field large" : "field"}
    >
      {label ? (
        <FieldLabel label={label} isRequired={rest.isRequired} isChanged={isChanged} />
      ) : null}
      {rows ? (
        <TextArea className="input" rows={rows} placeholder={placeholder} lang={lang} />
      ) : (
        <Input
          className="input"
          placeholder={placeholder}
          ref={inputRef}
          lang={lang}
          list={listId}
        />
      )}
      {suggestions ? (
        <datalist id={listId}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      ) : null}
      {isWrong ? <FieldError id={describedBy}>{error}</FieldError> : null}
      {hint && !isWrong ? (
        <span className="field-hint" id={describedBy}>
          {hint}
        </span>
      ) : null}
    </TextField>
  );
}
