import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kRoot } from "./scenario_support.js";

export interface Account {
  email: string;
  password: string;
}

/** A process of Madoguchi on ports and in a folder of its own. */
export interface Server {
  /** http://127.0.0.1:PORT */
  address: string;
  dataFolder: string;
  /** Of the process that runs, or ran last. */
  pid(): number;
  /** Ends the process as an administrator would; its data stay. */
  stop(): Promise<void>;
  /** Starts it again on the same ports and data. */
  start(): Promise<void>;
  /** Ends the process and removes its data. */
  remove(): Promise<void>;
}

/** With the example service, its operators and the shop. */
export interface TrialServer extends Server {
  /** http://localhost:PORT, another site */
  shop: string;
  accounts: Account[];
  sipPort: number;
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

function binary(): string {
  const candidates = [
    process.env.MADOGUCHI_BINARY,
    join(kRoot, "build/release/madoguchi"),
    join(kRoot, "build/debug/madoguchi"),
  ];
  const found = candidates.find((path) => path !== undefined && existsSync(path));
  if (!found) throw new Error("no madoguchi binary: set MADOGUCHI_BINARY");
  return found;
}

/** Waits for the line that says that connections are accepted. */
function ready(child: ChildProcess): Promise<void> {
  return new Promise((done, fail) => {
    let output = "";
    const take = (chunk: Buffer) => {
      output += chunk.toString();
      if (/^ready http/m.test(output)) done();
    };
    child.stdout?.on("data", take);
    child.stderr?.on("data", take);
    child.once("exit", (code) => fail(new Error(`madoguchi ended with ${code}:\n${output}`)));
    setTimeout(() => fail(new Error(`madoguchi is not ready:\n${output}`)), 30_000).unref();
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => child.once("exit", () => done()));
}

/** The sign-ins in the text of trial-sign-in.txt. */
export function readAccounts(text: string): Account[] {
  return text
    .split("\n")
    .filter((line) => line.includes("@"))
    .map((line) => {
      const [email = "", password = ""] = line.trim().split(/\s+/);
      return { email, password };
    });
}

async function startProcess(command: "trial" | "serve", more: string[]): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "madoguchi-e2e-"));
  const dataFolder = join(folder, "data");
  const http = `127.0.0.1:${await freePort("127.0.0.1")}`;
  const options = [command, "--http", http, "--data", dataFolder, ...more];
  const webRoot = process.env.MADOGUCHI_WEB_ROOT ?? "";
  if (webRoot) options.push("--web-root", webRoot);
  let child: ChildProcess | null = null;
  const start = async () => {
    child = spawn(binary(), options, { stdio: ["ignore", "pipe", "pipe"] });
    await ready(child);
  };
  const stop = async () => {
    child?.kill("SIGTERM");
    if (child) await ended(child);
  };
  await start();
  return {
    address: `http://${http}`,
    dataFolder,
    pid: () => child?.pid ?? 0,
    start,
    stop,
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function startTrial(more: string[] = []): Promise<TrialServer> {
  const shop = `localhost:${await freePort("localhost")}`;
  const sipPort = await freePort("127.0.0.1");
  const sip = ["--sip", `127.0.0.1:${sipPort}`];
  const server = await startProcess("trial", ["--shop", shop, ...sip, ...more]);
  const file = join(server.dataFolder, "trial-sign-in.txt");
  const accounts = readAccounts(await readFile(file, "utf8"));
  return { ...server, shop: `http://${shop}`, accounts, sipPort };
}

/** A real installation that nobody has set up yet, and the token for it. */
export async function startServe(): Promise<Server & { setupToken: string }> {
  const server = await startProcess("serve", []);
  const token = await readFile(join(server.dataFolder, "setup-token"), "utf8");
  return { ...server, setupToken: token.trim() };
}
