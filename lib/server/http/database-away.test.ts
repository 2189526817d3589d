import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemSchema } from "#lib/contract/common.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { registration } from "#lib/server/sequencer/test-log.ts";
import { isDatabaseAway } from "#lib/server/services/database-away.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let cable: Cable;
let site: TestSite;

/** A cable between the web process and PostgreSQL that can be pulled: every connection breaks, new ones are refused. */
class Cable {
  readonly #target: URL;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  port = 0;

  constructor(target: URL) {
    this.#target = target;
  }

  async plug(): Promise<void> {
    const server = createServer((client) => {
      const upstream = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [client, upstream]) {
        this.#sockets.add(socket);
        socket.on("error", () => socket.destroy());
        socket.on("close", () => this.#sockets.delete(socket));
      }
      client.pipe(upstream).pipe(client);
    });
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    const address = server.address();
    this.port = typeof address === "object" && address !== null ? address.port : 0;
    this.#server = server;
  }

  async pull(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server?.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

beforeAll(async () => {
  cable = new Cable(new URL(database.urls.web));
  await cable.plug();
  const web = new URL(database.urls.web);
  web.port = String(cable.port);
  site = await startTestSite({ ...database, urls: { ...database.urls, web: web.href } });
});
afterAll(async () => {
  await site.close();
  await cable.pull();
});

function submit(label: string): Promise<Response> {
  return fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Buffer.from(registration(label).bytes),
  });
}

test("a database that is away is 503 with Retry-After for everyone, and all is well once it is back", async () => {
  expect((await submit("before")).status).toBe(201);
  await cable.pull();
  for (const answer of [await submit("during"), await fetch(`${site.url}/api/v1/entries?limit=1`)]) {
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problemSchema.parse(await answer.json()).code).toBe("unavailable");
  }
  expect((await fetch(`${site.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${site.url}/readyz`)).status).toBe(503);
  await cable.plug();
  const after = await submit("during");
  expect(after.status, await after.clone().text()).toBe(201);
  expect((await fetch(`${site.url}/readyz`)).status).toBe(200);
});

test("only connection and capacity errors count as the database being away", () => {
  const coded = (code: string) => Object.assign(new Error("x"), { code });
  for (const code of ["ECONNREFUSED", "57P01", "53100"]) expect(isDatabaseAway(coded(code)), code).toBe(true);
  expect(isDatabaseAway(new Error("outer", { cause: coded("ECONNRESET") }))).toBe(true);
  for (const error of [coded("23505"), coded("42P01"), new Error("a bug"), "text", undefined]) {
    expect(isDatabaseAway(error)).toBe(false);
  }
});
