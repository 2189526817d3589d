import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { escapeForLog, logAnswer } from "./access-log.ts";
import { MAX_HEADER_BYTES, MAX_JSON_BYTES } from "./edge-rules.ts";
import { readBody } from "./read-body.ts";
import { createWebServer, isFastPath, requestFacts } from "./web-server.ts";

const seen: { headers: NodeJS.Dict<string | string[]>; raw: string[]; address: string | undefined }[] = [];

/** Whether the database is away. */
let isAway = false;

function makeServer(https: boolean) {
  return createWebServer({
    isDatabaseAway: () => isAway,
    edge: { hosts: new Set(["index.example", "localhost"]), trustedProxies: new Set(), dev: false },
    webOrigin: "http://index.example",
    headers: { https, dev: false },
    logger: pino({ level: "silent" }),
    monotonicMs: () => performance.now(),
    fast: async (request, response) => {
      seen.push({ headers: request.headers, raw: request.rawHeaders, address: requestFacts(request)?.address });
      const source = { raw: new Request("http://index.example/"), bindings: { incoming: request } };
      const body =
        request.method === "POST" ? await readBody(source, MAX_JSON_BYTES).catch(() => undefined) : undefined;
      response.end(`fast ${body?.length ?? "-"}`);
    },
    pages: (request, response) => {
      seen.push({ headers: request.headers, raw: request.rawHeaders, address: requestFacts(request)?.address });
      // As Next answers for a page that could not be made.
      if (request.url === "/broken") response.statusCode = 500;
      if (request.url === "/broken-by-name") response.writeHead(500, { "Content-Type": "text/html" });
      response.end("page");
    },
  });
}

const server = makeServer(false);
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** Sends raw bytes and gives everything that comes back until the server closes. */
function send(text: string, toPort = port): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(toPort, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk) => {
      answer += chunk;
    });
    socket.on("end", () => resolve(answer));
    socket.on("error", reject);
  });
}

