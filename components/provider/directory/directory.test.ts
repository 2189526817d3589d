import { expect, test } from "vitest";
import { directoryAskOf, exportHref, feedHref, followHref } from "./directory-ask.ts";
import { PRESET_COLUMNS } from "./directory-columns.ts";
import { hrefWith } from "./directory-href.ts";
import { directoryTitle, fewWords, reasonOf, unclaimedWords } from "./directory-words.ts";

test("an address without anything is the preset table, without a problem", () => {
  const ask = directoryAskOf({});
  expect(ask).toMatchObject({ columns: PRESET_COLUMNS, isDense: false, loss: "", problems: [] });
  expect(exportHref(ask, "csv")).toBe("/api/v1/directory/export?format=csv");
});

test("what is asked stands in the query, and the file is asked the same", () => {
  const ask = directoryAskOf({
    tier: "A,B",
    sort: "-price",
    category: "storage",
    cols: ["price", "tier"],
    dense: "1",
    pick: "x",
  });
  expect(ask.query).toMatchObject({ tier: ["A", "B"], sort: "-price", category: "storage" });
  expect(ask).toMatchObject({ columns: ["tier", "price"], isDense: true, problems: [] });
  expect(exportHref(ask, "json")).toBe("/api/v1/directory/export?format=json&tier=A%2CB&category=storage&sort=-price");
  expect(feedHref(ask)).toBe("/directory/feed.atom?tier=A%2CB&category=storage");
  expect(followHref(ask)).toBe("/following?search=tier%3DA%252CB%26category%3Dstorage#webhooks");
});

test("columns that are read beside the rows are asked for, in the file too, and a feed knows none", () => {
  const ask = directoryAskOf({ cols: "tier,score" });
  expect(ask.query.beside).toBe("1");
  expect(exportHref(ask, "csv")).toBe("/api/v1/directory/export?format=csv&beside=1");
  expect(feedHref(ask)).toBe("/directory/feed.atom");
});

test("unknown columns, tiers and orders are left out and said, and the rest is answered", () => {
  const ask = directoryAskOf({ cols: "price,beauty", tier: "Z", sort: "fame", kind: "service", loss: "-3" });
  expect(ask.query).toMatchObject({ kind: "service" });
  expect(ask.query.tier).toBeUndefined();
  expect(ask.columns).toEqual(["price"]);
  expect(ask.problems).toHaveLength(4);
  expect(ask.problems.join(" ")).toContain("There is no column “beauty”.");
  expect(directoryAskOf({ cols: "beauty" }).columns).toEqual(PRESET_COLUMNS);
});

test("an operator's did is searched as the operator", () => {
  const did = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
  expect(directoryAskOf({ q: did }).query).toMatchObject({ operator: did });
});

test("another order begins at its first page, and a page further on keeps everything", () => {
  const now = new URLSearchParams("tier=A&cursor=abc");
  expect(hrefWith(now, { sort: "name" })).toBe("/providers?tier=A&sort=name");
  expect(hrefWith(now, { cursor: "def" })).toBe("/providers?tier=A&cursor=def");
  expect(hrefWith(new URLSearchParams("tier=A"), { tier: null })).toBe("/providers");
});

const view = (all: number, open: number, providers = 50) => ({
  ...{ market: { category: "storage", unit: "GB", currency: "EUR" }, counts: { all, open }, rows: [] },
  facets: { markets: [], jurisdictions: [], providers },
});

test("the heading counts, also where there is nothing to count", () => {
  expect(directoryTitle(view(41, 38), true)).toBe("41 providers with a price for storage, 38 where money may go");
  expect(directoryTitle(view(1, 0), false)).toBe("1 provider: no money may go there");
  expect(directoryTitle(view(1, 1), false)).toBe("1 provider: money may go there");
  expect(directoryTitle(view(5, 0), false)).toBe("5 providers, none where money may go");
  expect(directoryTitle(view(9, 9), false)).toBe("9 providers, all where money may go");
  expect(directoryTitle(view(0, 0), true)).toBe("No provider is like that");
  expect(directoryTitle(view(0, 0, 0), false)).toBe("Providers");
  expect([unclaimedWords(1), unclaimedWords(2)]).toEqual([
    "Not in this list: a key that nobody has claimed, with cases against it.",
    "Not in this list: 2 keys that nobody has claimed, with cases against them.",
  ]);
  expect([fewWords(view(1, 1, 1)), fewWords(view(3, 3, 3)), fewWords(view(9, 9, 9))]).toEqual([
    "Only 1 provider: this is a list, not a market.",
    "Only 3 providers: this is a list, not a market.",
    "",
  ]);
});

test("a card says first what keeps money away, then what is known", () => {
  const marks = {
    ...{ tier: "C" as const, is_shut: false, decided_by: "failure" as const, limit_percent: 25, prepay_days: 7 },
    ...{ transparency: 2, probability: { low: 20_000, estimate: 40_000, high: 80_000 } },
  };
  const none = { open: 0, upheld: 0 };
  const say = (change: Partial<Parameters<typeof reasonOf>[0]>) =>
    reasonOf({ marks, closing: null, heartbeat: "none", cases: none, ...change });
  expect(say({})).toBe("Up to 1 in 12 like it fail within a year.");
  expect(say({ cases: { open: 2, upheld: 1 } })).toBe("Up to 1 in 12 like it fail within a year; 1 upheld against it.");
  expect(say({ marks: { ...marks, tier: "unrated" }, cases: { open: 2, upheld: 0 } })).toBe(
    "Too little is known of it; 2 open.",
  );
  expect(say({ marks: { ...marks, is_shut: true } })).toBe("Suspended: keep nothing there.");
  expect(say({ marks: { ...marks, tier: "E", lowered_by: "equivocation" } })).toBe(
    "It signed two different words on one thing, and that is not resolved.",
  );
  expect(say({ closing: { words: "Closed: withdrawals ended on 2026-11-25.", isOver: true } })).toBe(
    "Closed: withdrawals ended on 2026-11-25.",
  );
  expect(say({ heartbeat: "failed" })).toBe("Silent for 14 days, which counts as failed: keep nothing there.");
  expect(say({ marks: null })).toBe("Nothing is rated here yet.");
});
