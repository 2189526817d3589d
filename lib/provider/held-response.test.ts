/** What a listener does behind an answer that it has ended, with a key store that signs only afterwards. */
import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterEach, expect, test } from "vitest";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { type SigningOptions, signedListener, signerOfSeed } from "./node-http.ts";
import { ask, field, nonce, seed, verdict } from "./testing/ask.ts";

const signer = signerOfSeed(seed);
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

/** The service with a key store that answers when `signs` comes true; reasons go to `told`. */
function behind(
  listener: RequestListener,
  { signs, told = [] }: { signs?: Promise<unknown>; told?: string[] } = {},
): RequestListener {
  const options: SigningOptions = {
    signer: { ...signer, sign: async (message) => (await signs, signer.sign(message)) },
    maxBodyBytes: 1000,
    onRefused: ({ message }) => void told.push(message),
  };
  return signedListener(listener, options);
}

/** Who does something after the end, when the answer is being signed, and again without this library. */
function twice(late: (response: ServerResponse) => void): { plain: RequestListener; signed: RequestListener } {
  let sign: (() => void) | undefined;
  const signs = new Promise<void>((resolve) => {
    sign = resolve;
  });
  const plain: RequestListener = (_, response) => {
    response.setHeader("Content-Type", "text/plain").setHeader("X-Own", "mine").end("right");
    setImmediate(() => {
      try {
        late(response);
      } finally {
        sign?.();
      }
    });
  };
  return { plain, signed: behind(plain, { signs }) };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

const attempt = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (error) {
    return (error as { code?: string }).code;
  }
  return undefined;
};

test.each<[string, (response: ServerResponse) => unknown]>([
  ["another status", (response) => (response.statusCode = 404)],
  ["another field", (response) => response.setHeader("Content-Type", "text/html")],
  ["fewer fields", (response) => response.removeHeader("X-Own")],
  ["more of a field", (response) => response.appendHeader("X-Own", "other")],
  ["fields by the map", (response) => response.setHeaders(new Map([["X-Own", "other"]]))],
  ["another head", (response) => response.writeHead(500)],
  [
    "a page for what was not found, as frameworks do",
    (response) => response.headersSent || response.writeHead(404).end(),
  ],
  ["a page as Koa does", (response) => response.writableEnded || response.finished || response.writeHead(404).end("x")],
  ["what Node's own head would tell", (response) => Reflect.get(response, "_header") ?? response.writeHead(500)],
  ["a second end", (response) => response.end()],
  ["a connection destroyed, as Express does", (response) => response.req.socket.destroy()],
  ["a response destroyed", (response) => response.destroy()],
])("an answer goes out signed as it stood when it was ended, whatever comes behind it: %s", async (_, late) => {
  const codes: (string | undefined)[] = [];
  const { plain, signed } = twice((response) => codes.push(attempt(() => late(response))));
  const alone = await ask(await serve(plain), "/", { nonce: undefined });
  const sent = await ask(await serve(signed), "/");
  expect(verdict(sent)).toBe("signed");
  for (const { response } of [alone, sent]) {
    expect([response.status, utf8Decode(response.body)]).toEqual([200, "right"]);
    expect(response.fields).toContainEqual(["X-Own", "mine"]);
    expect(response.fields).toContainEqual(["Content-Type", "text/plain"]);
  }
  expect(codes[1]).toBe(codes[0]);
});

test.each<[string, (response: ServerResponse) => unknown]>([
  ["nothing", () => undefined],
  ["a status", (response) => (response.statusCode = 201)],
  ["a field", (response) => response.setHeader("A", "b")],
  ["a head", (response) => response.writeHead(202, { A: "b" })],
  [
    "a head as frameworks imply it",
    (response) => Reflect.apply(Reflect.get(response, "_implicitHeader"), response, []),
  ],
  ["a piece", (response) => response.write("x")],
  ["an end", (response) => response.end("x")],
  ["a piece and an end", (response) => response.write("x") && response.end()],
])("after %s a response says of itself what Node's does, and lets the same be done", async (_, act) => {
  const seen: unknown[] = [];
  const look: RequestListener = (_, response) => {
    act(response);
    seen.push([
      response.headersSent,
      response.writableEnded,
      response.finished,
      Boolean(Reflect.get(response, "_header")),
      attempt(() => response.setHeader("C", "d")),
      attempt(() => response.removeHeader("C")),
      attempt(() => response.writeHead(7)),
      attempt(() => response.write(3)),
      attempt(() => response.writeHead(203, { E: "f" })),
    ]);
    response.end();
  };
  await ask(await serve(look), "/", { nonce: undefined });
  expect(verdict(await ask(await serve(behind(look)), "/"))).toBe("signed");
  expect(seen[1]).toEqual(seen[0]);
});

test("the head is written with its first bytes: later words of status and fields are not of the answer", async () => {
  const server = await serve(
    behind((_, response) => {
      response.write("x");
      response.statusCode = 500;
      attempt(() => response.setHeader("X-Late", "1"));
      response.end("y");
    }),
  );
  const sent = await ask(server, "/");
  expect([verdict(sent), sent.response.status, field(sent, "x-late")]).toEqual(["signed", 200, undefined]);
  expect(utf8Decode(sent.response.body)).toBe("xy");
});