const get = (path: string, headers: readonly string[] = [], host = "index.example") =>
  send(
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers.map((line) => `${line}\r\n`).join("")}Connection: close\r\n\r\n`,
  );

function problemOf(answer: string): { status: number; code: string; request_id: string } {
  expect(answer).toContain("application/problem+json");
  return JSON.parse(answer.slice(answer.indexOf("\r\n\r\n") + 4));
}

test("a page that cannot be made is 503 with Retry-After while the database is away, and 500 when it is a bug", async () => {
  for (const path of ["/broken", "/broken-by-name"]) {
    expect(await get(path)).toMatch(/^HTTP\/1\.1 500 /);
    isAway = true;
    const answer = await get(path);
    isAway = false;
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    expect(answer).toContain("\r\nRetry-After: 5\r\n");
  }
});

describe("edge rules", () => {
  const refused: readonly [string, () => Promise<string>, number, string][] = [
    ["another Host", () => get("/", [], "evil.example"), 421, "bad-host"],
    ["no Host", () => send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), 421, "bad-host"],
    ["two Hosts", () => get("/", ["Host: index.example"]), 421, "bad-host"],
    ["an absolute-form target", () => get("http://index.example/"), 400, "malformed"],
    ["a target of two slashes", () => get("//evil.example/"), 400, "malformed"],
    ["dot segments", () => get("/x/../api/v1/statements"), 400, "malformed"],
    ["escaped dot segments", () => get("/docs/%2e%2e/README"), 400, "malformed"],
    ["dot segments behind an escaped slash", () => get("/docs/..%2fpackage.json"), 400, "malformed"],
    ["a path that is not UTF-8", () => get("/docs/%ff"), 400, "malformed"],
    ["a NUL in the path", () => get("/providers/%00"), 400, "malformed"],
    ["a NUL in the query", () => get("/api/v1/entries?kind=%00"), 400, "malformed"],
    ["a server action", () => get("/", ["Next-Action: 00"]), 400, "malformed"],
    ["an upgrade", () => get("/", ["Upgrade: websocket", "Sec-WebSocket-Version: 13"]), 400, "malformed"],
    ["the image optimiser", () => get("/_next/image?url=%2Fa.png&w=64&q=75"), 404, "not-found"],
    ["an unknown method", () => send("PROPFIND / HTTP/1.1\r\nHost: index.example\r\n\r\n"), 405, "method-not-allowed"],
    ["oversized headers", () => get("/", [`X-Long: ${"a".repeat(MAX_HEADER_BYTES)}`]), 431, "too-large"],
    ["bytes that are no HTTP", () => send("hello\r\n\r\n"), 400, "malformed"],
    [
      "Content-Length beside Transfer-Encoding",
      () => post("/api/v1/drafts", ["Content-Length: 3", "Transfer-Encoding: chunked"], "0\r\n\r\n"),
      400,
      "malformed",
    ],
    [
      "a compressed body",
      () => post("/api/v1/drafts", ["Content-Length: 3", "Content-Encoding: gzip"], "abc"),
      415,
      "unsupported-media",
    ],
    [
      "a declared body over the cap",
      () => post("/api/v1/drafts", [`Content-Length: ${MAX_JSON_BYTES + 1}`], ""),
      413,
      "too-large",
    ],
    [
      "a body without length for a page",
      () => post("/api/auth/signout", ["Transfer-Encoding: chunked"], "0\r\n\r\n"),
      400,
      "malformed",
    ],
    ["an unknown expectation", () => get("/", ["Expect: miracles"]), 417, "malformed"],
  ];
  for (const [what, request, status, code] of refused) {
    test(`${what} is refused with ${status} ${code}, a problem body and the security headers`, async () => {
      const answer = await request();
      expect(answer.startsWith(`HTTP/1.1 ${status} `), answer.slice(0, 80)).toBe(true);
      expect(problemOf(answer)).toMatchObject({ status, code });
      expect(answer).toContain("X-Content-Type-Options: nosniff");
      expect(answer).toContain(`X-Request-Id: ${problemOf(answer).request_id}`);
    });
  }

  test("only the statement intake takes more than the JSON cap", async () => {
    const answer = await post(
      "/api/v1/statements",
      [`Content-Length: ${MAX_JSON_BYTES + 1}`, "Connection: close"],
      "x".repeat(MAX_JSON_BYTES + 1),
    );
    expect(answer.startsWith("HTTP/1.1 200 ")).toBe(true);
  });

  test("headers by which a client could speak as a proxy or as the framework do not reach a handler", async () => {
    seen.length = 0;
    await get("/", [
      "X-Middleware-Subrequest: middleware",
      "Next-Resume: 1",
      "X-Forwarded-For: 1.2.3.4",
      "X-Forwarded-Host: evil.example",
      "Forwarded: for=1.2.3.4",
      "X-Nonce: AAAA",
      "Content-Security-Policy: script-src 'nonce-AAAA'",
    ]);
    const [request] = seen;
    const names = [...Object.keys(request?.headers ?? {}), ...(request?.raw ?? []).map((name) => name.toLowerCase())];
    expect(names.filter((name) => /subrequest|resume|forwarded/.test(name))).toEqual([]);
    expect(request?.headers["x-nonce"]).not.toBe("AAAA");
    expect(request?.headers["content-security-policy"]).not.toContain("AAAA");
    expect(request?.address).toBe("127.0.0.1");
  });
});

function post(path: string, headers: readonly string[], body: string): Promise<string> {
  return send(
    `POST ${path} HTTP/1.1\r\nHost: index.example\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n${body}`,
  );
}

describe("security headers", () => {
  test("a page carries a fresh nonce, the same on the request that Next reads and on the answer", async () => {
    seen.length = 0;
    const answers = [await get("/providers"), await get("/providers")];
    const nonces = answers.map((answer) => /'nonce-([^']+)' 'strict-dynamic'/.exec(answer)?.[1]);
    expect(new Set(nonces).size).toBe(2);
    expect(seen.map(({ headers }) => headers["x-nonce"])).toEqual(nonces);
    expect(answers[0]).toContain("frame-ancestors 'none'");
    expect(answers[0]).toContain("Cross-Origin-Opener-Policy: same-origin");
    expect(answers[0]).not.toMatch(/x-powered-by|strict-transport/i);
  });

  test("data may run nothing and may be read from anywhere", async () => {
    const answer = await get("/api/v1/entries");
    expect(answer).toContain("Content-Security-Policy: default-src 'none'");
    expect(answer).toContain("Cross-Origin-Resource-Policy: cross-origin");
  });

  test("HSTS is said on an https origin only", async () => {
    const secure = makeServer(true);
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve));
    const text = "GET / HTTP/1.1\r\nHost: index.example\r\nConnection: close\r\n\r\n";
    expect(await send(text, (secure.address() as AddressInfo).port)).toContain("Strict-Transport-Security: max-age=");
    expect(await send(text)).not.toContain("Strict-Transport-Security");
    await new Promise<void>((resolve) => secure.close(() => resolve()));
  });
});

describe("routing and logging", () => {
  test("a page under another allowed name is sent to the site's own origin; data is answered there", async () => {
    const page = await get("/providers?q=a", [], "localhost");
    expect(page).toContain("HTTP/1.1 307 ");
    expect(page).toContain("Location: http://index.example/providers?q=a\r\n");
    expect(await get("/healthz", [], "localhost")).toContain("HTTP/1.1 200 ");
  });

  test("data goes to the fast routes, pages and sign-in to Next", () => {
    for (const path of [
      "/api/v1/entries",
      "/log/checkpoint",
      "/log/tile/0/000",
      "/.well-known/touchstone.json",
      "/healthz",
    ]) {
      expect(isFastPath(path), path).toBe(true);
    }
    for (const path of ["/", "/log", "/log/entries/7", "/api/auth/session", "/api/v1x", "/log/tiles"]) {
      expect(isFastPath(path), path).toBe(false);
    }
  });

  test("control, bidirectional and separator characters of a stranger are escaped in the log", () => {
    expect(escapeForLog("/a\u0000b\u202ec\u2028d\r\n")).toBe("/a\\u{0}b\\u{202e}c\\u{2028}d\\u{d}\\u{a}");
    expect(escapeForLog("x".repeat(600))).toHaveLength(513);
  });

  test("a query never enters the access log", () => {
    const lines: string[] = [];
    const logger = pino({ level: "debug" }, { write: (line: string) => void lines.push(line) });
    logAnswer(logger, { id: "req_1", method: "POST", path: "/api/v1/setup", status: 403, ms: 1 });
    expect(lines[0]).toContain('"path":"/api/v1/setup"');
    expect(lines[0]).not.toContain("?");
  });
});
