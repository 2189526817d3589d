import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemSchema } from "#lib/contract/common.ts";
import { includedSchema, promisedSchema } from "#lib/contract/statements.ts";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { bareAnswer, parameters } from "#lib/evidence/testing/signed-answer.ts";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf, publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import { canonicalBytes, canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import { verifyPromise } from "#lib/log/promise.ts";
import { verifyReceipt } from "#lib/log/receipt.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { registration, type Signed, START, signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { parsedOf, startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
let owner: pg.Client;

beforeAll(async () => {
  site = await startTestSite(database);
  owner = new pg.Client({ connectionString: database.urls.owner });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await site.close();
});

/** Each test's own address, so that one test's requests do not spend another's minute. */
let address = 0;
function freshAddress(): string {
  address += 1;
  return `192.0.2.${address}`;
}

function post(bytes: Uint8Array | string, from = freshAddress()): Promise<Response> {
  return fetch(`${site.url}/api/v1/statements`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": from },
    body: typeof bytes === "string" ? bytes : Buffer.from(bytes),
  });
}

const submit = (statement: Signed) => post(buildSubmission(statement.bytes, statement.parts));

async function countRows(): Promise<string> {
  const { rows } = await owner.query(
    `SELECT (SELECT count(*) FROM inbox) AS inbox, (SELECT size FROM log_head) AS size, (SELECT count(*) FROM budget) AS budget`,
  );
  return JSON.stringify(rows[0]);
}

describe("an accepted statement", () => {
  test("answers 201 with a receipt that verifies against the log's key, and its effect", async () => {
    const response = await submit(registration("ada"));
    expect(response.status).toBe(201);
    const { receipt, effect } = includedSchema.parse(await response.json());
    expect(effect?.status).toBe("effective");
    expect(effect?.size).toBeGreaterThan(receipt.index);
    const finding = verifyReceipt(canonicalBytes(receipt), { logVkey: site.context.publicKeys.vkeys.log });
    expect(finding.ok, JSON.stringify(finding.checks)).toBe(true);
    expect(response.headers.get("ratelimit")).toMatch(/^"address";r=\d+;t=\d+$/);
  });

  test("sent again answers the same receipt, also after its issuedAt has become stale", async () => {
    const statement = registration("twice");
    const first = includedSchema.parse(await (await submit(statement)).json());
    await submit(registration("between"));
    site.now = addMs(START, 3 * DAY_MS);
    const again = await submit(statement);
    site.now = START;
    expect(again.status).toBe(201);
    expect(includedSchema.parse(await again.json()).receipt).toEqual(first.receipt);
  });

  test("sent by two clients at once is recorded once and spends one", async () => {
    const statement = registration("at once");
    const answers = await Promise.all([submit(statement), submit(statement), submit(statement)]);
    const receipts = await Promise.all(
      answers.map(async (answer) => includedSchema.parse(await answer.json()).receipt),
    );
    expect(new Set(receipts.map((receipt) => receipt.index)).size).toBe(1);
    const { rows } = await owner.query("SELECT spent FROM budget WHERE bucket = $1", [`did:${testKey("at once").did}`]);
    expect(rows).toEqual([{ spent: 1 }]);
  });

  test("cannot bring a media type that would stop the log: it is refused, and the log goes on", async () => {
    const part = { bytes: utf8Encode("a contact"), nonce: new Uint8Array(32).fill(3) };
    for (const [label, mediaType] of [
      ["nul", "text/\u0000plain"],
      ["line", "text/plain\r\nSet-Cookie: a=b"],
      ["words", "plain text"],
    ] as const) {
      const key = testKey(label);
      const parts = [{ commit: commitOf(part), bytes: part.bytes.length, mediaType, visibility: "public" as const }];
      const fields = { kind: "participant.register", subject: key.did, body: { displayName: label }, parts };
      const statement = signed(key, label, fields);
      const response = await post(buildSubmission(statement.bytes, [part]));
      const problem = problemSchema.parse(await response.json());
      expect([label, response.status, problem.errors[0]?.pointer]).toEqual([
        label,
        422,
        "/statement/parts/0/mediaType",
      ]);
    }
    expect((await submit(registration("goes on"))).status).toBe(201);
  });

  test("carries its parts to the part store", async () => {
    const part = { bytes: utf8Encode("contact: someone"), nonce: new Uint8Array(32).fill(7) };
    const statement = registration("with parts", {}, [part]);
    expect((await submit(statement)).status).toBe(201);
    const commit = parsedOf(statement).statement.parts?.[0]?.commit ?? "";
    const { rows } = await owner.query("SELECT bytes FROM part WHERE commit = $1", [
      Buffer.from(hexDecode(commit) ?? []),
    ]);
    expect(Buffer.from(rows[0].bytes).toString()).toBe("contact: someone");
    const download = await fetch(`${site.url}/api/v1/parts/${commit}`);
    expect(download.status, "visibility parties is not served to all").toBe(404);
  });
});

