/** A service that gives back what others answered: an origin that signs, a cache, a head that it writes as a list. */
import { createServer, type RequestListener, type Server } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import { afterEach, describe, expect, test } from "vitest";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { signedResponses } from "./hono.ts";
import { signedListener, signerOfSeed } from "./node-http.ts";
import { ask, field, seed, verdict } from "./testing/ask.ts";

const options = { signer: signerOfSeed(seed) };
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

type Head = Record<string, string>;

/** A service that says of each request how it may be encoded, and can vary by more. */
const onNode: RequestListener = (request, response) => {
  if (request.url === "/short") return response.writeHead(200, { "Content-Length": 3 }).end("xx");
  if (request.url === "/vary") response.setHeader("Vary", "Accept");
  if (request.url === "/head") return response.writeHead(200, { Vary: "Accept" }).end("x");
  return response.end(JSON.stringify([request.headers["accept-encoding"], request.headersDistinct["accept-encoding"]]));
};

const onHono = () => {
  const app = new Hono();
  app.use(signedResponses(options));
  app.get("/short", (c) => c.body("xx", 200, { "Content-Length": "3" }));
  app.get("/vary", (c) => c.body("x", 200, { Vary: "Accept" }));
  app.get("/head", () => new Response("x", { headers: { Vary: "Accept" } }));
  app.get("/", (c) => c.json([c.req.header("accept-encoding"), [c.req.raw.headers.get("accept-encoding")]]));
  return getRequestListener(app.fetch);
};

describe.each<[string, () => RequestListener]>([
  ["a Node server", () => signedListener(onNode, options)],
  ["a Hono application", onHono],
])("%s", (_, listenerOf) => {
  test("tells caches that a signed answer is to one nonce, and one without a signature to no nonce", async () => {
    const server = await serve(listenerOf());
    for (const [target, own] of [
      ["/", ""],
      ["/vary", "Accept, "],
      ["/head", "Accept, "],
    ] as const)
      for (const how of [{}, { nonce: undefined }])
        expect(field(await ask(server, target, how), "vary")).toBe(`${own}Prex-Request-Nonce`);
  });

  test("asks the service for no encoding where the answer is signed, since browsers offer some always", async () => {
    const fields: [string, string][] = [["Accept-Encoding", "gzip, br"]];
    const server = await serve(listenerOf());
    const sent = await ask(server, "/", { fields });
    expect(verdict(sent)).toBe("signed");
    expect(utf8Decode(sent.response.body)).toBe('["identity",["identity"]]');
    const plain = await ask(server, "/", { fields, nonce: undefined });
    expect(utf8Decode(plain.response.body)).toBe('["gzip, br",["gzip, br"]]');
  });

  test("does not sign what was cut short of its own length", async () => {
    expect((await ask(await serve(listenerOf()), "/short")).response.status).toBe(500);
  });
});

