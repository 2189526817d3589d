import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readWalk } from "./kept-walk.ts";
import { type PageView, stepOn, WALK_IDS, type WalkStep } from "./walk.ts";
import { WALKS } from "./walks.ts";

const steps: readonly WalkStep[] = [
  { says: "a", on: /^\/$/, href: "/", points: [], done: { path: /^\/$/, asks: "loss" } },
  { says: "b", on: /^\/$/, href: "/", points: [], done: { path: /^\/list$/ } },
  { says: "c", on: /^\/list$/, href: "/list", points: [], done: { path: /^\/list$/, shows: "two" } },
];

const page = (path: string, asked = "", shown: readonly string[] = []): PageView => ({
  path,
  asks: new URLSearchParams(asked),
  shows: (selector) => shown.includes(selector),
});

test("what another script wrote into the store leads to no other site, and is no walk", () => {
  const kept = (start: string) => readWalk(JSON.stringify({ walk: "compare", at: 1, start }));
  expect(kept("/providers?need=storage#x")).toEqual({ walk: "compare", at: 1, start: "/providers?need=storage#x" });
  for (const start of ["//evil.example/", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
    expect(kept(start), start).toBeUndefined();
  for (const text of ["", "{}", "null", '{"walk":"fly","at":0,"start":"/"}']) expect(readWalk(text)).toBeUndefined();
});

describe("a walk", () => {
  test("goes on by what the page shows, and by nothing else", () => {
    expect(stepOn({ steps }, 0, page("/"))).toBe(0);
    expect(stepOn({ steps }, 0, page("/", "loss=50"))).toBe(1);
    expect(stepOn({ steps }, 1, page("/elsewhere", "loss=50", ["two"]))).toBe(1);
    expect(stepOn({ steps }, 1, page("/list"))).toBe(2);
    expect(stepOn({ steps }, 2, page("/list", "", ["two"]))).toBe(3);
  });

  test("takes whoever ran ahead along, and sends nobody back", () => {
    expect(stepOn({ steps }, 0, page("/list", "", ["two"]))).toBe(3);
    const at = fc.integer({ min: 0, max: steps.length });
    const place = fc.constantFrom("/", "/list", "/elsewhere");
    fc.assert(
      fc.property(at, place, fc.boolean(), fc.boolean(), (from, path, asks, shows) => {
        const found = stepOn({ steps }, from, page(path, asks ? "loss=1" : "", shows ? ["two"] : []));
        expect(found).toBeGreaterThanOrEqual(from);
        expect(found).toBeLessThanOrEqual(steps.length);
        expect(stepOn({ steps }, found, page(path, asks ? "loss=1" : "", shows ? ["two"] : []))).toBe(found);
      }),
    );
  });

  test.each(WALK_IDS)("%s ends in a check that the visitor's own browser made", (id) => {
    const last = WALKS[id].steps.at(-1);
    // What a browser found of a receipt; of a lie it found itself before, what the index says of it.
    expect(last?.done.shows).toMatch(/data-holds=verified|data-verdict=proven/);
    const shown = WALKS[id].steps.map(({ done }) => done.shows ?? "").join();
    expect(shown).toMatch(/data-holds=verified|data-outcome=proven/);
  });

  test.each(WALK_IDS)("%s has a way to every step but the first, on a page where it can be done", (id) => {
    for (const [nth, { href, on, says }] of WALKS[id].steps.entries()) {
      if (href === undefined) expect(nth, says).toBeLessThan(2);
      else expect(href.startsWith("/"), says).toBe(true);
      expect(on.source.startsWith("^\\/"), says).toBe(true);
    }
  });
});
