import type { ReactNode, Ref } from "react";
import {
  Button as AriaButton,
  type ButtonProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import "./button.css";
import type { Icon } from "./icons/shape";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "compact" | "normal" | "large";

interface Props extends Omit<ButtonProps, "className" | "children"> {
  kind?: ButtonKind;
  size?: ButtonSize;
  className?: string;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

function classes(kind: ButtonKind, size: ButtonSize, more: string | undefined): string {
  return ["button", kind, size === "normal" ? "" : size, more ?? ""].filter(Boolean).join(" ");
}

export function Button({ kind = "plain", size = "normal", className, children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={classes(kind, size, className)}>
      {children}
    </AriaButton>
  );
}

interface IconButtonProps extends Omit<Props, "children" | "kind"> {
  icon: Icon;
  label: string;
  shortcut?: string;
}

/** A button without a word: the label is its name and its tooltip. */
export function IconButton({
  icon: Glyph,
  label,
  shortcut,
  size,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Hint text={label} shortcut={shortcut}>
      <AriaButton
        {...rest}
        aria-label={label}
        className={classes("quiet", size ?? "normal", `icon-only ${className ?? ""}`)}
      >
        <Glyph size={size === "compact" ? 18 : 20} />
      </AriaButton>
    </Hint>
  );
}

interface HintProps {
  text: string;
  shortcut?: string | undefined;
  children: ReactNode;
}

/** A tooltip on what can be focused inside; touch screens do not have it, so it never says more than a label. */
export function Hint({ text, shortcut, children }: HintProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      {children}
      <Tooltip className="tooltip" offset={6}>
        {text}
        {shortcut ? <kbd>{shortcut}</kbd> : null}
      </Tooltip>
    </TooltipTrigger>
  );
}
