/**
 * Where a page takes no dropped file the browser would open it in the page's place, and a call would end. A part that
 * takes files prevents the default itself.
 */
export function refuseDrops(target: EventTarget): void {
  for (const type of ["dragover", "drop"]) {
    target.addEventListener(type, (event) => {
      const files = event instanceof DragEvent ? event.dataTransfer : null;
      if (event.defaultPrevented || !files?.types.includes("Files")) return;
      event.preventDefault();
      files.dropEffect = "none";
    });
  }
}
