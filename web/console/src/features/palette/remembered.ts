const kActions = "madoguchi.palette.actions";
const kContacts = "madoguchi.palette.contacts";
const kMost = 20;

function read(key: string): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}

function remember(key: string, id: string): void {
  try {
    const next = [id, ...read(key).filter((known) => known !== id)].slice(0, kMost);
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // A browser that keeps nothing offers the standard order.
  }
}

/** The actions that this browser used last in the palette and the contacts that it had open, newest first. */
export const remembered = {
  actions: () => read(kActions),
  contacts: () => read(kContacts),
  chooseAction: (id: string) => remember(kActions, id),
  openContact: (id: string) => remember(kContacts, id),
};
