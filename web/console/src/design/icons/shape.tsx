import type { ReactElement } from "react";

export interface IconProps {
  size?: number;
  className?: string;
}
export type Icon = (props: IconProps) => ReactElement;

/** An icon of 1.6 px strokes on a grid of 20; decorative, the label stands beside it or on its button. */
export function stroked(path: string, extra?: ReactElement): Icon {
  return function StrokedIcon({ size = 20, className }) {
    return (
      <svg
        className={className ? `icon ${className}` : "icon"}
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth={size < 18 ? 1.8 : 1.6}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
        focusable="false"
      >
        <path d={path} />
        {extra}
      </svg>
    );
  };
}

/** The path of a circle, so that most icons are one path. */
export function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}
