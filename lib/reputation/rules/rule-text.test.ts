/** The printed rules are the model's own numbers: change one, and the text changes with it. */
import { expect, test } from "vitest";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { MODEL_1, type Model } from "../model.ts";
import { parseModel } from "../parse-model.ts";
import { decimal, percentOfPpm, signed } from "./rule.ts";
import { ruleHash, rulesOf, ruleText } from "./rule-text.ts";

test("numbers are written out to their last digit", () => {
  expect([decimal(50), decimal(12_676), decimal(-74_000), decimal(0)]).toEqual(["0.05", "12.676", "−74", "0"]);
  expect([signed(3_700), signed(-500), signed(0)]).toEqual(["+3.7", "−0.5", "0"]);
  expect([percentOfPpm(20_000), percentOfPpm(1_000_000), percentOfPpm(5), percentOfPpm(123_456)]).toEqual([
    "2 %",
    "100 %",
    "0.0005 %",
    "12.3456 %",
  ]);
});

test("every constant that one can turn turns the text: none is typed into a sentence", () => {
  const turns: readonly ((model: Model) => unknown)[] = [
    (model) => ({ ...model, base: { ...model.base, good: { ...model.base.good, audit: 51 } } }),
    (model) => ({ ...model, base: { ...model.base, bad: { ...model.base.bad, grave: 15_000 } } }),
    (model) => ({ ...model, evidencePercent: { ...model.evidencePercent, "unsigned-log": 21 } }),
    (model) => ({ ...model, standingPercent: { ...model.standingPercent, half: 40 } }),
    (model) => ({ ...model, attributionPercent: { ...model.attributionPercent, unknown: 71 } }),
    (model) => ({ ...model, selfDisclosedPercent: 60 }),
    (model) => ({ ...model, openReportEvidence: ["self-proving"] }),
    (model) => ({ ...model, prior: { ...model.prior, bad: 250 } }),
    (model) => ({ ...model, caps: { ...model.caps, cluster: 4_500 } }),
    (model) => ({ ...model, longCurve: { ...model.longCurve, severities: ["grave"] } }),
    (model) => ({ ...model, startPoints: 1_000 }),
    (model) => ({ ...model, evidence: { ...model.evidence, rated: 6 } }),
    (model) => ({ ...model, evidence: { ...model.evidence, prior: 17 } }),
    (model) => ({ ...model, faultTable: { ...model.faultTable, ppm: model.faultTable.ppm.map(() => 1_000) } }),
    (model) => ({ ...model, failure: { ...model.failure, startPoints: 490_000 } }),
    (model) => ({ ...model, failure: { ...model.failure, heartbeatUnits: 300 } }),
    (model) => ({
      ...model,
      failure: {
        ...model.failure,
        terms: { ...model.failure.terms, age: { ...model.failure.terms.age, unknown: -9_000 } },
      },
    }),
    (model) => ({ ...model, tiers: model.tiers.map((tier) => ({ ...tier, below: tier.below + 1_000 })) }),
    (model) => ({ ...model, gates: { ...model.gates, suspendedHours: 71 } }),
    (model) => ({ ...model, limits: { ...model.limits, stackedShare: 6_000 } }),
    (model) => ({ ...model, limits: { ...model.limits, prepayDays: { ...model.limits.prepayDays, B: 13 } } }),
  ];
  const hashes = new Set([ruleHash(MODEL_1), ...turns.map((turn) => ruleHash(turn(MODEL_1) as Model))]);
  expect(hashes.size).toBe(turns.length + 1);
});

test("the text holds every rule under its title, and its tables are square", () => {
  const text = ruleText(MODEL_1);
  const rules = rulesOf(MODEL_1);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  for (const { title, says, table } of rules) {
    expect(text).toContain(`## ${title}\n`);
    for (const sentence of says) expect(text).toContain(sentence);
    for (const row of table?.rows ?? []) expect(row).toHaveLength(table?.head.length ?? 0);
  }
  expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test("the same model gives the same text, wherever it was read and in whatever order its fields stand", () => {
  const read = parseModel(canonicalBytes(MODEL_1));
  expect(read.ok && ruleHash(read.value)).toBe(ruleHash(MODEL_1));
});

test("the text of model 1 keeps its hash to the last letter: by another one an old log would refuse its own announcement", () => {
  expect(ruleHash(MODEL_1)).toBe("33e16b42c670d179bd383cfc1a26e4b156e3c2a04d72a23868ab0be14b4c5aec");
});
