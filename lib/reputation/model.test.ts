import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { canonicalBytes, canonicalText, checkStatementProfile, type JsonValue } from "#lib/kernel/json.ts";
import { faultProbability } from "./band.ts";
import { divRound, shareOut } from "./integers.ts";
import { lg, lgOfAmount } from "./logarithm.ts";
import { makeModel1 } from "./make/make-model.ts";
import { decayed } from "./mass.ts";
import { findModel, MODEL_1, modelHash } from "./model.ts";
import { parseModel } from "./parse-model.ts";

const file = readFileSync(path.join(import.meta.dirname, "model-1.json"));

test("the file of model 1 is what its script makes, byte for byte, and its SHA-256 is the model's hash", () => {
  expect(file.toString("utf8")).toBe(canonicalText(makeModel1()));
  expect(modelHash(MODEL_1)).toBe(hexEncode(sha256(file)));
  expect(checkStatementProfile(JSON.parse(file.toString("utf8")) as JsonValue)).toBeUndefined();
  expect(file.length).toBeLessThan(65_535);
});

test("tables fall or rise the way their scores do", () => {
  const { faultTable, failure, windows, bandTable } = MODEL_1;
  const falls = (row: readonly number[]) => row.every((value, at) => at === 0 || value <= (row[at - 1] ?? 0));
  expect([faultTable.ppm, failure.ppm, ...windows.map(({ decay }) => decay)].every(falls)).toBe(true);
  expect([faultTable.ppm.length, failure.ppm.length, failure.ppm[500]]).toEqual([1001, 1001, 80_000]);
  for (const at of bandTable.estimates.keys()) expect(falls(bandTable.high.map((row) => row[at] ?? 0))).toBe(true);
  // Clopper and Pearson's upper ends, as published: 1 of 100 seen 4.66 %, none of 100 seen 2.95 %.
  const hundred = bandTable.high[bandTable.units.indexOf(100)] ?? [];
  expect([hundred[bandTable.estimates.indexOf(10_000)], hundred[0]]).toEqual([46_560, 29_513]);
});

test("the model has no word for a name, fame or payment", () => {
  const words = [...file.toString("utf8").matchAll(/"([^"]+)":/g)].map(([, word = ""]) => word);
  const named = /fame|famous|followers|paid|payment|sponsor|licen|brand|customer|jurisdiction/i;
  expect(words.filter((word) => named.test(word))).toEqual([]);
});

test("Lg is log2 in thousandths, rounded down, and never falls", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (n) => {
      const exact = Math.log2(n) * 1000;
      expect(lg(n)).toBeGreaterThan(exact - 1.001);
      expect(lg(n)).toBeLessThanOrEqual(exact + 0.001);
      expect(lg(Math.min(n + 1, Number.MAX_SAFE_INTEGER))).toBeGreaterThanOrEqual(lg(n));
      expect(lgOfAmount(BigInt(n) * 1024n)).toBe(lg(n) + 10_000);
    }),
  );
  for (let power = 0; power < 53; power++) expect(lg(2 ** power)).toBe(power * 1000);
  expect(() => lg(0)).toThrow(RangeError);
});

test("Lg has the same bits on every engine, for small numbers, for those at a power of two and for the largest", () => {
  const powers = Array.from({ length: 53 }, (_, bit) => 2 ** bit).flatMap((n) => [n - 1, n, n + 1]);
  const all = [...Array.from({ length: 4_000 }, (_, at) => at * at * at + 1), ...powers].filter((n) => n > 0);
  const text = all.filter(Number.isSafeInteger).map(lg).join(" ");
  expect(hexEncode(sha256(utf8Encode(text)))).toBe("2e61b101a92f961517dae68f721a1aacbb4c1015d39eccfcf759a97187bdd698");
  // Each step rounds down: with a bit more of any of them these would be a thousandth more.
  expect([13_007, 13_597, 54_539, 109_078].map(lg)).toEqual([13_666, 13_730, 15_734, 16_734]);
  expect([2n ** 53n - 1n, 2n ** 53n, 2n ** 63n, 10n ** 18n].map(lgOfAmount)).toEqual([52_999, 53_000, 63_000, 59_794]);
});

