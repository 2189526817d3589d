import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { StatementHash } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { makePool } from "../../db/pool.ts";
import { asAdmin, makeTestDatabase, type TestDatabase } from "../../db/test-database.ts";
import type { AddressShare } from "./budgets.ts";
import { type Arrival, takeSubmissions } from "./take-submission.ts";

const NOW = asInstant(Date.parse("2026-03-04T12:30:00Z"));
const limits = {
  registeredPerHour: 3,
  unregisteredPerHour: 2,
  addressPerMinute: 9,
  unregisteredPerAddressPerHour: 3,
};

let database: TestDatabase;
let pool: ReturnType<typeof makePool>;
beforeAll(async () => {
  database = await makeTestDatabase();
  pool = makePool({ url: database.urls.web, name: "test-arrival", max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

let world = 0;
beforeEach(() => {
  world += 1;
});

/** A statement that says only its own name; each test has issuers and addresses of its own. */
function arrival(name: string, issuer: string, registered = true, share: AddressShare = "other"): Arrival {
  const bytes = utf8Encode(`${world} ${name}`);
  return {
    statement: { hash: hexEncode(sha256(bytes)) as StatementHash, bytes, parts: [], receivedAt: NOW },
    spender: { issuer: `${world} ${issuer}`, registered, isReserve: false, address: `${world} 192.0.2.7`, share },
    limits,
  };
}

async function waiting(arrivals: readonly Arrival[]): Promise<boolean[]> {
  const hashes = arrivals.map(({ statement }) => Buffer.from(statement.hash, "hex"));
  const { rows } = await pool.query<{ there: boolean }>(
    `SELECT EXISTS (SELECT FROM inbox WHERE statement_hash = hash) AS there
       FROM unnest($1::bytea[]) WITH ORDINALITY AS asked(hash, place) ORDER BY place`,
    [hashes],
  );
  return rows.map(({ there }) => there);
}

async function spent(issuer: string): Promise<number> {
  const { rows } = await pool.query<{ spent: number }>(
    "SELECT sum(spent)::int AS spent FROM budget WHERE bucket = $1",
    [`did:${world} ${issuer}`],
  );
  return rows[0]?.spent ?? 0;
}

const codes = (answers: readonly ({ code: string } | undefined)[]) => answers.map((answer) => answer?.code);

test("many at once are all put and each is paid for; what comes twice or waits already costs nothing more", async () => {
  const [a, b, c] = [arrival("a", "ada"), arrival("b", "ada"), arrival("c", "bo")] as const;
  expect(await takeSubmissions(pool, [a, b, c, a], "secret")).toEqual([undefined, undefined, undefined, undefined]);
  expect(await takeSubmissions(pool, [b, c], "secret")).toEqual([undefined, undefined]);
  expect(await waiting([a, b, c])).toEqual([true, true, true]);
  expect([await spent("ada"), await spent("bo")]).toEqual([2, 1]);
});

test("who goes over a budget in the company of others is refused alone, from the first statement that is too many", async () => {
  const many = ["1", "2", "3", "4", "5"].map((name) => arrival(name, "ada"));
  const other = arrival("6", "bo");
  expect(codes(await takeSubmissions(pool, [...many, other], "secret"))).toEqual([
    ...[undefined, undefined, undefined],
    ...["budget", "budget", undefined],
  ]);
  expect(await waiting([...many, other])).toEqual([true, true, true, false, false, true]);
  expect([await spent("ada"), await spent("bo")]).toEqual([3, 1]);
});

test("unregistered keys of one address share a budget, also within one batch", async () => {
  const strangers = ["x", "y", "z", "w"].map((name) => arrival(name, name, false));
  expect(codes(await takeSubmissions(pool, strangers, "secret"))).toEqual([
    ...[undefined, undefined, undefined],
    "budget",
  ]);
  expect(await waiting(strangers)).toEqual([true, true, true, false]);
});

test("what one address has used up of one share leaves the others: dates and proofs have four times as much", async () => {
  const refusedOf = async (share: AddressShare, count: number) => {
    const many = Array.from({ length: count }, (_, at) => arrival(`${share} ${at}`, `${share} ${at}`, false, share));
    return (await takeSubmissions(pool, many, "secret")).filter((answer) => answer !== undefined).length;
  };
  expect(await refusedOf("other", 4)).toBe(1);
  expect(await refusedOf("proofs", 12)).toBe(0);
  expect(await refusedOf("dates", 13)).toBe(1);
});

test("each whole 128 KiB of parts costs one statement more, and all that one address may bring is bounded", async () => {
  const carrying = (name: string, issuer: string, kibibytes: number, registeredPerHour: number): Arrival => {
    const { statement, spender } = arrival(name, issuer);
    const part = { bytes: new Uint8Array(kibibytes * 1024), nonce: new Uint8Array(32) };
    return { statement: { ...statement, parts: [part] }, spender, limits: { ...limits, registeredPerHour } };
  };
  const sizes = [127, 128, 256, 128].map((kibibytes, at) => carrying(`${at}`, "ada", kibibytes, 7));
  expect(codes(await takeSubmissions(pool, sizes, "secret"))).toEqual([undefined, undefined, undefined, "budget"]);
  expect(await spent("ada")).toBe(6);
  // A statement that is worth more than a whole budget takes all of an untouched one.
  expect(codes(await takeSubmissions(pool, [carrying("large", "bo", 768, 3)], "secret"))).toEqual([undefined]);
  expect(await spent("bo")).toBe(3);
  await pool.query("UPDATE budget SET spent = 1020 WHERE bucket LIKE 'address:parts:%'");
  const more = [512, 128].map((kibibytes, at) => carrying(`more ${at}`, `carrier ${at}`, kibibytes, 600));
  expect(codes(await takeSubmissions(pool, more, "secret"))).toEqual([undefined, "budget"]);
});

test("batches that meet never pass a budget together", async () => {
  const batches = Array.from({ length: 4 }, (_, batch) =>
    ["a", "b"].flatMap((issuer) => [arrival(`${batch}${issuer}1`, issuer), arrival(`${batch}${issuer}2`, issuer)]),
  );
  const answers = await Promise.all(batches.map((batch) => takeSubmissions(pool, batch, "secret")));
  expect(answers.flat().filter((answer) => answer === undefined)).toHaveLength(6);
  expect((await waiting(batches.flat())).filter((there) => there)).toHaveLength(6);
  expect([await spent("a"), await spent("b")]).toEqual([3, 3]);
});

test("a vote in an own case, or with a tie of the filing or since, does not come into the inbox, whoever runs the provider now", async () => {
  const filedAt = "2026-11-02T09:30:00.000Z";
  const members = ["did:bound", "did:other", "did:tied"].map((did) => ({ did }));
  const atFiling = { accused: ["did:operator"], categories: [], conflicts: { funds: [0] } };
  const tied = (from: string) => ({
    ties: [{ to: "did:operator", how: "funds", from, until: "2026-11-05T09:30:00.000Z" }],
  });
  const forms = {
    "case:case_own": { provider: "prv_own", reporter: "did:reporter", roster: 7, filedAt, atFiling },
    "case:case_other": { provider: "prv_other", reporter: "did:reporter", roster: null, filedAt, atFiling: null },
    "roster:7": { members },
    // Handed over since: to somebody to whom another maintainer says it is bound.
    "provider:prv_own": { operator: "did:buyer" },
    "maintainer:did:bound": { ties: [] },
    "maintainer:did:tied": tied("2026-11-03T09:30:00.000Z"),
    "maintainer:did:other": {
      interests: { related: [{ party: "did:buyer", how: "funds" }] },
      ties: [...tied("2026-10-03T09:30:00.000Z").ties, { to: "did:buyer", how: "funds", from: filedAt, until: null }],
    },
  };
  await asAdmin(database.urls.owner, async (sql) => {
    for (const [key, form] of Object.entries(forms))
      await sql.query(
        `INSERT INTO aggregate_version (key, from_size, kind, form, digest, chain_head, chain_length)
         VALUES ($1, 1, $2, $3, '', '', 1)`,
        [key, key.slice(0, key.indexOf(":")), JSON.stringify(form)],
      );
  });
  const saying = (kind: string, issuer: string, subject = "case_own") => {
    const bytes = utf8Encode(JSON.stringify({ kind, issuer, subject, world }));
    const { statement, spender, ...rest } = arrival(kind, issuer);
    return { ...rest, spender, statement: { ...statement, hash: hexEncode(sha256(bytes)) as StatementHash, bytes } };
  };
  const bound = ["did:operator", "did:reporter", "did:buyer", "did:bound", "did:tied"];
  const own = bound.map((issuer) => saying("vote.commit", issuer));
  const free = [saying("vote.commit", "did:other"), saying("vote.reveal", "did:operator", "case_other")];
  const given = [...own, ...free, saying("response.file", "did:operator")];
  const answers = await takeSubmissions(pool, given, "secret");
  expect(answers.map((answer) => answer?.code)).toEqual([
    ...own.map(() => "conflicted"),
    undefined,
    undefined,
    undefined,
  ]);
  expect(await waiting(given)).toEqual([...own.map(() => false), true, true, true]);
});
