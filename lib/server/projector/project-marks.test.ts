/** Rows of marks: the same however entries come in batches, and what the state says after the last entry of each day. */
import fc from "fast-check";
import { afterAll, beforeEach, expect, test } from "vitest";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, HOUR_MS } from "#lib/kernel/instant.ts";
import { leafHash } from "#lib/log/tree.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { readTierAlerts } from "#lib/server/alerts/read-tier-alerts.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { readAllMarks, readMarks, readMarksSeries } from "#lib/server/services/marks/read-marks.ts";
import { readMarksView } from "#lib/server/services/marks/read-marks-view.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { MemoryState } from "#lib/state/memory-state.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { hashOf, judge, report } from "#lib/state/testing/cases.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { clearProjection, type Projectable, projectEntries } from "./project.ts";

const database = await freshDatabase();
const [seq, web] = [database.urls.seq, database.urls.web].map((url) => makePool({ url, name: "test-marks", max: 2 }));
if (seq === undefined || web === undefined) throw new Error("No pools.");
afterAll(() => Promise.all([seq.end(), web.end()]));

const clear = () => clearProjection(seq);
beforeEach(clear);

/** Five days with a day in between on which nothing is said. */
function someDays() {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  const ada = testKey("ada");
  world.register(ada);
  const instance = world.provider(ada) as ProviderId;
  const service = world.provider(ada, { kind: "service", name: "Sorting" }) as ProviderId;
  const publish = (type: "fees" | "contacts") =>
    world.say({ kind: `disclosure.${type}`, by: ada, subject: service, body: DISCLOSURES[type].example(world.now) });
  const link = (ended: boolean) => {
    const body = { other: service, relation: "sells-tokens-of", ...(ended ? { ended } : {}) };
    world.say({ kind: "provider.link", by: ada, subject: instance, body });
  };
  const prove = (name: string) => {
    const { id } = report(world, testKey(`reporter ${name}`), service, "wrong-result", name);
    judge(world, id, { fault: hashOf(name) });
  };
  publish("fees");
  link(false);
  world.now = addMs(world.now, 2 * DAY_MS);
  for (const name of ["a", "b"]) prove(name);
  world.provider(ada, { name: "Later" });
  world.now = addMs(world.now, HOUR_MS);
  link(true);
  prove("c");
  world.now = addMs(world.now, DAY_MS);
  publish("contacts");
  link(false);
  world.now = addMs(world.now, DAY_MS);
  world.register(testKey("eve"), { displayName: "Eve" });
  return { world, instance, service };
}
const { world, instance, service } = someDays();

function foldAll(leaves: readonly Uint8Array[], fold = MemoryState.empty(), from = 0): Projectable[] {
  return leaves.map((leaf, at) => {
    const read = parseEntry(leaf);
    if (!read.ok) throw new Error("An entry does not parse.");
    const { loggedAt, parsed } = read.value;
    const { statement, hash } = parsed;
    const index = (from + at) as EntryIndex;
    return {
      index,
      loggedAt,
      parsed,
      applied: fold.apply({ index, leafHash: leafHash(leaf), loggedAt, statement, hash }),
    };
  });
}

const rowsNow = async () => (await web.query("SELECT * FROM mark_row ORDER BY provider, day")).rows;

test("rows are the same however entries come in batches, and however far the fold is ahead of them", async () => {
  const seen = new Set<string>();
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: world.leaves.length - 1 }));
  await fc.assert(
    fc.asyncProperty(cuts, fc.boolean(), async (at, isAhead) => {
      await clear();
      const ends = [...at.toSorted((a, b) => a - b), world.leaves.length];
      const fold = MemoryState.empty();
      const all = isAhead ? foldAll(world.leaves, fold) : [];
      let from = 0;
      for (const end of ends) {
        const entries = isAhead ? all.slice(from, end) : foldAll(world.leaves.slice(from, end), fold, from);
        expect(await projectEntries(seq, entries, { fold, ahead: isAhead ? all.slice(end) : [] })).toBe(true);
        from = end;
      }
      seen.add(JSON.stringify(await rowsNow()));
    }),
    { seed: 6, numRuns: 8 },
  );
  expect(seen.size).toBe(1);
});

test("each day's rows are the marks after its last entry, and their forms compute the same", async () => {
  const fold = MemoryState.empty();
  await projectEntries(seq, foldAll(world.leaves, fold), { fold, ahead: [] });
  const days = [...new Set(world.leaves.map((leaf) => dayOfLeaf(leaf)))];
  expect(days).toHaveLength(4);
  for (const day of days) {
    const size = world.leaves.filter((leaf) => dayOfLeaf(leaf) <= day).length;
    const state = MemoryState.empty();
    foldAll(world.leaves.slice(0, size), state);
    const found = await readAllMarks({ pool: web }, { day });
    expect([...found.keys()]).toHaveLength(day === days[0] ? 2 : 3);
    for (const [id, row] of found) {
      const marks = marksOfProvider(state, id, asInstant(day * DAY_MS));
      expect({ day: row.day, digest: row.digest, marks: row.marks }).toEqual({
        day,
        digest: marks && marksDigest(marks),
        marks,
      });
      const { view, texts } = await readMarksView({ pool: web }, id, { size: row.size, day });
      expect(marksOfProvider(view, id, asInstant(day * DAY_MS))).toEqual(marks);
      expect(texts.length).toBeGreaterThanOrEqual(3);
    }
  }
  const [, second = 0] = days;
  expect((await readMarksSeries({ pool: web }, service, second, second + 1)).map(({ day }) => day)).toEqual([
    second,
    second + 1,
  ]);
  expect(await readMarks({ pool: web }, service, { day: second - 1 })).toMatchObject({ day: days[0] });
  expect(await readMarks({ pool: web }, service, { day: (days[0] ?? 0) - 1 })).toBeNull();
  // What the service was proven of is the instance's loss while it sells it, and only then.
  const scores = await Promise.all(days.map((day) => readMarks({ pool: web }, instance, { day })));
  const services = scores.map((row) => row?.marks.failure?.bars.find(({ term }) => term === "services")?.points);
  expect(services).toEqual([0, 0, -40_000, -40_000]);
});

test("a fall of a tier names the entry that moved it, and is told once for each way, in whatever spans the rows are read", async () => {
  const fold = MemoryState.empty();
  await projectEntries(seq, foldAll(world.leaves, fold), { fold, ahead: [] });
  const all = await readTierAlerts(web, 0, world.leaves.length);
  const rows = await readMarksSeries({ pool: web }, service, 0, 1_000_000);
  const fell = rows.find(({ marks }) => marks.tier === "E");
  const told = all.filter(({ provider }) => provider === service);
  expect(told).toMatchObject([
    { kind: "tier-dropped", entry: Number(fell?.size) - 1, facts: { from: "unrated", to: "E" } },
  ]);
  expect(told[0]?.id).toBe(`${Number(fell?.size) - 1}.${service}.tier-dropped`);
  expect(await readTierAlerts(web, 0, told[0]?.entry ?? 0)).not.toContainEqual(told[0]);
  expect(await readTierAlerts(web, told[0]?.entry ?? 0, world.leaves.length)).toContainEqual(told[0]);
});

function dayOfLeaf(leaf: Uint8Array): number {
  const read = parseEntry(leaf);
  return read.ok ? dayOf(read.value.loggedAt) / DAY_MS : 0;
}
