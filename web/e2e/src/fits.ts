import assert from "node:assert/strict";
import type { Frame, Page } from "playwright-core";

/** Tables and rows of tabs scroll sideways on purpose; nothing else does. */
const kMayScroll = ".table-scroll, .admin-nav, .box-tabs";

/** Above the call and the navigation of a narrow window, which they must not cover. */
const kNeverSpills = ".page, .room";

/**
 * Nothing sticks out at a side of the window or of a box that scrolls; what ends in an ellipsis may be wider. Where the
 * window itself cannot be scrolled by hand, nothing lies below it either: the focus would scroll there all the same, and
 * nobody could scroll back.
 */
export async function assertFits(page: Page | Frame, where: string): Promise<void> {
  const wrong = await page.evaluate(
    ([mayScroll, spills]) => {
      const isSeen = (element: Element) => {
        const { width, height } = element.getBoundingClientRect();
        return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
      };
      const isCut = (element: Element) => {
        for (let box: Element | null = element; box; box = box.parentElement) {
          const { textOverflow, overflowX } = getComputedStyle(box);
          if (textOverflow === "ellipsis" && overflowX === "hidden") return true;
        }
        return false;
      };
      const sticksOut = (element: Element) => {
        const { left, right } = element.getBoundingClientRect();
        return (left < -1 || right > innerWidth + 1) && !isCut(element);
      };
      const scrollsSideways = (element: Element) =>
        /auto|scroll/.test(getComputedStyle(element).overflowX) &&
        element.scrollWidth > element.clientWidth + 1;
      const isFixed = getComputedStyle(document.body).overflowY === "hidden";
      const isLonger = document.documentElement.scrollHeight > innerHeight + 1;
      const below = isFixed && isLonger ? ["below the window"] : [];
      const wide = [...document.documentElement.querySelectorAll("*")]
        .filter((element) => isSeen(element) && !element.closest(mayScroll))
        .filter((element) => sticksOut(element) || scrollsSideways(element))
        .map(
          (element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}`,
        );
      const spilt = [...document.querySelectorAll(spills)]
        .filter((pane) => pane.scrollHeight > pane.clientHeight + 1)
        .map((pane) => `${pane.className} over what is below it`);
      return [...wide, ...below, ...spilt];
    },
    [kMayScroll, kNeverSpills] as const,
  );
  assert.deepEqual(wrong, [], where);
}
