import { useEffect, useRef } from "react";
import { bars } from "./player_rules";

const kPitch = 4;
const kBar = 2;
const kHeight = 28;
const kShortest = 2;

interface Props {
  peaks: readonly (readonly number[])[];
  /** The part that was heard, from 0 to 1. */
  played: number;
}

/** The waveform of a recording, in the colours of the theme; drawn anew with its width. */
export function Peaks({ peaks, played }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const box = canvas.current;
    if (!box) return;
    const paint = () => draw(box, peaks, played);
    paint();
    const observer = new ResizeObserver(paint);
    observer.observe(box);
    // Another theme has other colours.
    const theme = new MutationObserver(paint);
    theme.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      observer.disconnect();
      theme.disconnect();
    };
  }, [peaks, played]);
  return (
    <span className="peaks" aria-hidden="true">
      <canvas ref={canvas} height={kHeight} />
    </span>
  );
}

function draw(canvas: HTMLCanvasElement, peaks: Props["peaks"], played: number): void {
  const pen = canvas.getContext("2d");
  const width = canvas.clientWidth;
  if (!pen || width === 0) return;
  const scale = window.devicePixelRatio;
  canvas.width = width * scale;
  canvas.height = kHeight * scale;
  pen.scale(scale, scale);
  const style = getComputedStyle(canvas);
  const heard = style.getPropertyValue("--wave");
  const rest = style.getPropertyValue("--wave-rest");
  const loud = bars(peaks, Math.max(1, Math.floor(width / kPitch)));
  loud.forEach((level, index) => {
    const height = Math.max(kShortest, level * kHeight);
    pen.fillStyle = (index + 0.5) / loud.length <= played ? heard : rest;
    pen.beginPath();
    pen.roundRect(index * kPitch, (kHeight - height) / 2, kBar, height, 1);
    pen.fill();
  });
}
