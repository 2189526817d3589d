/** A service behind Node's own HTTP/2 server signs as one behind HTTP/1.1 does. */
import { connect, createServer, type Http2ServerRequest, type Http2ServerResponse } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import { checkOwnAnswer, keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { signedListener, signerOfSeed } from "./node-http.ts";

const seed = new Uint8Array(32).fill(5);
const nonce = "bm9uY2Utb2YtY2xpZW50";

const service = async (request: Http2ServerRequest, response: Http2ServerResponse) => {
  if (request.url === "/none") return response.writeHead(204).end();
  if (request.url === "/zipped") return response.writeHead(200, { "content-encoding": "gzip" }).end("x");
  if (request.url === "/broken") throw new Error("broken inside");
  response.writeHead(200, { "content-type": "text/plain", "x-own": `${request.headers["x-own"]}` });
  for await (const chunk of request) response.write(chunk);
  return response.end();
};
const refusals: string[] = [];
const onRefused = ({ message }: Error) => void refusals.push(message);
const server = createServer(signedListener(service, { signer: signerOfSeed(seed), maxBodyBytes: 20_000, onRefused }));
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => void server.close());

type Asked = {
  target: string;
  body?: Uint8Array;
  isSigned?: boolean;
  hosts?: { ":authority"?: string; host?: string };
};

/** One request over a connection of its own, and what came back. */
async function ask({ target, body, isSigned = true, hosts = {} }: Asked) {
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const host = hosts[":authority"] ?? address;
  const session = connect(`http://${address}`);
  const method = body === undefined ? "GET" : "POST";
  const own: [string, string][] = isSigned ? [["prex-request-nonce", nonce]] : [];
  const fields: [string, string][] = [
    ...own,
    ...(body ? [["content-digest", contentDigestOf(body)] as [string, string]] : []),
  ];
  const stream = session.request({
    ":method": method,
    ":path": target,
    "x-own": "mine",
    ...hosts,
    ...Object.fromEntries(fields),
  });
  const heads = new Promise<Record<string, unknown>>((resolve) => stream.once("response", resolve));
  stream.end(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  const { ":status": status, ...rest } = await heads;
  session.close();
  const response = {
    status: Number(status),
    fields: Object.entries(rest).map(([name, value]): [string, string] => [name, String(value)]),
    body: new Uint8Array(Buffer.concat(chunks)),
  };
  return { request: { method, scheme: "http" as const, host, target, fields, ...(body && { body }) }, response };
}

function verdict(sent: Awaited<ReturnType<typeof ask>>): string {
  const captured = captureExchange(sent);
  if (!captured.ok) return captured.error.code;
  const finding = verifyResponse(captured.value, keyAmong([publicKeyOfSeed(seed)]));
  const checks = [...finding.checks, ...checkOwnAnswer(finding, { now: asInstant(Date.now()), nonce })];
  return checks.every(({ outcome }) => outcome === "pass") ? "signed" : JSON.stringify(checks);
}

test("answers are signed, with a body sent in pieces, without one, and none at all", async () => {
  const body = utf8Encode("x".repeat(20_000));
  const sent = await ask({ target: "/echo?a=%7e&b", body });
  expect(sent.response.body).toEqual(body);
  expect(Object.fromEntries(sent.response.fields)).toMatchObject({ "x-own": "mine", "content-length": "20000" });
  for (const each of [sent, await ask({ target: "/echo" }), await ask({ target: "/none" })])
    expect(verdict(each)).toBe("signed");
});

test("what cannot be signed is refused, and what nobody asked to sign passes untouched", async () => {
  expect((await ask({ target: "/echo", body: new Uint8Array(20_001) })).response.status).toBe(413);
  expect((await ask({ target: "/zipped" })).response.status).toBe(500);
  expect((await ask({ target: "/broken" })).response.status).toBe(500);
  expect(refusals).toEqual([expect.stringMatching(/gzip/), "broken inside"]);
  const plain = await ask({ target: "/echo", body: utf8Encode("x"), isSigned: false });
  expect(plain.response).toMatchObject({ status: 200, body: utf8Encode("x") });
  expect(plain.response.fields.some(([name]) => name === "signature")).toBe(false);
});

test("an answer is signed as of the authority that was asked; who names another host beside it gets none", async () => {
  const asked = { target: "/own", hosts: { ":authority": "A.example:80" } };
  expect(verdict(await ask(asked))).toBe("signed");
  expect(verdict(await ask({ ...asked, hosts: { ...asked.hosts, host: "a.example" } }))).toBe("signed");
  const { response } = await ask({ ...asked, hosts: { ...asked.hosts, host: "b.example" } });
  expect(response.status).toBe(400);
  expect(JSON.parse(utf8Decode(response.body) ?? "")).toMatchObject({ code: "authority-form" });
});