test("a score between two rows of the fault table has the riskier one, and beyond its ends the last", () => {
  const { least, step, ppm } = MODEL_1.faultTable;
  const at = (score: number) => faultProbability({ score, start: 0, clean: 0, effective: 0 }, MODEL_1).estimate;
  for (const [row, chance] of ppm.entries()) {
    const score = least + row * step;
    expect([at(score), at(score + step - 1)]).toEqual([chance, chance]);
  }
  expect([at(least - 1), at(-1_000_000), at(least + ppm.length * step), at(1_000_000)]).toEqual([
    ...[ppm[0], ppm[0], ppm.at(-1), ppm.at(-1)],
  ]);
  // A table of steps of a thousandth has no other rule.
  const fine = { ...MODEL_1, faultTable: { least: 0, step: 1, ppm: [900_000, 500_000, 100_000] } };
  const of = (score: number) => faultProbability({ score, start: 0, clean: 0, effective: 0 }, fine).estimate;
  expect([-1, 0, 1, 2, 3].map(of)).toEqual([900_000, 900_000, 500_000, 100_000, 100_000]);
});

test("a half-life halves, and a mass is rounded once, halves away from zero", () => {
  for (const { halfLifeDays, decay } of MODEL_1.windows) {
    expect(decay.length).toBe(halfLifeDays);
    expect(decayed(65_536, halfLifeDays, decay)).toBe(32_768);
    expect(decayed(3, halfLifeDays, decay)).toBe(2);
    expect(decayed(2 ** 31, 40 * halfLifeDays, decay)).toBe(0);
  }
  expect([divRound(5, 2), divRound(7, 3), divRound(0, 9)]).toEqual([3, 2, 0]);
});

test("shares sum to the whole, each within one of its quota, ties to the earlier", () => {
  const weights = fc.array(fc.nat(2 ** 20), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.nat(60_000), weights, (total, list) => {
      const sum = list.reduce((a, b) => a + b, 0);
      const shares = [...shareOut(total, list)];
      expect(shares.reduce((a, b) => a + b, 0)).toBe(sum === 0 ? 0 : total);
      for (const [at, share] of shares.entries()) {
        const quota = sum === 0 ? 0 : (total * (list[at] ?? 0)) / sum;
        expect(Math.abs(share - quota)).toBeLessThan(1);
      }
    }),
  );
  expect([...shareOut(5, [1, 1, 1])]).toEqual([2, 2, 1]);
  expect([...shareOut(2, [1, 1, 1])]).toEqual([1, 1, 0]);
});

const TERMS_IN_ORDER = [
  ...(["age", "breach", "coverage", "coverageAge", "silences", "ownerConcentration", "hostConcentration"] as const),
  ...(["transparency", "services"] as const),
];

