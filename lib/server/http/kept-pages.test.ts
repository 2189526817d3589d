/** Pages kept as drawn, over real sockets: who shares a drawing, who never does, and that nobody shares a nonce. */
import { request as ask, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { drawPage } from "./draw-page.ts";
import { KeptPages, takesGzip } from "./kept-pages.ts";
import { createWebServer, type Handler } from "./web-server.ts";

const PROVIDER = `/providers/prv_${"a".repeat(26)}`;
const headers = { https: false, dev: false };
/** Larger than what a connection takes at once. */
const LONG = "<p>text</p>".repeat(4000);

let drawings: IncomingMessage[] = [];
let version = 1;
let nowMs = 0;
let answerWith: Handler = drawNow;

function drawNow(request: IncomingMessage, response: Parameters<Handler>[1]): void {
  const script = `<script nonce="${request.headers["x-nonce"]}">1</script>`;
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Link", `</a.css>; nonce="${request.headers["x-nonce"]}"`);
  response.write(`${script}<p>drawing ${drawings.length} of ${request.url} for ${request.headers.cookie}</p>`);
  response.write(LONG, () => response.end(script));
}

const pages: Handler = (request, response) => {
  drawings.push(request);
  return answerWith(request, response);
};
const kept = new KeptPages({
  draw: (path) => drawPage({ pages, headers, host: "index.example" }, path),
  pages,
  version: async () => version,
  monotonicMs: () => nowMs,
});
const server: Server = createWebServer({
  edge: { hosts: new Set(["index.example"]), trustedProxies: new Set(), dev: false },
  webOrigin: "http://index.example",
  headers,
  logger: pino({ level: "silent" }),
  monotonicMs: () => performance.now(),
  fast: (_, response) => void response.end("fast"),
  pages: kept.handle,
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
beforeEach(() => {
  drawings = [];
  version += 1;
  answerWith = drawNow;
});

type Answer = { status: number; headers: IncomingMessage["headers"]; body: Buffer; nonce: string };

function get(path: string, given: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const options = { port, path, method, agent: false, headers: { host: "index.example", ...given } };
  return new Promise((resolve, reject) => {
    ask(options, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      const nonce = /'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1] ?? "";
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks), nonce });
    })
      .on("error", reject)
      .end();
  });
}

const noncesIn = (text: string) => [...text.matchAll(/nonce="([^"]*)"/g)].map(([, nonce]) => nonce);

