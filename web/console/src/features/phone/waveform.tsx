import { useEffect, useRef } from "react";
import { usePhone } from "../../phone/current";
import { barHeights, kBars, pushed } from "./wave_rules";

const kWidth = 40;
const kHeight = 28;
const kStep = 70;

/** How loud the call is, as it is: bars that move while somebody speaks, dots while nobody does. */
export function Waveform({ isHeld }: { isHeld: boolean }) {
  const phone = usePhone();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const box = canvas.current;
    if (!box) return;
    let levels: readonly number[] = new Array(kBars).fill(0);
    draw(box, levels);
    if (!phone || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(() => {
      levels = pushed(levels, phone.level());
      if (document.visibilityState === "visible") draw(box, levels);
    }, kStep);
    return () => clearInterval(timer);
  }, [phone]);
  return (
    <span className={isHeld ? "waveform is-held" : "waveform"} aria-hidden="true">
      <canvas ref={canvas} width={kWidth * 2} height={kHeight * 2} />
    </span>
  );
}

function draw(canvas: HTMLCanvasElement, levels: readonly number[]): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.setTransform(2, 0, 0, 2, 0, 0);
  pen.clearRect(0, 0, kWidth, kHeight);
  pen.fillStyle = getComputedStyle(canvas).color;
  const pitch = kWidth / kBars;
  barHeights(levels, kHeight).forEach((height, index) => {
    pen.beginPath();
    pen.roundRect(index * pitch + 1, (kHeight - height) / 2, pitch - 2, height, 1.2);
    pen.fill();
  });
}
