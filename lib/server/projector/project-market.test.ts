/** Rows of the market: the same however entries come in batches; a size that is pinned shows what it showed then. */
import { afterAll, expect, test } from "vitest";
import { DIRECTORY_SORTS, type DirectoryQuery, type DirectoryRow, directorySchema } from "#lib/contract/directory.ts";
import { failureSchema } from "#lib/contract/failures.ts";
import type { Offer } from "#lib/contract/offers.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { leafHash } from "#lib/log/tree.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import type { ReadCtx } from "#lib/server/services/context.ts";
import { readDirectory } from "#lib/server/services/directory/read-directory.ts";
import { getFailure, listFailures } from "#lib/server/services/market/list-failures.ts";
import { listOffers, type OfferQuery } from "#lib/server/services/market/list-offers.ts";
import { countTraits, readSaid } from "#lib/server/services/market/read-traits.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { hashOf, judge, report } from "#lib/state/testing/cases.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { clearProjection, projectEntries } from "./project.ts";

const database = await freshDatabase();
const pools = [database.urls.seq, database.urls.web].map((url) => makePool({ url, name: "test-market", max: 2 }));
const [seq, web] = pools;
if (seq === undefined || web === undefined) throw new Error("No pools.");
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

const NAMES = ["Vela", "halden", "Orrin", "Ästra", "Brask", "Nomi", "Quill", "Sorrel"];

/** Prices that change, prices announced, a jurisdiction that moves, a link that ends, faults, and beats. */
function someMonths() {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  const ada = testKey("ada");
  world.register(ada);
  const ids = NAMES.map(
    (name, at) => world.provider(ada, { name, kind: at % 2 === 0 ? "service" : "instance" }) as ProviderId,
  );
  const say = (type: "fees" | "identity" | "heartbeat" | "software", subject: ProviderId, body: object) =>
    world.say({
      kind: `disclosure.${type}`,
      by: ada,
      subject,
      body: { ...DISCLOSURES[type].example(world.now), ...body },
    });
  const price = (subject: ProviderId, amount: string, days = 0, service = "storage") => {
    const from = formatInstant(addMs(world.now, days * DAY_MS));
    const line = { service, unit: "GB", pricePer1000: amount, currency: "EUR", from, noticeDays: 14 };
    say("fees", subject, { lines: [line] });
  };
  const link = (from: ProviderId, other: ProviderId, ended = false) =>
    world.say({
      kind: "provider.link",
      by: ada,
      subject: from,
      body: { other, relation: "sells-tokens-of", ...(ended && { ended }) },
    });
  const [a, b, c, d, e] = ids as [ProviderId, ProviderId, ProviderId, ProviderId, ProviderId];
  for (const [at, id] of ids.slice(0, 6).entries()) price(id, `${(at * 7) % 5}.5`);
  for (const [at, id] of ids.slice(0, 5).entries())
    say("identity", id, { jurisdiction: ["DE", "US-WY", "US"][at % 3] });
  for (const [seller, service] of [
    [b, a],
    [d, a],
    [b, c],
    [b, e],
  ] as const)
    link(seller, service);
  world.now = addMs(world.now, 2 * DAY_MS);
  price(a, "9.25", 20);
  price(c, "3", 0, "search");
  say("identity", b, { jurisdiction: "FR" });
  for (const id of [a, b]) say("software", id, {});
  say("software", c, { commit: "ab".repeat(20) });
  say("heartbeat", d, {});
  const { id } = report(world, testKey("reporter"), e, "wrong-result", "x");
  judge(world, id, { fault: hashOf("x") });
  world.now = addMs(world.now, 25 * DAY_MS);
  link(d, a, true);
  report(world, testKey("reporter 2"), a, "slow", "y");
  say("heartbeat", b, {});
  say("software", b, { commit: "cd".repeat(20) });
  return world;
}
const world = someMonths();

const entries = world.leaves.map((leaf, at) => {
  const read = parseEntry(leaf);
  if (!read.ok) throw new Error("An entry does not parse.");
  return { leaf, index: at as EntryIndex, hash: leafHash(leaf), ...read.value };
});
await seq.query(
  `INSERT INTO log_entry (index, leaf, leaf_hash, statement_hash, logged_at_ms)
   SELECT * FROM unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::bytea[], $5::bigint[])`,
  [
    entries.map(({ index }) => index),
    entries.map(({ leaf }) => Buffer.from(leaf)),
    entries.map(({ hash }) => Buffer.from(hash)),
    entries.map(({ parsed }) => Buffer.from(parsed.hash, "hex")),
    entries.map(({ loggedAt }) => loggedAt),
  ],
);

