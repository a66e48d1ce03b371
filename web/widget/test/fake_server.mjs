// A small server that follows the widget's contract (docs/events.md, api/openapi.yaml), to look at the frame and the
// shop without the real one: `node test/fake_server.mjs [PORT]`. The shop is on PORT + 1, under another site's name.
// An operator answers by itself.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const kKey = "koyomisha001";
const port = Number(process.argv[2] ?? 8090);
const dist = new URL("../../dist", import.meta.url).pathname;
const kTypes = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
};
const kPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  `img-src 'self' blob: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'self' http://localhost:${port + 1}`;

const both = (ja, en, ko) => ({ ja, en, ko });
const config = {
  isEnabled: true,
  isOnline: process.env.OFFLINE !== "1",
  isOwnPage: true,
  hasCalls: false,
  title: both("こよみ舎 お客様窓口", "Koyomisha Support", "고요미샤 고객센터"),
  hoursText: both("平日 9:00–18:00", "Weekdays 9:00–18:00", "평일 9:00–18:00"),
  color: "#3f5b4c",
  greeting: both(
    "こんにちは。器のこと、お届けのこと、お気軽にお尋ねください。",
    "Hello. Ask us anything about our bowls or your delivery.",
    "안녕하세요. 그릇이나 배송에 대해 편하게 물어보세요.",
  ),
  consentRequired: process.env.CONSENT !== "0",
  consentText: both(
    "お問い合わせの対応のため、ご入力いただいた内容を記録します。",
    "We keep what you write in order to answer you.",
    "문의 대응을 위해 입력하신 내용을 기록합니다.",
  ),
  consentUrl: "https://koyomisha.example/privacy",
  offlineText: both(
    "ただいま、担当者が席を外しております。フォームからお問い合わせください。",
    "Nobody is here at the moment. Please use the form.",
    "지금은 담당자가 없습니다. 양식으로 문의해 주세요.",
  ),
  inquiryUrl: "https://koyomisha.example/inquiry",
  language: "ja",
  limits: { messageCharacters: 4000, fileBytes: 10_485_760, filesPerMessage: 10 },
};

let lastId = 1000;
const newId = () => String(++lastId);
const visitors = new Map();
const files = new Map();
const kOperator = "鈴木";

function newVisitor() {
  const token = createHash("sha256").update(String(Math.random())).digest("hex");
  const visitor = {
    id: newId(),
    consentAt: null,
    messages: [],
    contact: null,
    sockets: new Set(),
    read: 0,
  };
  visitors.set(token, visitor);
  return [token, visitor];
}

function live(visitor) {
  const { contact } = visitor;
  return {
    contactId: contact?.id ?? null,
    conversation: contact?.conversation ?? null,
    place: contact?.place ?? null,
    operatorName: contact?.operator ?? "",
    readByOperator: visitor.read,
    isOnline: config.isOnline,
  };
}

function view(visitor, after = null) {
  const messages = visitor.messages.filter(
    (one) => after === null || Number(one.id) > Number(after),
  );
  const running = visitor.contact?.conversation === "ended" ? null : visitor.contact;
  return {
    visitorId: visitor.id,
    consentAt: visitor.consentAt,
    ...live(visitor),
    contactId: running?.id ?? null,
    messages: messages.slice(-50),
    hasMore: messages.length > 50,
  };
}

function tell(visitor, frame, except = null) {
  for (const socket of visitor.sockets) if (socket !== except) socket.send(frame);
}

function add(visitor, part) {
  const message = {
    id: newId(),
    contactId: visitor.contact.id,
    number: ++visitor.contact.count,
    text: "",
    files: [],
    authorName: "",
    at: Date.now(),
    clientId: "",
    system: null,
    ...part,
  };
  visitor.messages.push(message);
  return message;
}

