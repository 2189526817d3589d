import { createServer, type RequestListener } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHARGE_TYPE } from "#lib/evidence/charge.ts";
import { contentDigestOf } from "#lib/evidence/signing/content-digest.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { signedResponses } from "./hono.ts";
import { type SigningOptions, signedListener, signerOfSeed } from "./node-http.ts";
import { signAnswer } from "./sign-answer.ts";
import { type Ask, ask, field, nonce, seed, verdict } from "./testing/ask.ts";

const TOKEN = "3c9683017f9e4bf33d0fbedd26bf143fd72de9b9dd145441b75f0604047ea28e";
const ALL_BYTES = Uint8Array.from({ length: 256 }, (_, at) => at);

const refusals: string[] = [];
const options: SigningOptions = {
  signer: signerOfSeed(seed),
  maxBodyBytes: 20_000,
  definitions: ({ path }) => (path === "/defined" ? ["ab"] : []),
  tokenId: ({ fields }) => (fields.some(([, value]) => value === "Bearer paid") ? TOKEN : undefined),
  onRefused: ({ message }) => void refusals.push(message),
};

/** One service, written for both hosts. */
const onNode: RequestListener = async (request, response) => {
  const { pathname } = new URL(request.url ?? "", "http://x");
  if (pathname === "/echo") {
    response.writeHead(200, { "content-type": "text/plain" });
    for await (const chunk of request) response.write(chunk);
    return response.end();
  }
  if (pathname === "/bytes") return response.setHeader("Content-Type", "application/x-any").end(ALL_BYTES);
  if (pathname === "/none") return response.writeHead(204).end();
  if (pathname === "/charge") return response.setHeader("Content-Type", CHARGE_TYPE).end("{}");
  if (pathname === "/same") return response.writeHead(304, ["ETag", '"1"']).end();
  if (pathname === "/defined") {
    response.setHeader("Prex-Definition", "ab").setHeader("Access-Control-Expose-Headers", "X-Own, signature");
    return response.end("4");
  }
  if (pathname === "/proxied") return response.setHeader("Prex-Definition", "ab").end("4");
  if (pathname === "/events") {
    response.writeHead(200, { "content-type": "text/event-stream" }).write("data: 1\n\n");
    return setImmediate(() => response.write("data: 2\n\n"));
  }
  if (pathname === "/flush") return response.flushHeaders();
  if (pathname === "/zipped") return response.writeHead(200, { "content-encoding": "gzip" }).end("x");
  if (pathname === "/trailers") {
    response.writeHead(200, { trailer: "X-Sum" }).write("4");
    response.addTrailers({ "X-Sum": "4" });
    return response.end();
  }
  if (pathname === "/long") return response.end("x".repeat(20_001));
  if (pathname === "/broken") throw new Error("broken inside");
  return response.writeHead(404, "Nowhere").end("nothing here");
};

function onHono(): RequestListener {
  const app = new Hono();
  app.use(signedResponses(options));
  app.all("/echo", async (c) => c.text(await c.req.text()));
  app.get("/bytes", (c) => c.body(ALL_BYTES, 200, { "content-type": "application/x-any" }));
  app.get("/none", (c) => c.body(null, 204));
  app.get("/charge", (c) => c.body("{}", 200, { "content-type": CHARGE_TYPE }));
  app.get("/same", (c) => c.body(null, 304, { etag: '"1"' }));
  app.get("/defined", (c) =>
    c.body("4", 200, { "prex-definition": "ab", "access-control-expose-headers": "X-Own, signature" }),
  );
  app.get("/proxied", (c) => c.body("4", 200, { "prex-definition": "ab" }));
  const endless = () => new ReadableStream({ pull: (stream) => stream.enqueue(utf8Encode("data: 1\n\n")) });
  app.get("/events", (c) => c.body(endless(), 200, { "content-type": "text/event-stream" }));
  app.get("/flush", (c) => c.body(endless()));
  app.get("/zipped", (c) => c.body("x", 200, { "content-encoding": "gzip" }));
  app.get("/trailers", (c) => c.body("4", 200, { trailer: "X-Sum" }));
  app.get("/long", (c) => c.body("x".repeat(20_001)));
  app.get("/broken", () => {
    throw new Error("broken inside");
  });
  app.onError(({ message }, c) => c.text(message, 500));
  app.notFound((c) => c.text("nothing here", 404));
  return getRequestListener(app.fetch);
}

