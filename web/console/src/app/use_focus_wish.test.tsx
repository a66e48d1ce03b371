import { act, render } from "@testing-library/react";
import { useRef } from "react";
import { afterEach, expect, test } from "vitest";
import { useFocusWish, wishFocus } from "./use_focus_wish";

function Search() {
  const input = useRef<HTMLInputElement>(null);
  useFocusWish("searchFocus", input);
  return <input ref={input} />;
}

let shown: ReturnType<typeof render>;
afterEach(() => shown.unmount());

test("an input takes the focus once for each wish", () => {
  shown = render(<Search />);
  const input = shown.container.querySelector("input");
  expect(document.activeElement).not.toBe(input);
  act(() => wishFocus("searchFocus"));
  expect(document.activeElement).toBe(input);
});

test("a wish that was granted is not granted again to an input that is shown later", () => {
  shown = render(<Search />);
  act(() => wishFocus("searchFocus"));
  shown.unmount();
  shown = render(<Search />);
  expect(document.activeElement).not.toBe(shown.container.querySelector("input"));
});

test("an input that is shown a moment after the wish takes the focus", () => {
  wishFocus("searchFocus");
  shown = render(<Search />);
  expect(document.activeElement).toBe(shown.container.querySelector("input"));
});
