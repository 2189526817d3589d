import fc from "fast-check";
import { expect, test } from "vitest";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { ACTIVATION_DELAY_MS, LONGEST_OVERLAP_MS, RECOVERY_DELAY_MS } from "./lifecycle.ts";
import { type Evidence, endsOf, type KeyEnd, SOFT_GRACE_MS, standingOfNew, weighEvidence } from "./weight.ts";

/** r: log time and entry of the end. */
const R = parseInstant("2026-11-22T10:00:00.000Z") as Instant;
const ENTRY = 100;
const at = (ms: number) => addMs(R, ms);
const place = (index: number, ms: number) => ({ index: index as EntryIndex, at: at(ms) });
const soft: KeyEnd = { kind: "soft", at: R, entry: ENTRY as EntryIndex };
const compromised: KeyEnd = { kind: "compromised", at: R, entry: ENTRY as EntryIndex, since: at(-2 * DAY_MS) };
const late = (createdMs: number, loggedMs: number): Evidence => ({
  logged: place(101, loggedMs),
  hashLogged: null,
  createdAt: at(createdMs),
});

test.each<[string, KeyEnd, Evidence, string, boolean]>([
  ["logged before r: full", soft, { ...late(0, 0), logged: place(99, 0) }, "full", false],
  ["logged before r: full, whatever c", compromised, { ...late(-HOUR_MS, 0), logged: place(99, 0) }, "full", false],
  ["its hash logged before r: full", compromised, { ...late(-DAY_MS, 1), hashLogged: place(99, -1) }, "full", false],
  ["a hash logged after r saves nothing", compromised, { ...late(-1, 1), hashLogged: place(101, 1) }, "none", true],
  ["soft end, within 7 days: full", soft, late(-1, SOFT_GRACE_MS), "full", false],
  ["soft end, later: weak", soft, late(-1, SOFT_GRACE_MS + 1), "weak", false],
  ["soft end, made after it, as clocks differ: none", soft, late(300_000, 300_001), "none", false],
  ["soft end, made later: none, and misuse", soft, late(300_001, 300_001), "none", true],
  ["compromised, made before c: contested", compromised, late(-2 * DAY_MS - 1, 1), "contested", false],
  ["compromised, made from c on: none, and misuse", compromised, late(-2 * DAY_MS, 1), "none", true],
  ["retired, made before: full for 7 days", { kind: "retired", at: R }, late(-1, 0), "full", false],
  ["retired, made and logged at its end: none", { kind: "retired", at: R }, late(0, 0), "none", false],
  ["retired, made 300 s later: none, and misuse", { kind: "retired", at: R }, late(300_001, 0), "none", true],
])("%s", (_, end, evidence, weight, misuse) => {
  expect(weighEvidence(evidence, [end])).toEqual({ weight, misuse });
});

test("the order of entries decides, not their times: a batch shares one time", () => {
  const evidence = late(-HOUR_MS, 0);
  expect(weighEvidence({ ...evidence, logged: place(99, 0) }, [compromised]).weight).toBe("full");
  expect(weighEvidence({ ...evidence, logged: place(101, 0) }, [compromised]).weight).toBe("none");
});

test("a key without an end gives full weight; a further end never raises a weight", () => {
  const time = fc.integer({ min: -20 * DAY_MS, max: 20 * DAY_MS });
  const evidence = fc.record({
    logged: fc.record({ index: fc.integer({ min: 90, max: 110 }), at: time.map(at) }),
    hashLogged: fc.constant(null),
    createdAt: time.map(at),
  }) as fc.Arbitrary<Evidence>;
  const order = ["full", "contested", "weak", "none"];
  fc.assert(
    fc.property(
      evidence,
      fc.shuffledSubarray<KeyEnd>([soft, compromised, { kind: "retired", at: at(DAY_MS) }]),
      (e, ends) => {
        expect(weighEvidence(e, [])).toEqual({ weight: "full", misuse: false });
        const all = weighEvidence(e, ends).weight;
        for (const end of ends)
          expect(order.indexOf(all)).toBeGreaterThanOrEqual(order.indexOf(weighEvidence(e, [end]).weight));
      },
    ),
    { numRuns: 300, seed: 4 },
  );
});

test("the ends are read from the key's history; a theft without a stated beginning began at its revocation", () => {
  const revocation = {
    entry: 7 as EntryIndex,
    at: formatInstant(R),
    reason: "compromised",
    compromisedSince: null,
  } as const;
  expect(endsOf({ retirement: null, revocation: null })).toEqual([]);
  expect(endsOf({ retirement: null, revocation })).toEqual([{ kind: "compromised", at: R, entry: 7, since: R }]);
  const retirement = { entry: 5 as EntryIndex, at: formatInstant(at(-DAY_MS)), retiresAt: formatInstant(R) };
  expect(endsOf({ retirement, revocation: { ...revocation, reason: "ceased" } })).toEqual([
    { kind: "retired", at: R },
    { kind: "soft", at: R, entry: 7 },
  ]);
});

test("the waits of keys are those of docs/concepts/signing-keys.md", () => {
  const days = [SOFT_GRACE_MS, ACTIVATION_DELAY_MS, RECOVERY_DELAY_MS, LONGEST_OVERLAP_MS].map((ms) => ms / 86_400_000);
  expect(days).toEqual([7, 1, 7, 90]);
});

test.each<[string, number, "waits" | "signs" | "ended"]>([
  ["before it is in force", -HOUR_MS - 1, "waits"],
  ["from when it is in force", -HOUR_MS, "signs"],
  ["until its end", -1, "signs"],
  ["from its end on", 0, "ended"],
])("what a key signs %s is its owner's word, or nobody's, as soon as it comes", (_, ms, standing) => {
  const activeFrom = formatInstant(at(-HOUR_MS));
  const entry = ENTRY as EntryIndex;
  const ended = { entry, at: formatInstant(R) };
  const retirement = { ...ended, retiresAt: formatInstant(R) };
  const revocations = [
    { ...ended, reason: "ceased" as const, compromisedSince: null },
    { entry, at: formatInstant(at(DAY_MS)), reason: "compromised" as const, compromisedSince: formatInstant(R) },
  ];
  expect(standingOfNew({ activeFrom, retirement, revocation: null }, at(ms))).toBe(standing);
  for (const revocation of revocations)
    expect(standingOfNew({ activeFrom, retirement: null, revocation }, at(ms))).toBe(standing);
});

test("a key that proved its owner's name, and was published for nothing, signs: people judge whose word it is", () => {
  expect(standingOfNew({ activeFrom: null, retirement: null, revocation: null }, at(90 * DAY_MS))).toBe("signs");
});