describe.each([
  ["a Node server", () => signedListener(onNode, options)],
  ["a Hono application", onHono],
])("%s", (_, listenerOf) => {
  const server = createServer(listenerOf());
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  test.each<[string, string, Ask]>([
    ["a body sent in pieces", "/echo?a=%7e&b", { method: "POST", body: utf8Encode("x".repeat(20_000)) }],
    ["no body", "/echo", { method: "POST" }],
    ["the digest of no body", "/echo", { method: "POST", digest: contentDigestOf(new Uint8Array()) }],
    [
      "a body that says its charset",
      "/echo",
      { method: "POST", body: utf8Encode("x"), fields: [["Content-Type", 'text/plain; charset="UTF-8"']] },
    ],
    ["any bytes", "/bytes?", {}],
    ["a HEAD request", "/bytes", { method: "HEAD" }],
    ["no content", "/none", {}],
    ["nothing changed", "/same", {}],
    ["an error of the service", "/elsewhere//../x", {}],
    ["a definition", "/defined", {}],
    [
      "a token that paid",
      "/bytes",
      {
        fields: [
          ["Authorization", "Bearer paid"],
          ["Prex-Token-Id", TOKEN],
        ],
      },
    ],
  ])("signs an answer with %s, and a client verifies it", async (_, target, what) => {
    const sent = await ask(server, target, what);
    expect(verdict(sent)).toBe("signed");
    if (target.startsWith("/echo")) expect(sent.response.body).toEqual(what.body ?? new Uint8Array());
    expect(field(sent, "content-encoding")).toBe("identity");
    expect(field(sent, "cache-control")).toBe("no-store, no-transform");
    expect(field(sent, "access-control-expose-headers")).toMatch(/Signature-Input/);
  });

  test("keeps the names that the service exposed itself", async () => {
    const sent = await ask(server, "/defined");
    expect(field(sent, "access-control-expose-headers")).toBe(
      "X-Own, signature, Content-Digest, Signature-Input, Prex-Definition",
    );
  });

  test("leaves answers alone that nobody asked to sign", async () => {
    const sent = await ask(server, "/bytes", { nonce: undefined });
    expect(sent.response.body).toEqual(ALL_BYTES);
    expect(field(sent, "signature")).toBeUndefined();
  });

  test.each([
    ["a stream of events", "/events", /events/],
    ["a stream of bytes", "/flush", /pieces|too long/],
    ["an encoded answer", "/zipped", /gzip/],
    ["an answer with trailers", "/trailers", /trailers/],
    ["an answer over the limit", "/long", /too long/],
    ["what a user wrote as a charge", "/charge", /charges/],
    ["a promise that an origin wrote", "/proxied", /definitions/],
  ])("answers 500 and says why instead of sending %s unsigned", async (_, target, why) => {
    refusals.length = 0;
    const sent = await ask(server, target);
    expect(sent.response.status).toBe(500);
    expect(utf8Decode(sent.response.body)).toContain('"code":"unsigned"');
    expect(field(sent, "signature")).toBeUndefined();
    expect(refusals).toEqual([expect.stringMatching(why)]);
  });

  test.each<[string, Ask, number, string]>([
    [
      "a body that its digest does not fit",
      { method: "POST", body: utf8Encode("x"), digest: contentDigestOf(utf8Encode("y")) },
      400,
      "digest-mismatch",
    ],
    ["a body without a digest", { method: "POST", body: utf8Encode("x"), digest: undefined }, 400, "digest-missing"],
    ["a token that it did not bring", { fields: [["Prex-Token-Id", TOKEN]] }, 400, "token-id"],
    ["an empty nonce", { nonce: "" }, 400, "field-form"],
    [
      "an encoded body",
      { method: "POST", body: utf8Encode("x"), fields: [["Content-Encoding", "gzip"]] },
      400,
      "request-encoding",
    ],
    [
      "a body in other letters",
      { method: "POST", body: utf8Encode("x"), fields: [["Content-Type", "application/json; charset=utf-7"]] },
      400,
      "request-encoding",
    ],
    ["a body over the limit", { method: "POST", body: new Uint8Array(20_001) }, 413, "too-large"],
    ["another host in its target", { target: "http://b.example/echo" }, 400, "authority-form"],
  ])("refuses a request with %s before the service sees it", async (_, what, status, code) => {
    const sent = await ask(server, what.target ?? "/echo", what);
    expect(sent.response.status).toBe(status);
    expect(JSON.parse(utf8Decode(sent.response.body) ?? "")).toMatchObject({ status, code });
  });

  test("answers 500 when the service throws", async () => {
    expect((await ask(server, "/broken")).response.status).toBe(500);
  });
});

test("what says that it charges is signed with a charge that can be read, and not without", async () => {
  const request = { method: "GET", authority: "halden.example", path: "/invoice", query: "?", nonce };
  const signed = (body: string) => {
    const answer = { status: 200, fields: [["Content-Type", CHARGE_TYPE]] as const, body: utf8Encode(body) };
    return signAnswer(request, answer, { ...options, charges: true });
  };
  const charge = { service: "storage", unit: "call", quantity: "1", amount: "0.5", currency: "EUR" };
  expect((await signed(JSON.stringify({ "prex-charge": charge }))).body.length).toBeGreaterThan(0);
  await expect(signed(JSON.stringify({ "prex-charge": { ...charge, amount: 0.5 } }))).rejects.toThrow(/charge/);
});

test("a service promises the definitions that it lists, and without a list none", async () => {
  const request = { method: "GET", authority: "halden.example", path: "/x", query: "?", nonce };
  const answer = { status: 200, fields: [["prex-definition", "cd"]] as const, body: utf8Encode("4") };
  const signed = (definitions: SigningOptions["definitions"]) => {
    const { definitions: _, ...others } = options;
    return signAnswer(request, answer, { ...others, ...(definitions === undefined ? {} : { definitions }) });
  };
  for (const definitions of [["ab", "cd"], () => ["cd"]])
    expect((await signed(definitions)).fields.find(([name]) => name === "Signature-Input")?.[1]).toContain("prex-def");
  for (const definitions of [undefined, [], ["ab"], ["CD"], () => ["ab"]])
    await expect(signed(definitions)).rejects.toThrow("definitions");
});
