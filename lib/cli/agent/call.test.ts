/** Whatever a server does with its connection, a call ends: in a whole answer, or in the reason why there is none. */
import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { type Call, callProvider } from "./call.ts";

const open: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of open.splice(0)) server.close();
});

/** A server that is told of each request, by its text, on a connection of its number from 1. */
async function serving(answer: (socket: Socket, text: string, connection: number) => void): Promise<URL> {
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    sockets.add(socket.on("error", () => undefined));
    socket.on("data", (bytes) => answer(socket, bytes.toString(), connection));
  });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return new URL(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`);
}

const GET: Call = { method: "GET", target: "/" };
const { signal } = new AbortController();
const ask = async (url: URL, call: Call = GET) => {
  const { response } = await callProvider(url, call, { fields: [["Prex-Request-Nonce", "one"]], signal });
  return `${response.status} ${utf8Decode(response.body)}`;
};

const UPGRADE = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n";

test.each([
  ["becomes another protocol", GET, UPGRADE, "another protocol"],
  ["becomes a tunnel", { method: "CONNECT", target: "/" }, "HTTP/1.1 200 OK\r\n\r\n", "another protocol"],
  [
    "is no tunnel",
    { method: "CONNECT", target: "/" },
    "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n",
    "another protocol",
  ],
  ["ends before anything came", GET, "", "hang up"],
  ["ends within the fields", GET, "HTTP/1.1 200 OK\r\nContent-", "hang up"],
  ["ends within the body", GET, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "aborted"],
  ["ends within a chunk", GET, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf", "aborted"],
  ["promises and ends", GET, "HTTP/1.1 102 Processing\r\n\r\n", "hang up"],
  ["is no HTTP", GET, "hello", "Parse Error"],
])("a connection that %s is no answer, and the call ends", async (_, call, text, says) => {
  const url = await serving((socket) => void socket.end(text));
  await expect(ask(url, call)).rejects.toThrow(says);
});

test("an answer that only the end of its connection ends is whole", async () => {
  const url = await serving((socket) => void socket.end("HTTP/1.1 200 OK\r\n\r\nall of it"));
  expect(await ask(url)).toBe("200 all of it");
});

const OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n";

test("on a kept connection that the server closed the same call is made once more, byte for byte, on a new one", async () => {
  const heard: string[] = [];
  // As it may at any time: it answers, and ends the connection with the next request.
  const url = await serving((socket, text, connection) => {
    heard.push(`${connection} ${text}`);
    const isFirst = heard.filter((one) => one.startsWith(`${connection} `)).length === 1;
    if (isFirst) socket.write(`${OK}ok`);
    else socket.destroy();
  });
  const call: Call = { method: "POST", target: "/price", body: new Uint8Array([123, 125]) };
  expect([await ask(url, call), await ask(url, call)]).toEqual(["200 ok", "200 ok"]);
  expect(heard.map((one) => one.slice(0, 2))).toEqual(["1 ", "1 ", "2 "]);
  const [, lost = "", again = ""] = heard.map((one) => one.slice(2));
  expect(again).toBe(lost.replace("Connection: keep-alive", "Connection: close"));
  expect(again).toContain("Prex-Request-Nonce: one");
});

test("nothing is sent twice on a new connection, after a part of an answer, or when the second fails, too", async () => {
  let heard = 0;
  const url = await serving((socket, _, connection) => {
    heard++;
    if (connection === 1 && heard === 1) socket.write(`${OK}ok`);
    else socket.end(connection === 2 ? "HTTP/1.1 2" : "");
  });
  expect(await ask(url)).toBe("200 ok");
  // Once more, where a part of an answer came: that is all.
  await expect(ask(url)).rejects.toThrow("hang up");
  expect(heard).toBe(3);
  await expect(ask(url)).rejects.toThrow("hang up");
  expect(heard).toBe(4);
});

test("what must not happen twice has a connection of its own", async () => {
  const heard: number[] = [];
  const url = await serving((socket, _, connection) => {
    heard.push(connection);
    socket.write(`${OK}ok`);
  });
  await ask(url);
  await callProvider(url, GET, { fields: [], signal, isOnce: true });
  await ask(url);
  expect(heard).toEqual([1, 2, 1]);
});
