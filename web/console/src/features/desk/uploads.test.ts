import { describe, expect, it, vi } from "vitest";
import { drafts } from "./drafts";
import {
  areReady,
  kLargestFile,
  kMostFiles,
  kYoungTrays,
  type Sender,
  Tray,
  trayOf,
} from "./uploads";

const kStored = {
  id: "9",
  name: "a.png",
  type: "image/png",
  size: 3,
  isImage: true,
  width: 1,
  height: 1,
};

function setUp() {
  const calls: {
    resolve: () => void;
    reject: (code: string) => void;
    progress: (part: number) => void;
    cancel: ReturnType<typeof vi.fn>;
  }[] = [];
  const send: Sender = (_service, _file, onProgress) => {
    const cancel = vi.fn();
    const done = new Promise<typeof kStored>((resolve, reject) => {
      calls.push({ resolve: () => resolve(kStored), reject, progress: onProgress, cancel });
    });
    return { done, cancel };
  };
  return { tray: new Tray("10", send), calls };
}

const file = (size = 3) => ({ name: "a.png", size }) as File;

describe("the tray of files", () => {
  it("tells the progress and holds what was stored", async () => {
    const { tray, calls } = setUp();
    tray.add([file()]);
    calls[0]?.progress(0.5);
    expect(tray.get()[0]?.progress).toBe(0.5);
    expect(areReady(tray.get())).toBe(false);
    calls[0]?.resolve();
    await vi.waitFor(() => expect(areReady(tray.get())).toBe(true));
    expect(tray.takeStored()).toEqual([kStored]);
    expect(tray.get()).toEqual([]);
  });

  it("does not send what is too large or too much", () => {
    const { tray, calls } = setUp();
    tray.add([file(kLargestFile + 1)]);
    expect(tray.get()[0]?.problem).toBe("tooLarge");
    tray.remove(tray.get()[0]?.key ?? "");
    tray.add(Array.from({ length: kMostFiles + 1 }, () => file()));
    expect(calls).toHaveLength(kMostFiles);
    expect(tray.get().at(-1)?.problem).toBe("tooLarge");
  });

  it("says at its file what went wrong, and tries again", async () => {
    const { tray, calls } = setUp();
    tray.add([file()]);
    calls[0]?.reject("unsupportedType");
    await vi.waitFor(() => expect(tray.get()[0]?.problem).toBe("unsupportedType"));
    tray.retry(tray.get()[0]?.key ?? "");
    expect(tray.get()[0]?.problem).toBeNull();
    calls[1]?.resolve();
    await vi.waitFor(() => expect(tray.get()[0]?.stored).toEqual(kStored));
  });

  it("cancels what is removed on its way", () => {
    const { tray, calls } = setUp();
    tray.add([file()]);
    tray.remove(tray.get()[0]?.key ?? "");
    expect(calls[0]?.cancel).toHaveBeenCalledOnce();
    expect(tray.get()).toEqual([]);
  });
});

it("the tray of a contact is empty for who signs in next", () => {
  const contact = { id: "100", serviceId: "10" };
  drafts.belongTo("1");
  trayOf(contact, "reply").add([file(kLargestFile + 1)]);
  expect(trayOf(contact, "reply").get()).toHaveLength(1);
  drafts.belongTo("2");
  expect(trayOf(contact, "reply").get()).toEqual([]);
});

it("the files of a note are not among those of the reply", () => {
  const contact = { id: "100", serviceId: "10" };
  trayOf(contact, "note").add([file(kLargestFile + 1)]);
  expect(trayOf(contact, "note").get()).toHaveLength(1);
  expect(trayOf(contact, "reply").get()).toEqual([]);
});

it("a tray is kept while it is young, holds files or is shown", () => {
  const contact = (id: number) => ({ id: `${id}`, serviceId: "10" });
  drafts.belongTo("3");
  const [empty, full, shown] = [1, 2, 3].map((id) => trayOf(contact(id), "reply"));
  full?.add([file(kLargestFile + 1)]);
  shown?.subscribe(() => undefined);
  expect(trayOf(contact(1), "reply")).toBe(empty);
  for (let id = 4; id <= 4 + kYoungTrays; id += 1) trayOf(contact(id), "reply");
  expect(trayOf(contact(1), "reply")).not.toBe(empty);
  expect(trayOf(contact(2), "reply")).toBe(full);
  expect(trayOf(contact(3), "reply")).toBe(shown);
});