test("a model out of bytes is taken as it is, and refused with the place where it would break a promise", () => {
  const parsed = parseModel(file);
  expect(parsed.ok && modelHash(parsed.value)).toBe(modelHash(MODEL_1));
  expect(findModel(modelHash(MODEL_1))).toBe(MODEL_1);
  expect(findModel("00")).toBeUndefined();
  const place = (change: Record<string, unknown>) => {
    const result = parseModel(canonicalBytes({ ...MODEL_1, ...change } as JsonValue));
    return result.ok ? "taken" : result.error.pointer;
  };
  const { faultTable, evidencePercent, caps, windows, bandTable, prior } = MODEL_1;
  expect(place({})).toBe("taken");
  expect(place({ faultTable: { ...faultTable, ppm: faultTable.ppm.toReversed() } })).toBe("/faultTable/ppm");
  expect(place({ evidencePercent: { ...evidencePercent, claim: 1 } })).toBe("/evidencePercent");
  expect(place({ caps: { ...caps, reporter: -1 } })).toBe("/caps/reporter");
  expect(place({ prior: { ...prior, bad: 0 } })).toBe("/prior/bad");
  expect(place({ windows: windows.map((window) => ({ ...window, halfLifeDays: 29 })) })).toBe("/windows/0");
  expect(place({ bandTable: { ...bandTable, high: bandTable.high.toReversed() } })).toBe("/bandTable");
  // One end on the wrong side of its estimate, in one row of many.
  const raised = bandTable.low.map((row, at) => (at === 3 ? row.map((end, p) => (p > 4 ? 1_000_000 : end)) : row));
  expect(place({ bandTable: { ...bandTable, low: raised } })).toBe("/bandTable");
  const { tiers, base, standingPercent, evidence, limits, failure } = MODEL_1;
  const { age, breach, heartbeat, volume } = failure.terms;
  const few = bandTable.estimates.filter((at) => at <= 56_000).length;
  const cut = (rows: readonly (readonly number[])[]) => rows.map((row) => row.slice(0, few));
  const narrow = { ...bandTable, estimates: bandTable.estimates.slice(0, few) };
  expect(place({ bandTable: { ...narrow, low: cut(bandTable.low), high: cut(bandTable.high) } })).toBe(
    "/bandTable/estimates",
  );
  const [first, ...others] = tiers.map(({ tier }) => tier).toReversed();
  const turned = [first, ...others].map((tier, at) => ({ tier, below: tiers[at]?.below }));
  for (const wrong of [turned, [], [...tiers.slice(0, 1), ...tiers]]) expect(place({ tiers: wrong })).toBe("/tiers");
  expect(place({ base: { ...base, bad: { ...base.bad, minor: 17_000 } } })).toBe("/base/bad");
  expect(place({ base: { ...base, bad: { ...base.bad, grave: 0 } } })).toMatch(/^\/base\/bad/);
  expect(place({ standingPercent: { ...standingPercent, half: 100, full: 50 } })).toBe("/standingPercent");
  expect(place({ evidence: { ...evidence, rated: 30 } })).toBe("/evidence");
  expect(place({ limits: { ...limits, prepayDays: { ...limits.prepayDays, E: 365 } } })).toBe("/limits/prepayDays/E");
  expect(place({ limits: { ...limits, sharePercent: { ...limits.sharePercent, unrated: 50 } } })).toBe(
    "/limits/sharePercent",
  );
  const withTerms = (terms: object) => ({ failure: { ...failure, terms: { ...failure.terms, ...terms } } });
  for (const name of TERMS_IN_ORDER) {
    const { steps } = failure.terms[name];
    const turned = steps.map(({ from }, at) => ({ from, points: steps[steps.length - 1 - at]?.points ?? 0 }));
    const other = { ...failure.terms[name], steps: turned };
    expect(place(withTerms({ [name]: other })), name).toBe(`/failure/terms/${name}`);
  }
  for (const name of ["coverage", "ownerConcentration", "hostConcentration"] as const)
    expect(place(withTerms({ [name]: { ...failure.terms[name], unknown: 60_000 } })), name).toBe(
      `/failure/terms/${name}`,
    );
  expect(place(withTerms({ breach: { ...breach, unknown: -80_000 } }))).toBe("/failure/terms/breach");
  expect(place(withTerms({ volume: { ...volume, unknown: 1 } }))).toBe("/failure/terms/volume/unknown");
  for (const points of [{ none: 30_000 }, { suspended: 30_000 }, { failed: 0 }])
    expect(place(withTerms({ heartbeat: { ...heartbeat, points: { ...heartbeat.points, ...points } } }))).toBe(
      "/failure/terms/heartbeat/points",
    );
  expect(place({ attributionPercent: { ...MODEL_1.attributionPercent, "no-fault": 60 } })).toBe("/attributionPercent");
  expect(place({ evidencePercent: { ...evidencePercent, "unsigned-log": 90 } })).toBe("/evidencePercent");
  expect(place(withTerms({ age: { ...age, says: "so \u202e it" } }))).toBe("/failure/terms/age/says");
  expect(place({ fame: { stars: 5 } })).toBe("/fame");
  expect(parseModel(file.subarray(1)).ok).toBe(false);
});
