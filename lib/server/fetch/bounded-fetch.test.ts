import { createServer, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { boundedGet } from "./bounded-fetch.ts";
import { isPublicAddress } from "./network-guard.ts";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
  server = undefined;
});

async function serve(listener: RequestListener): Promise<number> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  return (made.address() as AddressInfo).port;
}

const get = boundedGet({ timeoutMs: 300, maxBytes: 1000 });

test("an answer comes back with status, type and bytes, and a redirect is only an answer", async () => {
  const asked: (string | undefined)[] = [];
  const port = await serve((request, response) => {
    asked.push(request.url);
    response.writeHead(301, { Location: "/elsewhere", "Content-Type": "text/plain" }).end("moved");
  });
  const answer = await get(`http://127.0.0.1:${port}/log`);
  expect(answer).toEqual({
    ok: true,
    value: { status: 301, mediaType: "text/plain", location: "/elsewhere", body: new Uint8Array(Buffer.from("moved")) },
  });
  expect(asked).toEqual(["/log"]);
});

test("what never ends, in time or in bytes, is cut off", async () => {
  const port = await serve((request, response) => {
    if (request.url === "/long") response.end("x".repeat(1001));
    else response.writeHead(200).write("a drop");
  });
  expect(await get(`http://127.0.0.1:${port}/long`)).toEqual({ ok: false, error: "answers more than 1000 bytes" });
  expect(await get(`http://127.0.0.1:${port}/drip`)).toEqual({ ok: false, error: "no answer within 0.3 s" });
});

test.each([
  ["switches protocols", "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n", /protocol/],
  ["has only begun to come", "HTTP/1.1 100 Continue\r\n\r\n", /within 0\.3 s/],
  ["may go on in another protocol", "HTTP/1.1 200 OK\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nabc", /within 0\.3 s/],
  ["stops in the midst of inflation", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f", /within 0\.3 s/],
])("an answer that %s keeps nobody waiting beyond the limit", async (_, answer, detail) => {
  const peers = new Set<Socket>();
  const raw = createTcpServer((socket) => {
    peers.add(socket);
    socket.on("error", () => undefined).once("data", () => socket.write(answer, "latin1"));
  });
  await new Promise<void>((resolve) => raw.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = raw.address() as AddressInfo;
    expect(await get(`http://127.0.0.1:${port}/`)).toEqual({ ok: false, error: expect.stringMatching(detail) });
  } finally {
    for (const socket of peers) socket.destroy();
    await new Promise<void>((resolve) => raw.close(() => resolve()));
  }
});

test("an address that nobody serves, and a URL that is none, are a sentence and no exception", async () => {
  expect(await get("http://127.0.0.1:1/")).toMatchObject({ ok: false, error: expect.stringContaining("ECONNREFUSED") });
  expect(await get("not a url")).toMatchObject({ ok: false });
});

test.each([
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fd00::1",
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
  "2002:7f00:1::",
  "2001::1",
  "not an address",
])("a name may not lead to %s", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(["8.8.8.8", "2606:4700::1111", "2a00:1450::1"])("a name may lead to %s", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test("a name that leads to this machine is refused before anything is sent; localhost is what the operator wrote", async () => {
  let asked = 0;
  const port = await serve((_, response) => {
    asked += 1;
    response.end("here");
  });
  // Every name below localhost is this machine's (RFC 6761).
  const refused = await get(`http://index.localhost:${port}/`);
  expect([refused.ok, asked]).toEqual([false, 0]);
  expect((await get(`http://localhost:${port}/`)).ok).toBe(true);
});