describe("bad input", () => {
  const key = testKey("bad");
  const good = () => parsedOf(registration("bad")).statement;
  const text = (change: JsonObject) => canonicalText({ ...(good() as unknown as JsonObject), ...change });
  const resigned = (fields: Partial<Parameters<typeof signed>[2]>, by = key) =>
    signed(by, `resigned ${JSON.stringify(fields)}`, {
      kind: "participant.register",
      subject: by.did,
      body: { displayName: "bad" },
      ...fields,
    }).bytes;

  const cases: readonly [string, () => Uint8Array | string, number, string, string][] = [
    ["an empty body", () => "", 400, "malformed", ""],
    ["text that is no JSON", () => "{", 400, "malformed", ""],
    ["JSON that is not canonical", () => text({}).replace("{", "{ "), 400, "not-canonical", ""],
    ["a duplicate key", () => text({}).replace('"body"', '"body":{},"body"'), 400, "duplicate-key", "/body"],
    ["a lone surrogate", () => text({}).replace("bad", "\\ud800"), 400, "malformed", "/body/displayName"],
    ["bytes that are no UTF-8", () => Uint8Array.from([123, 255, 125]), 400, "malformed", ""],
    ["a fraction", () => text({ v: 1.5 }), 400, "not-canonical", "/v"],
    [
      "an integer that doubles cannot hold",
      () => text({}).replace('"v":1', '"v":9007199254740993'),
      400,
      "malformed",
      "/v",
    ],
    ["minus zero", () => text({}).replace('"v":1', '"v":-0'), 400, "not-canonical", "/v"],
    ["a name out of normal form C", () => text({ body: { "e\u0301": 1 } }), 400, "not-canonical", "/body"],
    ["nesting beyond 32", () => `${"[".repeat(40)}${"]".repeat(40)}`, 400, "too-deep", "/0/0/0"],
    [
      "more than 1,000 keys",
      () => `{${Array.from({ length: 1001 }, (_, i) => `"${1e4 + i}":0`)}}`,
      413,
      "too-large",
      "/1",
    ],
    ["a statement over 16 KiB", () => text({ body: { displayName: "x".repeat(17_000) } }), 413, "too-large", ""],
    ["another log", () => resigned({ log: "other.example/log" as never }), 422, "wrong-log", "/log"],
    ["an unknown kind", () => text({ kind: "report.forget" }), 422, "unknown-kind", "/kind"],
    ["a body that does not fit", () => text({ body: {} }), 422, "schema", "/body/displayName"],
    ["an unknown field", () => text({ body: { displayName: "bad", extra: 1 } }), 422, "schema", "/body/extra"],
    ["a signature of other bytes", () => text({ body: { displayName: "other" } }), 422, "bad-signature", "/signature"],
    ["a key that nobody knows", () => resigned({ key: testKey("stranger").thumbprint }), 403, "no-authority", "/key"],
    ["a registration for another did", () => resigned({ subject: testKey("victim").did }), 403, "no-authority", "/key"],
    [
      "an old issuedAt",
      () => resigned({ issuedAt: formatInstant(addMs(START, -25 * HOUR_MS)) }),
      409,
      "stale-issued",
      "/issuedAt",
    ],
    [
      "a future issuedAt",
      () => resigned({ issuedAt: formatInstant(addMs(START, HOUR_MS)) }),
      409,
      "stale-issued",
      "/issuedAt",
    ],
    ["a prev where none belongs", () => resigned({ prev: "ab".repeat(32) as never }), 409, "stale-prev", "/prev"],
    ["a second genesis", () => resigned({ kind: "index.genesis", subject: "index" }), 422, "schema", "/body"],
    [
      "parts that are not those committed to",
      () =>
        canonicalText({
          parts: [{ bytes: "AAAA", nonce: "A".repeat(43) }],
          statement: good() as unknown as JsonObject,
        }),
      422,
      "schema",
      "/parts",
    ],
  ];
  for (const [what, bytes, status, code, pointer] of cases) {
    test(`${what} is refused as ${code} at "${pointer}" and changes nothing`, async () => {
      const before = await countRows();
      const response = await post(bytes());
      const problem = problemSchema.parse(await response.json());
      expect({ status: response.status, code: problem.code }, problem.detail).toEqual({ status, code });
      expect(problem.errors[0]?.pointer.startsWith(pointer)).toBe(true);
      expect(problem.detail.length).toBeGreaterThan(10);
      expect(problem.type).toBe(`/docs/problems/${code}`);
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      expect(await countRows()).toBe(before);
    });
  }

  test("a registration that exists is refused as already-exists", async () => {
    await submit(registration("exists"));
    const again = signed(testKey("exists"), "another id", {
      kind: "participant.register",
      subject: testKey("exists").did,
      body: { displayName: "again" },
    });
    const problem = problemSchema.parse(await (await submit(again)).json());
    expect(["already-exists", "stale-prev"]).toContain(problem.code);
  });

  test("a revoked key is refused as key-not-active, and what it said before still has its receipt", async () => {
    const key = testKey("leaver");
    const before = registration("leaver");
    expect((await submit(before)).status).toBe(201);
    const by = (label: string, fields: Parameters<typeof signed>[2]) => submit(signed(key, label, fields));
    const revoked = await by("revoke", {
      kind: "key.revoke",
      subject: key.did,
      body: { thumbprint: key.thumbprint, reason: "ceased" },
    });
    expect(revoked.status, await revoked.clone().text()).toBe(201);
    const after = await by("after", {
      kind: "participant.update",
      subject: key.did,
      prev: before.hash,
      body: { displayName: "again" },
    });
    const problem = problemSchema.parse(await after.json());
    expect([after.status, problem.code, problem.errors[0]?.pointer]).toEqual([409, "key-not-active", "/key"]);
    expect((await submit(before)).status).toBe(201);
  });

  test("an issuer whose key is weak is refused before any signature is looked at", async () => {
    // y = 1: the identity, of small order. Everything verifies under it.
    const did = didKeyOf(Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0)));
    const problem = problemSchema.parse(await (await post(text({ issuer: did, subject: did }))).json());
    expect([problem.code, problem.errors[0]?.pointer]).toEqual(["weak-key", "/issuer"]);
  });

  test("a body over a megabyte is refused before it is read, and one without a JSON type", async () => {
    expect((await post("x".repeat(1_048_577))).status).toBe(413);
    const response = await fetch(`${site.url}/api/v1/statements`, { method: "POST", body: "{}" });
    expect(problemSchema.parse(await response.json()).code).toBe("unsupported-media");
  });
});

