import { settle } from "@madoguchi/shared/testing";
import { beforeEach, expect, it, vi } from "vitest";
import type { Client } from "../client";
import { kFile, linked } from "../testing";
import { bytes, chooseFiles, dropRemoved, fileRemoved, sendNext } from "./attachments";

let requests: FakeRequest[] = [];

class FakeRequest {
  status = 0;
  response: unknown = null;
  upload = {};
  isAborted = false;
  onload = () => {};
  onabort = () => {};
  constructor() {
    requests.push(this);
  }
  open() {}
  setRequestHeader() {}
  send() {}
  abort() {
    this.isAborted = true;
    this.onabort();
  }
  answer(status: number, response: unknown) {
    Object.assign(this, { status, response });
    this.onload();
  }
}

beforeEach(() => {
  requests = [];
  vi.stubGlobal("XMLHttpRequest", FakeRequest);
});

/** A visit that is linked; `more/index.ts` watches it in the same order. */
function setUp(): Client {
  const life = linked();
  const client = {
    get state() {
      return life.state;
    },
    base: "/api/",
    dispatch(action: Parameters<Client["dispatch"]>[0]) {
      life.do(action);
      dropRemoved(client);
      void sendNext(client);
    },
  } as unknown as Client;
  return client;
}

const file = (name: string) => new File(["bytes"], name);
const names = () => [...bytes.values()].map(({ name }) => name);

it("stops a file that is taken out on its way, and sends the next", async () => {
  const client = setUp();
  chooseFiles(client, [file("a.bin"), file("b.txt")]);
  expect(requests).toHaveLength(1);
  client.dispatch(fileRemoved(client.state.tray[0]?.key ?? ""));
  expect(requests[0]?.isAborted).toBe(true);
  await settle();
  expect(requests).toHaveLength(2);
  requests[1]?.answer(201, { ...kFile, isImage: false });
  await settle();
  expect(client.state.tray).toMatchObject([{ name: "b.txt", file: { id: kFile.id } }]);
  expect(names()).toEqual([]);
});

it("keeps the bytes of nothing that does not lie in the tray", async () => {
  const client = setUp();
  chooseFiles(client, ["1", "2", "3", "4"].map(file));
  expect(names()).toEqual(["1", "2", "3"]);
  requests[0]?.answer(422, { code: "invalidInput" });
  await settle();
  expect(client.state.tray[0]).toMatchObject({ problem: "invalidInput" });
  for (const { key } of client.state.tray) client.dispatch(fileRemoved(key));
  expect(names()).toEqual([]);
});
