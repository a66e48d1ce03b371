import { act, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { later } from "./later";

const Word = ({ word }: { word: string }) => <b>{word}</b>;

/** Brings Word when it is told to. */
function slowly() {
  let bring = () => {};
  const load = vi.fn(
    () =>
      new Promise<typeof Word>((done) => {
        bring = () => done(Word);
      }),
  );
  return { load, bring: () => bring() };
}

let place: HTMLElement;
let root: ReturnType<typeof createRoot>;

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  place = document.createElement("div");
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  vi.unstubAllGlobals();
});

test("what was fetched is shown at the first rendering, without the fallback", async () => {
  const { load, bring } = slowly();
  const Part = later(load);
  const fetched = Part.fetchCode();
  bring();
  await fetched;
  act(() =>
    root.render(
      <Suspense fallback="wait">
        <Part word="ring" />
      </Suspense>,
    ),
  );
  expect(place.innerHTML).toBe("<b>ring</b>");
  expect(load).toHaveBeenCalledOnce();
});

test("what was not fetched is fetched when it is shown, and keeps its place after", async () => {
  const { load, bring } = slowly();
  const Part = later(load);
  const show = (word: string) =>
    root.render(
      <Suspense fallback="wait">
        <Part word={word} />
      </Suspense>,
    );
  await act(async () => show("ring"));
  expect(place.textContent).toBe("wait");
  await act(async () => bring());
  await vi.waitFor(() =>
    act(async () => expect(place.querySelector("b")?.textContent).toBe("ring")),
  );
  const shown = place.querySelector("b");
  await act(async () => show("talk"));
  expect(place.querySelector("b")).toBe(shown);
  expect(shown?.textContent).toBe("talk");
});