function begin(visitor) {
  if (visitor.contact && visitor.contact.conversation !== "ended") return;
  visitor.contact = { id: newId(), conversation: "waiting", place: 2, operator: "", count: 0 };
  visitor.read = 0;
  const started = add(visitor, { kind: "system", system: { what: "started", name: "" } });
  tell(visitor, { type: "message", message: started });
  setTimeout(() => join_(visitor), 2500);
}

function join_(visitor) {
  const { contact } = visitor;
  if (!contact || contact.conversation === "ended" || contact.operator) return;
  Object.assign(contact, { conversation: "active", place: null, operator: kOperator });
  const joined = add(visitor, { kind: "system", system: { what: "joined", name: kOperator } });
  tell(visitor, { type: "message", message: joined });
  visitor.read = contact.count;
  tell(visitor, { type: "state", ...live(visitor) });
  reply(
    visitor,
    "申し訳ございません。お写真ありがとうございます。すぐに新しい鉢をお送りしてもよろしいでしょうか。",
  );
}

function reply(visitor, text) {
  tell(visitor, { type: "typing", isTyping: true, name: kOperator });
  setTimeout(() => {
    if (visitor.contact?.conversation === "ended") return;
    visitor.read = visitor.contact.count;
    const message = add(visitor, { kind: "reply", text, authorName: kOperator });
    tell(visitor, { type: "message", message });
    tell(visitor, { type: "state", ...live(visitor) });
  }, 1500);
}

function end(visitor, reason) {
  if (!visitor.contact || visitor.contact.conversation === "ended") return;
  const message = add(visitor, { kind: "system", system: { what: "ended", name: reason } });
  visitor.contact.conversation = "ended";
  tell(visitor, { type: "message", message });
  tell(visitor, { type: "state", ...live(visitor) });
}

const kFrames = {
  hello: (visitor, socket, { after }) => socket.send({ type: "view", view: view(visitor, after) }),
  message: (visitor, socket, { clientId, text, fileIds }) => {
    const known = visitor.messages.find((one) => one.clientId === clientId);
    if (known) return socket.send({ type: "ack", clientId, message: known });
    if (text.includes("NG")) {
      const problem = {
        type: "about:blank",
        title: "",
        status: 422,
        code: "invalidInput",
        requestId: "",
      };
      return socket.send({ type: "refused", clientId, problem });
    }
    begin(visitor);
    const stored = fileIds.map((id) => files.get(id).file);
    const message = add(visitor, { kind: "customer", text, files: stored, clientId });
    socket.send({ type: "ack", clientId, message });
    tell(visitor, { type: "message", message }, socket);
    tell(visitor, { type: "state", ...live(visitor) });
    if (visitor.contact.operator)
      reply(visitor, `「${text}」ですね。https://koyomisha.example/help をご覧ください。`);
  },
  end: (visitor) => end(visitor, "customerEnded"),
};

class Socket {
  constructor(raw, visitor) {
    this.raw = raw;
    this.visitor = visitor;
    this.buffer = Buffer.alloc(0);
    visitor.sockets.add(this);
    raw.on("data", (data) => this.read(data));
    raw.on("close", () => visitor.sockets.delete(this));
    raw.on("error", () => raw.destroy());
    this.alive = setInterval(() => this.send({ type: "alive" }), 15_000);
    raw.on("close", () => clearInterval(this.alive));
  }
  send(frame) {
    const body = Buffer.from(JSON.stringify(frame));
    const head =
      body.length < 126
        ? Buffer.from([0x81, body.length])
        : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
    if (!this.raw.destroyed) this.raw.write(Buffer.concat([head, body]));
  }
  read(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      if (this.buffer.length < 6) return;
      let length = this.buffer[1] & 127;
      let at = 2;
      if (length === 126) {
        length = this.buffer.readUInt16BE(2);
        at = 4;
      }
      if (this.buffer.length < at + 4 + length) return;
      const mask = this.buffer.subarray(at, at + 4);
      const body = this.buffer
        .subarray(at + 4, at + 4 + length)
        .map((byte, i) => byte ^ mask[i & 3]);
      const code = this.buffer[0] & 15;
      this.buffer = this.buffer.subarray(at + 4 + length);
      if (code === 8) return this.raw.end();
      if (code !== 1) continue;
      const frame = JSON.parse(Buffer.from(body).toString());
      kFrames[frame.type]?.(this.visitor, this, frame);
    }
  }
}