describe("a Hono application that does more than answer", () => {
  const told: string[] = [];
  const served = (route: (app: Hono) => unknown, signs: Promise<unknown> = Promise.resolve()) => {
    const app = new Hono();
    const { signer } = options;
    const late = { keyid: signer.keyid, sign: (message: Uint8Array) => signs.then(() => signer.sign(message)) };
    app.use(signedResponses({ signer: late, onRefused: ({ message }) => void told.push(message) }));
    route(app);
    return serve(getRequestListener(app.fetch));
  };

  test("has answered when its handler returned: what goes on behind it changes nothing", async () => {
    let sign: (() => void) | undefined;
    const signs = new Promise<void>((resolve) => {
      sign = resolve;
    });
    const server = await served((app) => {
      app.get("/", (c) => {
        setImmediate(() => {
          c.res.headers.set("Content-Type", "text/html");
          c.res.headers.set("Prex-Definition", "ab");
          c.res.headers.set("X-Late", "1");
          sign?.();
        });
        return c.text("right");
      });
    }, signs);
    const sent = await ask(server, "/");
    expect([verdict(sent), utf8Decode(sent.response.body)]).toEqual(["signed", "right"]);
    expect(["x-late", "prex-definition"].map((name) => field(sent, name))).toEqual([undefined, undefined]);
  });

  test("signs what its handler of errors says of what fails behind an answer, as it is sent without us", async () => {
    const server = await served((app) => {
      app.use(async (_, next) => {
        await next();
        throw new Error("metrics");
      });
      app.get("/", (c) => c.text("right"));
      app.onError((_, c) => c.text("wrong inside", 500));
    });
    const sent = await ask(server, "/");
    expect([verdict(sent), sent.response.status, utf8Decode(sent.response.body)]).toEqual([
      "signed",
      500,
      "wrong inside",
    ]);
  });

  test("signs no empty answer for a handler that forgot to return one", async () => {
    const server = await served((app) => app.get("/", (() => undefined) as never));
    const sent = await ask(server, "/");
    expect([sent.response.status, field(sent, "signature")]).toEqual([500, undefined]);
    expect(told).toEqual(["no handler gave an answer"]);
  });

  test("signs a stream that ends, and says its length once", async () => {
    const server = await served((app) => {
      app.get("/", (c) =>
        c.body(new Response("right").body as ReadableStream, 200, { "Transfer-Encoding": "chunked" }),
      );
    });
    const sent = await ask(server, "/");
    expect([verdict(sent), utf8Decode(sent.response.body)]).toEqual(["signed", "right"]);
    expect([field(sent, "transfer-encoding"), field(sent, "content-length")]).toEqual([undefined, "5"]);
  });
});

describe.each<[string, (head: Head) => RequestListener]>([
  ["a Node server", (head) => signedListener((_, response) => response.writeHead(200, head).end("x"), options)],
  [
    "a Hono application",
    (head) => {
      const app = new Hono();
      app.use(signedResponses(options));
      app.get("/", (c) => c.body("x", 200, head));
      return getRequestListener(app.fetch);
    },
  ],
])("%s", (_, listenerOf) => {
  test.each<[string, Head, string | undefined, string | undefined]>([
    [
      "of the same library",
      { "Signature-Input": 'prex=("@status");created=1;keyid="x";tag="prex-response-v1"', Signature: "prex=:AAAA:" },
      undefined,
      undefined,
    ],
    ["by our label", { "Signature-Input": 'prex=("@status");tag="b"', Signature: "prex=:AAAA:" }, undefined, undefined],
    [
      "of the profile by another label",
      {
        "Signature-Input": 'a=("@status");tag="prex-response-v1", b=("@status");tag="b"',
        Signature: "a=:AA==:, b=:AAAA:",
      },
      'b=("@status");tag="b"',
      "b=:AAAA:",
    ],
    ["that is no dictionary", { "Signature-Input": "x=((((", Signature: "x=:AAAA:" }, undefined, undefined],
    ["that has no signature", { "Signature-Input": 'x=("@status")' }, undefined, undefined],
    ["that has no input", { Signature: "x=:AAAA:" }, undefined, undefined],
    [
      "in other letters",
      { "Signature-Input": 'x=("@status");a="\u00e9"', Signature: "x=:AAAA:" },
      undefined,
      undefined,
    ],
    [
      "of a proxy",
      { "Signature-Input": 'x=("date");a="b, c"', Signature: "x=:AAAA:" },
      'x=("date");a="b, c"',
      "x=:AAAA:",
    ],
  ])(
    "signs what an origin signed already, and keeps only a signature that stands beside: one %s",
    async (_, head, input, signature) => {
      const sent = await ask(await serve(listenerOf(head)), "/");
      expect(verdict(sent)).toBe("signed");
      const others = (name: string) => field(sent, name)?.replace(/(, )?prex=.*$/, "") || undefined;
      expect([others("signature-input"), others("signature")]).toEqual([input, signature]);
    },
  );
});
