/** What readers take for a provider's own word when several keys must sign it. */
import { expect, test } from "vitest";
import type { ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { readEffect, readPrices } from "./own-word-reader.ts";

const HASH = "ab".repeat(32) as StatementHash;
const PROVIDER = `prv_${"a".repeat(26)}` as ProviderId;
const day = (days: number) => new Date(Date.UTC(2026, 0, days)).toISOString();
const AS_OF = { size: 90, time: day(30), root: "cd".repeat(32) };

type Standing = "open" | "lapsed" | { readonly carriedIn: number };
/** Entries of price lists, by index: signed by one key, or proposed. */
type Lists = Readonly<Record<number, Standing | "published">>;

/** An index with these lists, of which each names its entry, and what it was asked. Entry n is logged on day n. */
function indexOf(lists: Lists, { isCut = false } = {}) {
  const asked: string[] = [];
  const summary = (index: number) => {
    const isProposed = (lists[index] ?? "published") !== "published";
    return {
      ...{ index, statement_hash: HASH, kind: "disclosure.fees", issuer: `did:key:z6Mk${"a".repeat(44)}` },
      ...{ key: "b".repeat(43), subject: PROVIDER, logged_at: day(index) },
      effect: { status: "effective", ...(isProposed && { proposed: true }), size: 90 },
    };
  };
  const proposalOf = (index: number, standing: Standing) => ({
    ...{ statement: HASH, proposed_in: index, lapses_at: day(index + 7), not_before: null, consents: [] },
    state: typeof standing === "string" ? standing : "carried",
    carried_in: typeof standing === "string" ? null : standing.carriedIn,
  });
  const read = async (path: string): Promise<unknown> => {
    asked.push(path);
    const indexes = Object.keys(lists).map(Number).reverse();
    if (path.startsWith("/api/v1/entries?"))
      return { data: indexes.map(summary), page: { next_cursor: isCut ? "more" : null }, as_of: AS_OF };
    const index = path.startsWith("/api/v1/statements/") ? (indexes[0] ?? 0) : Number(path.split("/").at(-1));
    const { statement_hash, effect, ...rest } = summary(index);
    if (path.startsWith("/api/v1/statements/"))
      return {
        data: { ...{ statement_hash, effect, index }, state: "recorded", promise: null, received_at: null },
        as_of: AS_OF,
      };
    const standing = lists[index] ?? "published";
    const more = { leaf: "", leaf_hash: HASH, touched: [], withheld: [] };
    const proposal = standing === "published" ? null : proposalOf(index, standing);
    return {
      data: { ...rest, ...more, statement_hash, effect, proposal, statement: { body: { list: index } } },
      as_of: AS_OF,
    };
  };
  return { read, asked };
}

test("a price list that several keys sign is of its last signature's entry and time, and there is none before", async () => {
  const { read, asked } = indexOf({ 3: "published", 5: { carriedIn: 9 }, 7: "published", 10: "lapsed", 11: "open" });
  const { versions, isWhole } = await readPrices(read, PROVIDER);
  expect(isWhole).toBe(true);
  expect(versions).toEqual([
    { body: { list: 5 }, entry: 9, loggedAt: Date.parse(day(9)) },
    { body: { list: 7 }, entry: 7, loggedAt: Date.parse(day(7)) },
    { body: { list: 3 }, entry: 3, loggedAt: Date.parse(day(3)) },
  ]);
  // The page, its five entries, and the one that carried a proposal.
  expect(asked).toHaveLength(7);
});

test("where older lists are not read, none is left out after the first that is known, however long its proposal waited", async () => {
  const known = async (lists: Lists) =>
    (await readPrices(indexOf(lists, { isCut: true }).read, PROVIDER)).versions.map(({ entry }) => entry);
  expect(await known({ 3: "published", 8: "published", 11: "published" })).toEqual([11, 8, 3]);
  expect(await known({ 3: "open", 8: "published", 11: "published" })).toEqual([11]);
});

test.each<[string, Standing | "published", number | undefined, string | undefined]>([
  ["signed by one key takes effect", "published", undefined, "effective"],
  ["that the last has signed takes effect", { carriedIn: 9 }, undefined, "effective"],
  ["that the last signed before the report takes effect", { carriedIn: 9 }, 10, "effective"],
  ["that the last signed after the report was nobody's word", { carriedIn: 9 }, 9, "void"],
  ["that lapsed is nobody's word", "lapsed", undefined, "void"],
  ["that still waits may take effect: nothing is known", "open", undefined, undefined],
  ["that still waits after the report was nobody's word", "open", 9, "void"],
  ["that came after the report is not known to it", "published", 5, undefined],
])("a disclosure %s", async (_, standing, filedIn, effect) => {
  expect(await readEffect(indexOf({ 5: standing }).read, HASH, filedIn)).toBe(effect);
});