describe("one drawing for many readers", () => {
  test("everybody's copy has a nonce of its own, the one of its policy, in body and headers", async () => {
    const encodings = ["identity", "gzip, deflate, br"];
    const answers = await Promise.all(
      [...encodings, ...encodings].map((coding) => get("/", { "accept-encoding": coding })),
    );
    expect(drawings).toHaveLength(1);
    expect(new Set(answers.map(({ nonce }) => nonce)).size).toBe(4);
    for (const { status, headers: own, body, nonce } of answers) {
      const text = (own["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString();
      expect([status, own["content-length"], own["cache-control"]]).toEqual([200, String(body.length), "no-store"]);
      expect(noncesIn(`${own.link}${text}`)).toEqual([nonce, nonce, nonce]);
      expect(text).toContain(LONG);
    }
    expect(answers.map(({ headers: own }) => own["content-encoding"])).toEqual([undefined, "gzip", undefined, "gzip"]);
  });

  test("a new head, and what is two seconds old, are drawn anew", async () => {
    const seen = async () => /drawing (\d+)/.exec((await get("/providers")).body.toString())?.[1];
    expect([await seen(), await seen()]).toEqual(["1", "1"]);
    version += 1;
    expect(await seen()).toBe("2");
    nowMs += 1999;
    expect(await seen()).toBe("2");
    nowMs += 1;
    expect(await seen()).toBe("3");
  });

  test("what a head moved under while it was drawn is not kept for the next one", async () => {
    answerWith = async (request, response) => {
      if (drawings.length === 1) version += 1;
      drawNow(request, response);
    };
    await get("/");
    await get("/");
    expect(drawings).toHaveLength(2);
  });

  test("nothing of a reader reaches the drawing", async () => {
    const told = {
      cookie: "session=mine",
      "user-agent": "mine",
      "accept-language": "de",
      range: "bytes=0-9",
      "x-nonce": "mine",
    };
    const { status, body } = await get(PROVIDER, { ...told, "if-none-match": "*", "x-forwarded-host": "evil.example" });
    expect(status).toBe(200);
    expect(body.toString()).toContain("for undefined");
    expect(Object.keys(drawings[0]?.headers ?? {}).sort()).toEqual([
      "accept",
      "content-security-policy",
      "host",
      "x-nonce",
    ]);
    expect(JSON.stringify(drawings[0]?.headers)).not.toMatch(/mine|evil/);
  });

  test("HEAD has the head of GET, from the same drawing", async () => {
    const [head, whole] = [await get("/", {}, "HEAD"), await get("/")];
    expect(head.body).toHaveLength(0);
    expect(head.headers["content-length"]).toBe(String(whole.body.length));
    expect(drawings).toHaveLength(1);
  });

  test("a page that does not exist is drawn once, too", async () => {
    answerWith = (request, response) => {
      response.statusCode = 404;
      drawNow(request, response);
    };
    expect([(await get(PROVIDER)).status, (await get(PROVIDER)).status]).toEqual([404, 404]);
    expect(drawings).toHaveLength(1);
  });
});

describe("drawn for its reader alone", () => {
  const others: readonly [path: string, given?: Record<string, string>, method?: string][] = [
    ["/?detail=1"],
    ["/?"],
    [`${PROVIDER}/`],
    [PROVIDER.toUpperCase()],
    [`/providers/%70rv_${"a".repeat(26)}`],
    [`${PROVIDER}%20`],
    ["/providers//"],
    ["/operator"],
    ["/settings"],
    ["/api/auth/session"],
    ["/", { rsc: "1" }],
    ["/", { "next-router-prefetch": "1" }],
    ["/", { "x-nextjs-data": "1" }],
    ["/", {}, "POST"],
    ["/", {}, "OPTIONS"],
  ];
  test.each(others)("%s %o %s", async (path, given, method) => {
    const first = await get(path, { cookie: "a=1", ...given }, method);
    await get(path, { cookie: "a=2", ...given }, method);
    expect(drawings.map(({ headers: own }) => own.cookie)).toEqual(["a=1", "a=2"]);
    expect(noncesIn(first.body.toString())).toEqual([first.nonce, first.nonce]);
  });

  const unkept: readonly [what: string, status: number, name: string, value: string][] = [
    ["an error", 500, "X-Any", "1"],
    ["a redirection", 307, "Location", "/providers"],
    ["a cookie", 200, "Set-Cookie", "a=1"],
    ["what is no page", 200, "Content-Type", "text/x-component"],
  ];
  test.each(unkept)("%s", async (_, status, name, value) => {
    answerWith = (request, response) => {
      response.writeHead(status, { "Content-Type": "text/html", [name]: value });
      response.end(`<script nonce="${request.headers["x-nonce"]}">${request.headers.cookie}</script>`);
    };
    const [first, second] = [await get("/", { cookie: "a=1" }), await get("/", { cookie: "a=2" })];
    expect([first.status, second.status]).toEqual([status, status]);
    expect(second.body.toString()).toBe(`<script nonce="${second.nonce}">a=2</script>`);
  });

  test("a handler that throws while it draws for all", async () => {
    answerWith = (request, response) => {
      if (request.headers.cookie === undefined) throw new Error("The database is away.");
      drawNow(request, response);
    };
    expect((await get("/", { cookie: "a=1" })).body.toString()).toContain("for a=1");
  });
});

test("gzip is sent to whom it is welcome", () => {
  const welcome = ["gzip", "GZIP;q=0.5", "br, gzip", "*", "deflate, *;q=0.1"];
  const other = [undefined, "", "br", "identity", "gzip;q=0", "gzip;q=0, *", "*;q=0", "gzipped"];
  expect(welcome.filter((accepted) => !takesGzip(accepted))).toEqual([]);
  expect(other.filter(takesGzip)).toEqual([]);
});