describe("limits", () => {
  test("an address has its requests a minute, then 429 with Retry-After", async () => {
    const from = "198.51.100.1";
    const answers: number[] = [];
    for (let i = 0; i < 121; i += 1) answers.push((await post("{", from)).status);
    expect(answers.slice(0, 120).every((status) => status === 400)).toBe(true);
    expect(answers[120]).toBe(429);
    const limited = await post("{", from);
    expect(Number(limited.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problemSchema.parse(await limited.json()).code).toBe("rate-limited");
  });

  test("a thief who used up the account key's hour does not hold off the spare key, nor by showing his key", async () => {
    const [account, spare] = [testKey("flooded"), testKey("flooded spare")];
    const nextKeyDigest = hexEncode(sha256(publicKeyOfDid(spare.did) ?? new Uint8Array()));
    const body = { displayName: "Flooded", nextKeyDigest };
    const first = signed(account, "flooded", { kind: "participant.register", subject: account.did, body });
    expect((await submit(first)).status).toBe(201);
    await owner.query("UPDATE budget SET spent = 600 WHERE bucket = $1", [`did:${account.did}`]);
    const update = (by: typeof spare, change: JsonObject) => {
      const fields = { kind: "participant.update", issuer: account.did, subject: account.did, prev: first.hash };
      return submit(signed(by, `flooded ${by.did}`, { ...fields, body: { ...change, publicKey: by.did } }));
    };
    expect((await update(account, { displayName: "Flood" })).status).toBe(429);
    expect((await update(spare, { nextKeyDigest: "0".repeat(64) })).status).toBe(201);
  });

  test("all unregistered keys of one address share sixty an hour, and a refused insert leaves no row", async () => {
    const from = "198.51.100.2";
    const windowStart = START - (START % HOUR_MS);
    const statuses: number[] = [];
    // Every statement is a fresh key's registration, so each issuer is unregistered when it is recorded.
    for (let batch = 0; batch < 7; batch += 1) {
      const one = (i: number) => post(registration(`flood ${batch * 10 + i}`).bytes, from);
      statuses.push(
        ...(await Promise.all(Array.from({ length: 10 }, (_, i) => one(i)))).map((answer) => answer.status),
      );
    }
    // On a busy machine a part of them is not recorded while its client waits: it counts all the same.
    expect(statuses.filter((status) => status !== 429)).toHaveLength(60);
    expect(statuses.filter((status) => ![201, 202, 429, 503].includes(status))).toEqual([]);
    const { rows } = await owner.query("SELECT bucket FROM budget WHERE bucket LIKE 'address:%' AND spent = 60");
    expect(rows).toHaveLength(1);
    expect(rows[0].bucket).not.toContain("198.51");
    const waiting = async (): Promise<number> => {
      const { rows } = await owner.query("SELECT count(*) FROM inbox WHERE received_at_ms >= $1", [windowStart]);
      return Number(rows[0].count);
    };
    await expect.poll(waiting, { timeout: 20_000 }).toBe(0);

    // Whoever is behind the same address and has a proof is not silenced by them.
    const dated = signed(testKey("dating"), "dating", {
      kind: "exchange.commit",
      subject: "none",
      body: { hash: "ab".repeat(32), count: 1 },
    });
    const exchange = await signResponse(
      bareAnswer,
      { ...parameters, keyid: testKey("liar").did },
      signerOf(testKey("liar").seed),
    );
    const statusOf = async (reporter: string, signature: string) => {
      const claim = { kind: "wrong-result" as const, params: {} };
      const subject = testKey("liar").did;
      const bytes = encodeBundle(
        newBundle({ subject: { provider: subject }, claim, exchanges: [{ ...exchange, signature }] }),
      );
      const part = { bytes, nonce: sha256(bytes) };
      const visibility = "public" as const;
      const parts = [{ commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility }];
      const body = { template: REPORT_TEMPLATE, claim: claim.kind, drawShare: "0".repeat(64) };
      const report = signed(testKey(reporter), reporter, { kind: "report.file", subject, body, parts }, [part]);
      return (await post(buildSubmission(report.bytes, [part]), from)).status;
    };
    expect([201, 202]).toContain((await post(dated.bytes, from)).status);
    expect([201, 202]).toContain(await statusOf("reporter", exchange.signature));
    expect(await statusOf("noisy", `${"A".repeat(86)}==`)).toBe(429);
    // Signed by whoever reports, an answer is no proof of anything.
    expect([201, 202]).not.toContain(await statusOf("liar", exchange.signature));
  });
});

describe("when the sequencer is away", () => {
  test("503 with Retry-After keeps the row, and the retry gives the receipt", async () => {
    await site.stopSequencer();
    const statement = registration("patient");
    const response = await submit(statement);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(problemSchema.parse(await response.json()).code).toBe("unavailable");
    const waiting = await fetch(`${site.url}/api/v1/statements/${statement.hash}`);
    expect((await waiting.json()).data).toMatchObject({ state: "waiting", index: null });
    await site.startSequencer();
    const retried = await submit(statement);
    expect(retried.status).toBe(201);
    const known = await fetch(`${site.url}/api/v1/statements/${statement.hash}`);
    expect((await known.json()).data).toMatchObject({ state: "recorded" });
  });

  test("a promise that the sequencer signed is answered as 202 and verifies", async () => {
    const statement = registration("promised");
    await site.stopSequencer();
    await site.log.submit([statement]);
    const sequencer = await site.log.lead();
    // The backlog is promised before it is included: exactly the state that a busy sequencer leaves.
    site.now = addMs(START, 5_000);
    await sequencer.promiseBacklog(0);
    const response = await submit(statement);
    site.now = START;
    expect(response.status).toBe(202);
    const { promise } = promisedSchema.parse(await response.json());
    const finding = verifyPromise(promise, site.context.publicKeys.vkeys.promise);
    expect(finding.ok, JSON.stringify(finding.checks)).toBe(true);
    expect(finding.promise?.statementHash).toBe(statement.hash);
    await site.startSequencer();
  });

  test("a log that may not sign refuses new statements, stores nothing and goes on answering reads", async () => {
    await site.stopSequencer();
    await owner.query("UPDATE log_head SET health = 'disk-full'");
    const before = await countRows();
    await site.context.follower.refresh();
    const response = await submit(registration("full"));
    expect(response.status).toBe(503);
    expect(await countRows()).toBe(before);
    expect((await fetch(`${site.url}/api/v1/entries`)).status).toBe(200);
    expect((await fetch(`${site.url}/readyz`)).status).toBe(503);
    await owner.query("UPDATE log_head SET health = 'ok'");
    await site.context.follower.refresh();
    await site.startSequencer();
  });
});
