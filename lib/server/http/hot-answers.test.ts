/** A kept answer is, byte for byte, the one that was kept: whatever its characters are. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { HotAnswers } from "./hot-answers.ts";

const BODIES = {
  "/ascii": '{"name":"Halden Store"}',
  "/latin": '{"name":"Ågård ÿ"}',
  "/wide": '{"name":"北 🗝"}',
  "/bytes": new Uint8Array([0, 127, 128, 255]),
};

const hot = new HotAnswers([["X-Common", "yes"]], () => 7);
const server = createServer((request, response) => {
  if (hot.write(request, response, "req_1") === undefined) response.writeHead(404).end();
});
const url = await new Promise<string>((resolve) =>
  server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)),
);
afterAll(() => server.close());

test.each(Object.entries(BODIES))("%s comes back as it was kept, with its length in bytes", async (path, body) => {
  hot.keep(path, undefined, { status: 200, type: "application/json", body }, '"tag"', 7);
  const answer = await fetch(`${url}${path}`);
  const bytes = Buffer.from(body);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
  expect(answer.headers.get("content-length")).toBe(String(bytes.length));
  expect(answer.headers.get("x-common")).toBe("yes");
});
