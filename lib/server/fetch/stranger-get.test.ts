/** Every way in which a stranger's URL could make this index reach where it must not, over real sockets. */
import type { RequestListener } from "node:http";
import { createServer } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, expect, test } from "vitest";
import { type Reach, STRANGERS, STRANGERS_AND_LOOPBACK } from "./reach.ts";
import { dnsResolver } from "./resolver.ts";
import { strangerGet } from "./stranger-get.ts";
import { TEST_CERTIFICATE } from "./test-certificate.ts";
import { startHttps, testNames } from "./test-https.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function serve(listener: RequestListener, address?: string) {
  const server = await startHttps(listener, address);
  closing.push(server.close);
  return server;
}

/** Every refusal takes this long. */
const LIMIT_MS = 250;
/** For answers that must come, also where another program has the processor. */
const PATIENT_MS = 1_000;
/** The only public address of these tests; 127.0.0.2 is what stands behind this machine's wall. */
const PUBLIC = "127.0.0.1";
const INSIDE = "127.0.0.2";
const REACH: Reach = { mayAsk: STRANGERS.mayAsk, mayLead: (address) => address === PUBLIC };

type Names = Parameters<typeof testNames>[0];

function fetcher(names: Names, timeoutMs = LIMIT_MS) {
  const { resolve, asked } = testNames(names);
  const reasons: string[] = [];
  const limits = { timeoutMs, maxBytes: 10_000 };
  const onNoAnswer = (_: string, reason: string) => void reasons.push(reason);
  const get = strangerGet({ reach: REACH, resolve, limits, authorities: TEST_CERTIFICATE, onNoAnswer });
  return { get, asked, reasons };
}

const NO_ANSWER = { ok: false, error: "no-answer" };

test("an answer comes back with its status, bytes and the address that gave it, up to three redirects on", async () => {
  const { port } = await serve(({ url = "" }, response) => {
    const left = Number(url.slice(1));
    if (left > 0) response.writeHead(302, { Location: `/${left - 1}` }).end();
    else response.writeHead(200, { "Content-Type": "text/plain" }).end("here");
  });
  const { get } = fetcher({ "halden.example": [PUBLIC] }, PATIENT_MS);
  const answer = await get(`https://halden.example:${port}/3`);
  expect(answer).toMatchObject({ ok: true, value: { status: 200, url: `https://halden.example:${port}/0` } });
  expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe("here");
  expect(await fetcher({ "halden.example": [PUBLIC] }).get(`https://halden.example:${port}/4`)).toEqual(NO_ANSWER);
});

test("a redirect to an inner address, by name or spelled, or to plain http is not followed", async () => {
  const inside = await serve((_, response) => response.end("secret"), INSIDE);
  const targets = [
    `https://inside.halden.example:${inside.port}/`,
    `https://${INSIDE}:${inside.port}/`,
    `https://[::ffff:127.0.0.2]:${inside.port}/`,
    `https://2130706434:${inside.port}/`,
    `http://halden.example:${inside.port}/`,
    "file:///etc/passwd",
    "https://user:pass@halden.example/",
    "https://halden.example:22/",
  ];
  const { port } = await serve(({ url = "" }, response) => {
    response.writeHead(307, { Location: targets[Number(url.slice(1))] ?? "" }).end();
  });
  const { get } = fetcher({ "halden.example": [PUBLIC], "inside.halden.example": [INSIDE] });
  const answers = await Promise.all(targets.map((_, at) => get(`https://halden.example:${port}/${at}`)));
  expect(answers).toEqual(targets.map(() => NO_ANSWER));
  expect(inside.connections).toBe(0);
});

test("a name with one inner address among public ones is refused whole", async () => {
  const inside = await serve((_, response) => response.end(), INSIDE);
  const { get } = fetcher({ "halden.example": [PUBLIC, INSIDE] });
  expect(await get(`https://halden.example:${inside.port}/`)).toEqual(NO_ANSWER);
  expect(inside.connections).toBe(0);
});

test("a name that changes its address after it was judged leads to the address that was judged", async () => {
  const outside = await serve((_, response) => response.end("outside"));
  const { port } = outside;
  const inside = await startHttps((_, response) => response.end("inside"), INSIDE, port);
  closing.push(inside.close);
  const rebinding = fetcher({ "halden.example": (nth) => [nth === 0 ? PUBLIC : INSIDE] }, PATIENT_MS);
  const answer = await rebinding.get(`https://halden.example:${port}/`);
  expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe("outside");
  expect(rebinding.asked.get("halden.example")).toBe(1);
  // The second look judges anew.
  expect(await rebinding.get(`https://halden.example:${port}/`)).toEqual(NO_ANSWER);
  expect(inside.connections).toBe(0);
});

