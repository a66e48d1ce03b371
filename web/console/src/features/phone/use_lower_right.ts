import { type RefObject, useLayoutEffect, useState } from "react";

/** Where the lower right corner of an element is, as custom properties of CSS (px from the top and the right). */
export type LowerRight = { "--anchor-top": string; "--anchor-right": string };

const nowhere: LowerRight = { "--anchor-top": "0px", "--anchor-right": "0px" };

export function useLowerRight(element: RefObject<HTMLElement | null>): LowerRight {
  const [place, setPlace] = useState(nowhere);
  useLayoutEffect(() => {
    const measure = () => {
      const box = element.current?.getBoundingClientRect();
      if (!box) return;
      const right = document.documentElement.clientWidth - box.right;
      setPlace({ "--anchor-top": `${box.bottom}px`, "--anchor-right": `${right}px` });
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (element.current) observer.observe(element.current);
    window.addEventListener("resize", measure);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", measure);
    };
  }, [element]);
  return place;
}