function visitorOf(request) {
  const match = /madoguchi_visitor=([0-9a-f]+)/.exec(request.headers.cookie ?? "");
  return match ? visitors.get(match[1]) : undefined;
}

function json(response, status, body, headers = {}) {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

const problem = (response, status, code) => json(response, status, { status, code, title: code });

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

async function session(request, response) {
  let visitor = visitorOf(request);
  if (request.method === "GET")
    return visitor ? json(response, 200, view(visitor)) : problem(response, 401, "unauthenticated");
  const { consent } = JSON.parse(await bodyOf(request));
  if (config.consentRequired && !consent) return problem(response, 422, "invalidInput");
  let token;
  if (!visitor) [token, visitor] = newVisitor();
  visitor.consentAt = consent ? Date.now() : null;
  const cookie = `madoguchi_visitor=${token}; Path=/; HttpOnly; Secure; SameSite=None; Partitioned`;
  json(response, 200, view(visitor), token ? { "Set-Cookie": cookie } : {});
}

async function upload(request, response) {
  const bytes = await bodyOf(request);
  const name = decodeURIComponent(request.headers["x-file-name"]);
  const isImage = /\.(png|jpe?g|gif|webp)$/i.test(name);
  const type = isImage
    ? `image/${extname(name).slice(1).replace("jpg", "jpeg")}`
    : "application/octet-stream";
  const file = { id: newId(), name, type, size: bytes.length, isImage, width: 1, height: 1 };
  files.set(file.id, { file, bytes });
  json(response, 201, file);
}

function download(id, response) {
  const stored = files.get(id);
  if (!stored) return problem(response, 404, "notFound");
  response.writeHead(200, { "Content-Type": stored.file.type });
  response.end(stored.bytes);
}

function send(response, path, headers = {}, replace = (text) => text) {
  if (!existsSync(path)) return problem(response, 404, "notFound");
  const bytes = readFileSync(path);
  response.writeHead(200, { "Content-Type": kTypes[extname(path)] ?? "image/png", ...headers });
  response.end(extname(path) === ".html" ? replace(bytes.toString()) : bytes);
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://x");
  const api = pathname.match(new RegExp(`^/api/widget/v1/${kKey}/(.*)$`))?.[1];
  if (api === "config") return json(response, 200, config);
  if (api === "session") return session(request, response);
  if (api === "files") return upload(request, response);
  if (api?.startsWith("files/")) return download(api.slice(6), response);
  if (/^\/(widget|chat)\//.test(pathname))
    return send(response, join(dist, "widget/frame.html"), { "Content-Security-Policy": kPolicy });
  send(response, join(dist, "widget", normalize(pathname)));
});

server.on("upgrade", (request, raw) => {
  const visitor = visitorOf(request);
  if (!visitor) return raw.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
  const accept = createHash("sha1")
    .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest("base64");
  raw.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  new Socket(raw, visitor);
});

server.listen(port, "127.0.0.1", () =>
  process.stdout.write(`ready http://127.0.0.1:${port}/chat/${kKey}\n`),
);

createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://x");
  const fill = (html) =>
    html
      .replaceAll("{{widget_origin}}", `http://127.0.0.1:${port}`)
      .replaceAll("{{service_key}}", kKey);
  const path = pathname === "/" ? "/index.html" : normalize(pathname);
  send(response, join(dist, "shop", path), {}, fill);
}).listen(port + 1, "localhost", () =>
  process.stdout.write(`shop http://localhost:${port + 1}/\n`),
);