test("open, closed, silent, refused and unknown targets look alike, and no answer comes before the limit", async () => {
  const open = createServer((socket) => socket.end("SSH-2.0\r\n"));
  const silent = createServer(() => undefined);
  const held = new Set<{ destroy(): unknown }>();
  for (const server of [open, silent]) {
    server.on("connection", (socket) => held.add(socket));
    await new Promise<void>((resolve) => server.listen(0, PUBLIC, resolve));
    closing.push(async () => {
      for (const socket of held) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    });
  }
  const portOf = (server: typeof open) => {
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  };
  const closed = await startHttps(() => undefined);
  await closed.close();
  const { get } = fetcher({ "halden.example": [PUBLIC], "inside.halden.example": [INSIDE] });
  const look = async (url: string) => {
    const startedMs = performance.now();
    const answer = await get(url);
    return { answer, wasEarly: performance.now() - startedMs < LIMIT_MS - 2 };
  };
  const looks = await Promise.all([
    look(`https://halden.example:${portOf(open)}/`),
    look(`https://halden.example:${portOf(silent)}/`),
    look(`https://halden.example:${closed.port}/`),
    look(`https://inside.halden.example:${portOf(open)}/`),
    look("https://nowhere.example/"),
    look("not a url"),
  ]);
  expect(looks).toEqual(looks.map(() => ({ answer: NO_ANSWER, wasEarly: false })));
});

test("what never ends, in time, bytes, inflated bytes or headers, is cut", async () => {
  const bomb = gzipSync(Buffer.alloc(2_000_000));
  const server = await serve(({ url }, response) => {
    if (url === "/long") response.end("x".repeat(10_001));
    else if (url === "/bomb") response.writeHead(200, { "Content-Encoding": "gzip" }).end(bomb);
    else if (url === "/headers") response.writeHead(200, { "X-Long": "x".repeat(20_000) }).end();
    else if (url === "/odd") response.writeHead(200, { "Content-Encoding": "zstd" }).end("?");
    else response.writeHead(200).write("a drop");
  });
  expect(bomb.length).toBeLessThan(10_000);
  const refusal = async (path: string, timeoutMs: number) => {
    const { get, reasons } = fetcher({ "halden.example": [PUBLIC] }, timeoutMs);
    expect(await get(`https://halden.example:${server.port}/${path}`)).toEqual(NO_ANSWER);
    return reasons;
  };
  const cut = ["long", "bomb", "headers", "odd"].map((path) => refusal(path, PATIENT_MS));
  expect(await Promise.all([...cut, refusal("drip", LIMIT_MS)])).toEqual([
    ["answers more than 10000 bytes"],
    ["answers more than 10000 bytes"],
    [expect.stringContaining("Header overflow")],
    ["answers in an encoding that it was not asked for"],
    ["no answer within 0.25 s"],
  ]);
});

test("a compressed answer within the limit is read", async () => {
  const { port } = await serve((_, response) => {
    response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync("plain"));
  });
  const answer = await fetcher({ "halden.example": [PUBLIC] }, PATIENT_MS).get(`https://halden.example:${port}/`);
  expect(answer.ok && Buffer.from(answer.value.body).toString()).toBe("plain");
});

test("a certificate that nobody vouches for, or of another name, is no answer", async () => {
  const { port } = await serve((_, response) => response.end("hello"));
  const { resolve } = testNames({ "halden.example": [PUBLIC], "mallory.example": [PUBLIC] });
  const limits = { timeoutMs: LIMIT_MS, maxBytes: 100 };
  const trusting = strangerGet({ reach: REACH, resolve, limits, authorities: TEST_CERTIFICATE });
  expect(await trusting(`https://mallory.example:${port}/`)).toEqual(NO_ANSWER);
  expect(await strangerGet({ reach: REACH, resolve, limits })(`https://halden.example:${port}/`)).toEqual(NO_ANSWER);
});

test("strangers reach public addresses only; this machine only when the operator of the index says so", () => {
  for (const address of ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "64:ff9b::7f00:1", "::ffff:127.0.0.1"])
    expect([address, STRANGERS.mayLead(address, true)]).toEqual([address, false]);
  expect(STRANGERS_AND_LOOPBACK.mayLead("127.0.0.1", false)).toBe(true);
  expect(STRANGERS_AND_LOOPBACK.mayLead("10.0.0.1", false)).toBe(false);
  expect(STRANGERS_AND_LOOPBACK.mayLead("::ffff:127.0.0.1", false)).toBe(false);
});

test("a stop of the process ends the wait", async () => {
  const { get } = fetcher({});
  const stop = new AbortController();
  const waiting = get("https://nowhere.example/", stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow();
});

test("a name server that is no address is refused at the start", () => {
  expect(() => dnsResolver(["ns.halden.example"])).toThrow(TypeError);
});
