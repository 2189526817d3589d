/** What readers take for a provider's own word when several keys must sign it. */
import { expect, test } from "vitest";
import type { ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { readEffect } from "./own-word-reader.ts";
import { readPrices } from "./price-reader.ts";

const HASH = "ab".repeat(32) as StatementHash;
const PROVIDER = `prv_${"a".repeat(26)}` as ProviderId;
const day = (days: number) => new Date(Date.UTC(2026, 0, days)).toISOString();
const AS_OF = { size: 90, time: day(30), root: "cd".repeat(32) };

type Standing = "open" | "lapsed" | { readonly carriedIn: number };
/** Entries of price lists, by index: void, signed by one key, or proposed. */
type Lists = Readonly<Record<number, Standing | "published" | "void">>;

/** So many alike, from an entry on. */
const many = (count: number, from: number, standing: Lists[number]): Lists =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [from + at, standing]));

/** An index with these lists, of which each names its entry, and what it was asked. Entry n is logged on day n, or at another time. */
function indexOf(lists: Lists, timeOf: (index: number) => string = day) {
  const asked: string[] = [];
  const summary = (index: number) => {
    const standing = lists[index] ?? "published";
    const isProposed = standing !== "published" && standing !== "void";
    return {
      ...{ index, statement_hash: HASH, kind: "disclosure.fees", issuer: `did:key:z6Mk${"a".repeat(44)}` },
      ...{ key: "b".repeat(43), subject: PROVIDER, logged_at: timeOf(index) },
      effect: { status: standing === "void" ? "void" : "effective", ...(isProposed && { proposed: true }), size: 90 },
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
    if (path.startsWith("/api/v1/entries?")) {
      const words = new URLSearchParams(path.slice(path.indexOf("?")));
      const [from, limit] = [Number(words.get("cursor") ?? 0), Number(words.get("limit"))];
      const next_cursor = from + limit < indexes.length ? String(from + limit) : null;
      return { data: indexes.slice(from, from + limit).map(summary), page: { next_cursor }, as_of: AS_OF };
    }
    const index = path.startsWith("/api/v1/statements/") ? (indexes[0] ?? 0) : Number(path.split("/").at(-1));
    const { statement_hash, effect, ...rest } = summary(index);
    if (path.startsWith("/api/v1/statements/"))
      return {
        data: { ...{ statement_hash, effect, index }, state: "recorded", promise: null, received_at: null },
        as_of: AS_OF,
      };
    const standing = lists[index] ?? "published";
    const more = { leaf: "", leaf_hash: HASH, touched: [], withheld: [] };
    const proposal = standing === "published" || standing === "void" ? null : proposalOf(index, standing);
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

const minute = (index: number) => new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString();

test.each<[string, Lists, (index: number) => string, { of: number[]; isWhole: boolean; most: number }]>([
  [
    "a burst of lists that several keys signed is known whole, however long ago it was",
    many(41, 1, { carriedIn: 90 }),
    minute,
    { of: Array(41).fill(90), isWhole: true, most: 83 },
  ],
  [
    "of many lists the newest forty are known",
    many(300, 1, "published"),
    day,
    { of: Array.from({ length: 40 }, (_, at) => 300 - at), isWhole: false, most: 41 },
  ],
  [
    "a list that was proposed before those, and published after them, is not left out",
    { 1: { carriedIn: 90 }, ...many(60, 2, "published") },
    minute,
    { of: [90, ...Array.from({ length: 40 }, (_, at) => 61 - at)], isWhole: false, most: 43 },
  ],
  [
    "lists behind pages of what is void are found",
    { 1: "published", ...many(450, 2, "void"), 500: "published" },
    minute,
    { of: [500, 1], isWhole: true, most: 5 },
  ],
  [
    "of more proposals within a week than are asked, no list is known",
    many(250, 1, "lapsed"),
    minute,
    { of: [], isWhole: false, most: 122 },
  ],
  [
    "but each that came a week after them is",
    { ...many(250, 1, "lapsed"), [60 * 24 * 8]: "published" },
    minute,
    { of: [60 * 24 * 8], isWhole: false, most: 122 },
  ],
  [
    "behind more void entries than are read, no list is known",
    { 1: "published", ...many(1300, 2, "void") },
    minute,
    { of: [], isWhole: false, most: 6 },
  ],
])("%s", async (_, lists, timeOf, { of, isWhole, most }) => {
  const { read, asked } = indexOf(lists, timeOf);
  const known = await readPrices(read, PROVIDER);
  expect([known.versions.map(({ entry }) => entry), known.isWhole]).toEqual([of, isWhole]);
  expect(asked.length).toBeLessThanOrEqual(most);
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