/** Projects the first `size` entries in batches of `each`. */
async function project(size: number, each: number): Promise<void> {
  if (seq === undefined) return;
  await clearProjection(seq);
  const fold = MemoryState.empty();
  for (let from = 0; from < size; from += each) {
    const batch = entries.slice(from, Math.min(from + each, size)).map(({ index, loggedAt, parsed, hash }) => {
      const { statement } = parsed;
      return {
        index,
        loggedAt,
        parsed,
        applied: fold.apply({ index, leafHash: hash, loggedAt, statement, hash: parsed.hash }),
      };
    });
    await projectEntries(seq, batch, { fold, ahead: [] });
  }
}

async function rows(): Promise<string> {
  const tables = ["provider_row", "price_row", "sale_row", "mark_row"];
  const found = await Promise.all(
    tables.map((table) => web?.query(`SELECT t::text AS row FROM ${table} t ORDER BY 1`)),
  );
  return JSON.stringify(found.map((result) => result?.rows));
}

let version = 0;
/** As web reads: the newest size is `size`. */
function readerAt(size: number): ReadCtx {
  version += 1;
  const now = asInstant(entries[size - 1]?.loggedAt ?? 0);
  const known = { head: { publishedSize: size, now }, projectedSize: size, version };
  return { pool: web, follower: { know: async () => known } } as unknown as ReadCtx;
}