test.each(["at once", "later"])(
  "a service that fails %s behind its answer has answered, and its operator hears",
  async (when) => {
    const told: string[] = [];
    const listener = (_: unknown, response: ServerResponse) => {
      response.end("right");
      if (when === "later") return Promise.reject(new Error("metrics"));
      throw new Error("metrics");
    };
    const sent = await ask(await serve(behind(listener, { told })), "/");
    expect([verdict(sent), sent.response.status, utf8Decode(sent.response.body)]).toEqual(["signed", 200, "right"]);
    expect(told).toEqual(["metrics"]);
  },
);

test("whoever waits for the end of an answer learns of it when it was sent, with what was sent", async () => {
  const order: unknown[] = [];
  let isSigned = false;
  const signs = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
    isSigned = true;
  });
  const logged = new Promise<void>((resolve) => {
    const listener: RequestListener = (_, response) => {
      for (const name of ["prefinish", "finish", "close"])
        response.on(name, () =>
          order.push([name, isSigned, response.statusCode, response.getHeader("content-length")]),
        );
      response.on("close", resolve);
      response.writeHead(201).end("right", () => order.push(["callback", isSigned]));
    };
    void serve(behind(listener, { signs })).then((server) => ask(server, "/"));
  });
  await logged;
  expect(order).toContainEqual(["callback", true]);
  for (const name of ["prefinish", "finish", "close"]) expect(order).toContainEqual([name, true, 201, 5]);
});

test("what comes too late is told to who asked for it, and to nobody else", async () => {
  const errors: unknown[] = [];
  const listener: RequestListener = (_, response) => {
    response.end("right");
    expect(response.write("more", (error) => void errors.push((error as { code?: string } | null)?.code))).toBe(false);
    response.end("more", () => errors.push("ended"));
    response.write("more");
  };
  const sent = await ask(await serve(behind(listener)), "/");
  expect([verdict(sent), utf8Decode(sent.response.body)]).toEqual(["signed", "right"]);
  expect(errors).toEqual(["ERR_STREAM_WRITE_AFTER_END", "ended"]);
});

test("what others laid over the response is asked as in Node: a session sets its cookie with the head", async () => {
  const listener: RequestListener = (_, response) => {
    const { writeHead } = response;
    response.writeHead = ((...given: Parameters<typeof writeHead>) => {
      response.setHeader("Set-Cookie", ["a=1", "b=2"]).setHeader("Content-Type", "text/x-other");
      return Reflect.apply(writeHead, response, given);
    }) as typeof writeHead;
    response.setHeader("Content-Type", "text/plain").end("right");
  };
  const sent = await ask(await serve(behind(listener)), "/");
  expect([verdict(sent), field(sent, "content-type")]).toEqual(["signed", "text/x-other"]);
  expect(sent.response.fields.filter(([name]) => name === "Set-Cookie").map(([, value]) => value)).toEqual([
    "a=1",
    "b=2",
  ]);
  // And what stands around this library stays there.
  const around: RequestListener = (request, response) => {
    const { writeHead } = response;
    response.writeHead = ((...given: Parameters<typeof writeHead>) => {
      response.setHeader("X-Around", "1");
      return Reflect.apply(writeHead, response, given);
    }) as typeof writeHead;
    return behind((_, inner) => inner.end("right"))(request, response);
  };
  const other = await ask(await serve(around), "/");
  expect([verdict(other), field(other, "x-around")]).toEqual(["signed", "1"]);
});

test("a stream that is piped into an answer is signed when it has ended, and stopped when it is refused", async () => {
  const pieces = (count: number) => Readable.from(Array.from({ length: count }, () => "x".repeat(100)));
  const listener: RequestListener = async (request, response) => {
    if (request.url === "/pipe") return pieces(3).pipe(response);
    return pipeline(pieces(request.url === "/long" ? 1e6 : 3), response).catch(() => undefined);
  };
  const server = await serve(behind(listener));
  for (const target of ["/pipe", "/pipeline"]) {
    const sent = await ask(server, target);
    expect([verdict(sent), sent.response.body.length]).toEqual(["signed", 300]);
  }
  expect((await ask(server, "/long")).response.status).toBe(500);
});

test("an answer whose client has gone while it was signed is thrown away", async () => {
  let sign: (() => void) | undefined;
  const signs = new Promise<void>((resolve) => {
    sign = resolve;
  });
  const told: string[] = [];
  const gone = new Promise<unknown>((resolve) => {
    const listener: RequestListener = (_, response) => {
      response.end("right");
      resolve(once(response, "close"));
      client.resetAndDestroy();
    };
    void serve(behind(listener, { signs, told })).then((server) => client.connect(portOf(server), "127.0.0.1"));
  });
  const client = new Socket();
  client.on("connect", () => client.write(`GET / HTTP/1.1\r\nHost: a\r\nPrex-Request-Nonce: ${nonce}\r\n\r\n`));
  await gone;
  sign?.();
  expect(verdict(await ask(await serve(behind((_, response) => response.end())), "/"))).toBe("signed");
  expect(told).toEqual([]);
});
