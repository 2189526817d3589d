/** What several keys must sign is read as an index judges it: from its last signature on, and before as nothing. */
import { expect, test } from "vitest";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { contradictionOf } from "#lib/evidence/checks/contradiction.ts";
import { exampleClaims } from "#lib/evidence/testing/example-claims.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { readOwnWord, readPrices } from "./own-word-reader.ts";

const START = asInstant(Date.parse("2026-11-01T00:00:00.000Z"));
const PROVIDER = `prv_${"a".repeat(26)}` as ProviderId;
const HASH = "0".repeat(64);
const as_of = { size: 900, time: formatInstant(START) };

/** An entry on a day; `carried`: the entry with the last signature under its proposal, null for none. */
type Told = { readonly index: number; readonly day: number; readonly carried?: number | null; readonly state?: string };

const at = (day: number): Instant => addMs(START, day * DAY_MS);
const effectOf = ({ carried }: Told) => ({
  status: "effective",
  size: 900,
  ...(carried === undefined ? {} : { proposed: true }),
});

function summary(told: Told) {
  return {
    ...{ index: told.index, statement_hash: HASH, kind: "disclosure.fees", issuer: `did:key:z6Mk${"6".repeat(44)}` },
    ...{ key: "k".repeat(43), subject: PROVIDER, logged_at: formatInstant(at(told.day)), effect: effectOf(told) },
  };
}

function entry(told: Told) {
  const { index, day, carried, state = carried === null ? "open" : "carried" } = told;
  const standing = {
    ...{ statement: HASH, state, proposed_in: index, lapses_at: formatInstant(at(day + 7)), not_before: null },
    ...{ carried_in: carried ?? null, consents: [] },
  };
  const more = { statement: { body: { index } }, leaf: "", leaf_hash: HASH, touched: [], withheld: [] };
  return { data: { ...summary(told), ...more, proposal: carried === undefined ? null : standing }, as_of };
}

/** An index with these entries; of price lists it lists those `listed`. */
function indexOf(all: readonly Told[], listed: readonly Told[] = all, next_cursor: string | null = null) {
  return async (path: string): Promise<unknown> => {
    if (path.startsWith("/api/v1/entries?")) return { data: listed.map(summary), page: { next_cursor }, as_of };
    const found = all.find(({ index }) => path === `/api/v1/entries/${index}`);
    if (found === undefined) throw new Error(`nobody asks ${path}`);
    return entry(found);
  };
}

test("a list that was carried holds from its last signature on, one that waits or lapsed never did", async () => {
  const cosign = { index: 9, day: 3 };
  const lists = [
    ...[
      { index: 8, day: 2, carried: null, state: "lapsed" },
      { index: 7, day: 2, carried: null },
    ],
    ...[
      { index: 6, day: 1 },
      { index: 5, day: 0, carried: 9 },
    ],
  ];
  const { versions, isWhole } = await readPrices(indexOf([...lists, cosign], lists), PROVIDER);
  expect([versions, isWhole]).toEqual([
    [
      { body: { index: 5 }, entry: 9, loggedAt: at(3) },
      { body: { index: 6 }, entry: 6, loggedAt: at(1) },
    ],
    true,
  ]);
});

test("where older lists are not read, none is left out after the first that is known, however long its proposal waited", async () => {
  const lists = [
    { index: 8, day: 9 },
    { index: 7, day: 6 },
    { index: 6, day: 1 },
  ];
  const known = async (listed: readonly Told[]) =>
    (await readPrices(indexOf(listed, listed, "more"), PROVIDER)).versions.map(({ entry: of }) => of);
  expect(await known(lists)).toEqual([8, 7, 6]);
  expect(await known([...lists.slice(0, 2), { index: 6, day: 1, carried: null }])).toEqual([8]);
});

test("a disclosure that several keys must sign takes effect when the last has signed, as of the report", async () => {
  const example = (await exampleClaims())["disclosure-contradiction"];
  const bundle = example && parseBundle(example.bytes);
  if (!bundle?.ok) throw new Error("the example can be read");
  const [first] = contradictionOf(bundle.value)?.statements ?? [];
  const effect = async (told: Told, filedIn?: number) => {
    const read = async (path: string): Promise<unknown> => {
      const hash = path.startsWith("/api/v1/statements/") ? path.slice("/api/v1/statements/".length) : undefined;
      if (hash === undefined) return entry(told);
      const data = { statement_hash: hash, state: "recorded", index: told.index, effect: effectOf(told) };
      return { data: { ...data, promise: null, received_at: null }, as_of };
    };
    return (await readOwnWord(read, bundle.value, filedIn)).effects.find(([hash]) => hash === first)?.[1];
  };
  expect([await effect({ index: 5, day: 0 }), await effect({ index: 5, day: 0 }, 5)]).toEqual(["effective", undefined]);
  const carried = { index: 5, day: 0, carried: 9 };
  expect([await effect(carried), await effect(carried, 10), await effect(carried, 9)]).toEqual([
    ...["effective", "effective", "void"],
  ]);
  expect(await effect({ index: 5, day: 0, carried: null })).toBeUndefined();
  expect(await effect({ index: 5, day: 0, carried: null, state: "lapsed" })).toBe("void");
});