async function all(ctx: ReadCtx, query: DirectoryQuery = {}): Promise<DirectoryRow[]> {
  const found: DirectoryRow[] = [];
  let cursor: string | undefined;
  do {
    const { data, page } = await readDirectory(ctx, { limit: 3, ...query, ...(cursor !== undefined && { cursor }) });
    found.push(...directorySchema.strict().parse(data).rows);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

test("rows are the same however entries come in batches", async () => {
  const seen = new Set<string>();
  for (const each of [1, 7, entries.length]) {
    await project(entries.length, each);
    seen.add(await rows());
  }
  expect(seen.size).toBe(1);
});

test("every order has every provider once, by what its rows say, and what a row lacks stands last", async () => {
  const ctx = readerAt(entries.length);
  const saidOf: Record<string, (row: DirectoryRow) => number | string | null> = {
    name: ({ name }) => name.toLowerCase(),
    tier: ({ marks }) => "ABCDuE".indexOf((marks?.tier ?? "u").charAt(0)),
    // Where money may go by tier, then by the upper end of the band; who is shut behind all others.
    risk: ({ marks }) =>
      marks && (marks.is_shut ? 9 : "ABCDuE".indexOf(marks.tier.charAt(0))) * 10_000_000 + marks.probability.high,
    price: ({ price }) => (price === null ? null : Number(price)),
    shows: ({ marks }) => marks?.transparency ?? null,
    cases: ({ cases }) => cases.open + cases.upheld,
    signal: ({ last_signal }) => last_signal,
  };
  for (const sort of DIRECTORY_SORTS)
    for (const way of ["", "-"]) {
      const found = await all(ctx, { sort: `${way}${sort}` });
      expect(new Set(found.map(({ id }) => id)).size, sort).toBe(NAMES.length);
      const values = found.map((row) => saidOf[sort]?.(row) ?? null);
      const said = values.filter((value) => value !== null);
      expect(values.slice(0, said.length), sort).toEqual(said);
      const sorted = said.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      expect(said, `${way}${sort}`).toEqual(way === "" ? sorted : sorted.toReversed());
    }
});

test("filters keep what their words say, together, and counts are those of the rows", async () => {
  const ctx = readerAt(entries.length);
  const everybody = await all(ctx);
  const names = (found: readonly DirectoryRow[]) => found.map(({ name }) => name).sort();
  const kept = async (query: DirectoryQuery, keeps: (row: DirectoryRow) => boolean) => {
    const found = await all(ctx, query);
    expect(names(found), JSON.stringify(query)).toEqual(names(everybody.filter(keeps)));
    const { data } = await readDirectory(ctx, query);
    expect(data.counts.all).toBe(found.length);
    expect(data.counts.open).toBe(found.filter(({ marks }) => (marks?.limit_percent ?? 1) > 0).length);
    return found;
  };
  await kept({ kind: "service" }, ({ kind }) => kind === "service");
  await kept({ tier: ["E"] }, ({ marks }) => marks?.tier === "E");
  await kept({ tier: ["unrated", "E"], kind: "service" }, ({ kind }) => kind === "service");
  await kept({ jurisdiction: ["US"] }, ({ jurisdiction }) => jurisdiction?.startsWith("US") ?? false);
  await kept({ jurisdiction: ["US-WY", "FR"] }, ({ jurisdiction }) => ["US-WY", "FR"].includes(jurisdiction ?? ""));
  await kept({ q: "ÄST" }, ({ name }) => name === "Ästra");
  await kept({ q: "%" }, () => false);
  // What their operator calls itself; who nobody is called like.
  await kept({ q: "HALDEN" }, () => true);
  await kept({ q: "displayname" }, () => false);
  await kept({ open: "1" }, ({ marks }) => marks?.tier !== "E");
  expect(names(await all(ctx, { category: "search" }))).toEqual(["Orrin"]);
  const cheap = await all(ctx, { category: "storage", price_most: "2.5", sort: "-price" });
  expect(cheap.map(({ name, price }) => [name, price])).toEqual(
    [
      ["halden", "2.50"],
      ["Ästra", "1.50"],
      ["Nomi", "0.50"],
    ].filter(([, price]) => Number(price) <= 2.5),
  );
  const [orrin] = (await all(ctx, { q: "orrin" })).filter(({ name }) => name === "Orrin");
  expect(orrin).toMatchObject({ price: null, own_price: { category: "search", price: "3" } });
  const { data } = await readDirectory(ctx, {});
  expect(data.market).toEqual({ category: "storage", unit: "GB", currency: "EUR" });
  expect(data.facets.markets.map(({ category, providers }) => [category, providers])).toEqual([
    ["storage", 5],
    ["search", 1],
  ]);
});

test("offers in pages of one are all offers, and those of a word, a currency or a side are all there are", async () => {
  const ctx = readerAt(entries.length);
  const paged = async (query: OfferQuery) => {
    const found: Offer[] = [];
    for (let cursor: string | undefined | null; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof listOffers>> = await listOffers(ctx, {
        ...query,
        limit: 1,
        ...(cursor && { cursor }),
      });
      found.push(...page.data);
      cursor = page.page.next_cursor;
    }
    return found;
  };
  const everything = (await listOffers(ctx, {})).data;
  // The link of Ästra has ended, and what Orrin lists now is another word than before.
  expect(
    everything.map(({ instance, service, category, price }) => [instance.name, service.name, category, price]).sort(),
  ).toEqual([
    ["halden", "Brask", "storage", "2.5"],
    ["halden", "Orrin", "search", "3"],
    ["halden", "Vela", "storage", "2.5"],
  ]);
  expect(await paged({})).toEqual(everything);
  const of = (keeps: (offer: Offer) => boolean) => everything.filter(keeps);
  expect(await paged({ category: "storage" })).toEqual(of(({ category }) => category === "storage"));
  expect(await paged({ currency: "USD" })).toEqual([]);
  const { service, instance } = everything[0] as Offer;
  expect(await paged({ service: service.id })).toEqual(of((offer) => offer.service.id === service.id));
  expect(await paged({ instance: instance.id, category: "search" })).toEqual(
    of(({ category }) => category === "search"),
  );
});

test("a failure is told with its warnings in log order, the days since the first, and the tier that it had", async () => {
  const [, halden] = await all(readerAt(entries.length), { sort: "name" });
  const last = entries.at(-1);
  if (halden === undefined || last === undefined) throw new Error("Nobody failed.");
  const day = (ago: number) => last.loggedAt - ago * DAY_MS;
  const told = [
    [last.index - 1, "failed", day(0), { from: formatInstant(asInstant(day(14))) }],
    [last.index - 2, "suspended", day(11), { from: formatInstant(asInstant(day(14))) }],
    [last.index - 5, "tier-dropped", day(20), { from: "B", to: "D" }],
    [last.index - 6, "disclosure-renewed", day(21), { type: "fees" }],
    [last.index - 7, "tier-dropped", day(400), { from: "A", to: "B" }],
    [last.index - 8, "downgrade-pending", day(300), { to: "C", day: "2026-01-01", reason: "stale" }],
    [last.index - 4, "downgrade-pending", day(19), { to: "C", day: "2026-11-01", reason: "stale" }],
  ] as const;
  const owner = makePool({ url: database.urls.owner, name: "test-failures", max: 1 });
  for (const [entry, kind, at, facts] of told)
    await owner.query(
      "INSERT INTO alert (id, provider_id, kind, entry_index, logged_at_ms, about, facts) VALUES ($1, $2, $3, $4, $5, '', $6)",
      [`${entry}.${halden.id}.${kind}`, halden.id, kind, entry, at, JSON.stringify(facts)],
    );
  // What it owed then stands in the form of then: the newest keeps later words, or none.
  const then = [`provider:${halden.id}`, last.index];
  const version = "key = $1 AND from_size <= $2 AND to_size > $2";
  const { rows } = await owner.query(`SELECT form FROM aggregate_version WHERE ${version}`, then);
  const form = JSON.parse(rows[0].form);
  const epoch = { at: formatInstant(asInstant(day(9))), unit: "EUR", decimals: 2, owed: "123450" };
  form.disclosures.liabilities = { facts: { epochs: [epoch] } };
  await owner.query(`UPDATE aggregate_version SET form = $3 WHERE ${version}`, [...then, JSON.stringify(form)]);
  const { data } = await listFailures(readerAt(entries.length), {});
  await owner.query(`UPDATE aggregate_version SET form = $3 WHERE ${version}`, [...then, rows[0].form]);
  await owner.end();
  expect(data.map((one) => failureSchema.strict().parse(one))).toMatchObject([
    {
      provider: { name: halden.name },
      ...{ cause: "vanished", entry: last.index - 1, warned_days: 20 },
      balances: { currency: "EUR", amount: "1234.50", at: epoch.at },
      signs: [{ kind: "tier-dropped" }, { kind: "downgrade-pending", entry: last.index - 4 }, { kind: "suspended" }],
    },
  ]);
  expect((await listFailures(readerAt(entries.length), { as_of: last.index - 1 })).data).toEqual([]);
  const one = await getFailure(readerAt(entries.length), `${last.index - 1}.${halden.id}`);
  const unsaid = { ...data[0], balances: null };
  expect(one.data).toEqual(unsaid);
  expect((await getFailure(readerAt(entries.length), one.data.id)).data).toEqual(unsaid);
  await expect(getFailure(readerAt(entries.length), `${last.index - 1}.${halden.id}.winding-down`)).rejects.toThrow();
  await expect(getFailure(readerAt(entries.length), `${last.index - 2}.${halden.id}`)).rejects.toThrow();
});

test("who stands under the same courts and who runs the same build is counted as of a size", async () => {
  const ctx = readerAt(entries.length);
  const now = await countTraits(ctx, entries.length);
  expect(Object.fromEntries(now)).toEqual({
    ...{ "jurisdiction:DE": 2, "jurisdiction:US": 2, "jurisdiction:FR": 1 },
    ...{ [`build:${"4f".repeat(20)}`]: 1, [`build:${"ab".repeat(20)}`]: 1, [`build:${"cd".repeat(20)}`]: 1 },
  });
  const before = await countTraits(ctx, entries.length - 1);
  expect(before.get(`build:${"4f".repeat(20)}`)).toBe(2);
  const found = await all(ctx, { q: "halden" });
  const [halden] = found.filter(({ name }) => name === "halden");
  const said = await readSaid(ctx, [halden?.id ?? ""], entries.length);
  expect([...said.values()]).toEqual([{ jurisdiction: "FR", build: "cd".repeat(20) }]);
});

test("a pinned size shows what it showed when it was the newest, also within a day that went on", async () => {
  const sizes = [entries.length - 3, entries.length - 9, entries.length - 14];
  const later = new Map<number, string>();
  for (const size of sizes)
    later.set(
      size,
      JSON.stringify(
        await Promise.all([
          all(readerAt(entries.length), { as_of: size }),
          readDirectory(readerAt(entries.length), { as_of: size, sort: "-price" }),
        ]),
      ),
    );
  for (const size of sizes) {
    await project(size, 5);
    const then = [await all(readerAt(size)), await readDirectory(readerAt(size), { sort: "-price" })];
    expect(later.get(size)).toBe(JSON.stringify(then));
  }
});
