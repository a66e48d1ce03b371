import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

/**
 * Puts what must be reachable at every moment above everything, open dialogs too: they make all other content of
 * the page inert, but not what is marked like this (React Aria, "top layer").
 */
export function TopLayer({ children }: { children: ReactNode }) {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const element = document.createElement("div");
    element.className = "top-layer";
    element.setAttribute("data-react-aria-top-layer", "true");
    document.body.append(element);
    setPlace(element);
    return () => element.remove();
  }, []);
  return place ? createPortal(children, place) : null;
}
