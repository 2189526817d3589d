/** A kept answer is, byte for byte, the one that was kept; and what Node would have said around it. */
import { request as ask, createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, expect, test } from "vitest";
import { IDLE_CONNECTION_MS } from "./edge-rules.ts";
import { HotAnswers } from "./hot-answers.ts";

const LONG = new Uint8Array(200_000).map((_, at) => (at * 7) % 256);
const BODIES = {
  "/ascii": '{"name":"Halden Store"}',
  "/latin": '{"name":"Ågård ÿ"}',
  "/wide": '{"name":"北 🗝"}',
  "/bytes": new Uint8Array([0, 127, 128, 255]),
  "/empty": "",
  "/long": LONG,
};
const TAG = '"tag"';

let nowMs = Date.UTC(2026, 10, 27, 20, 0, 0);
const hot = new HotAnswers({ common: [["X-Common", "yes"]], version: () => 7, nowMs: () => nowMs });
for (const [path, body] of Object.entries(BODIES))
  hot.keep(path, undefined, { status: 200, type: "application/json", body }, TAG, 7);

/** The same answers as Node writes them. */
const plain = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (request, response) => {
  const body = Buffer.from(BODIES[request.url as keyof typeof BODIES]);
  const notModified = request.headers["if-none-match"] === TAG;
  const type = notModified ? [] : ["Content-Type", "application/json"];
  const length = notModified ? [] : ["Content-Length", String(body.length)];
  response.sendDate = false;
  response.writeHead(notModified ? 304 : 200, [
    ...["X-Common", "yes", ...type, "Access-Control-Allow-Origin", "*"],
    ...["Access-Control-Expose-Headers", "ETag, Link, Retry-After, X-Request-Id, Touchstone-Part-Nonce"],
    ...["Cache-Control", "no-cache", "ETag", TAG, ...length, "Date", new Date(nowMs).toUTCString()],
  ]);
  response.end(request.method === "HEAD" || notModified ? undefined : body);
});
const kept = createServer({ keepAliveTimeout: IDLE_CONNECTION_MS }, (request, response) => {
  if (hot.write(request, response) === undefined) response.writeHead(404).end();
});
const portOf = (server: typeof kept) =>
  new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)),
  );
const ports = { kept: await portOf(kept), plain: await portOf(plain) };
afterAll(() => {
  kept.close();
  plain.close();
});

/** All that a server says to these bytes, until it closes the connection. */
async function conversation(port: number, text: string): Promise<Buffer> {
  const socket = connect(port, "127.0.0.1");
  socket.write(text);
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const line = (method: string, path: string, ...own: string[]) =>
  `${method} ${path} HTTP/1.1\r\n${["Host: a", ...own].join("\r\n")}\r\n\r\n`;
const LAST = line("GET", "/ascii", "Connection: close");

test.each(Object.keys(BODIES))(
  "%s goes over the wire as Node would have written it, read once, again, and as a head",
  async (path) => {
    const asked = [
      line("GET", path),
      line("HEAD", path),
      line("GET", path, `If-None-Match: ${TAG}`),
      line("GET", path),
    ];
    // All at once: answers wait for their turn on one connection.
    const text = asked.join("") + LAST;
    const [one, other] = [await conversation(ports.kept, text), await conversation(ports.plain, text)];
    expect(one.equals(other), one.toString("latin1", 0, 3000)).toBe(true);
  },
);

test("a connection that ends with the answer says so, whoever wants it to end", async () => {
  const old = "GET /wide HTTP/1.0\r\nHost: a\r\n\r\n";
  for (const text of [
    LAST,
    old,
    line("HEAD", "/wide", "Connection: close"),
    line("GET", "/long", "Connection: close"),
  ]) {
    const answer = await conversation(ports.kept, text);
    expect(answer.toString("latin1")).toContain("Connection: close\r\n");
    expect(answer.subarray(answer.indexOf("\r\n\r\n"))).toEqual(
      (await conversation(ports.plain, text)).subarray((await conversation(ports.plain, text)).indexOf("\r\n\r\n")),
    );
  }
});

test("the date is that of the second", async () => {
  const slow = await new Promise<IncomingMessage>((resolve) =>
    ask({ port: ports.kept, path: "/ascii" }, resolve).end(),
  );
  expect(slow.headers.date).toBe("Fri, 27 Nov 2026 20:00:00 GMT");
  slow.resume();
  nowMs += 999;
  expect((await fetch(`http://127.0.0.1:${ports.kept}/ascii`)).headers.get("date")).toBe(
    "Fri, 27 Nov 2026 20:00:00 GMT",
  );
  nowMs += 1;
  expect((await fetch(`http://127.0.0.1:${ports.kept}/ascii`)).headers.get("date")).toBe(
    "Fri, 27 Nov 2026 20:00:01 GMT",
  );
});

test("a header that could begin another one is never kept", () => {
  const headers = { Link: '</a>; rel="next"\r\nSet-Cookie: a=b' };
  expect(() => hot.keep("/bad", undefined, { status: 200, type: "text/plain", body: "", headers }, TAG, 7)).toThrow();
});
