/** Records by chance, with everything that the caps are about: reporters, clusters, groups, days with many audits. */
import fc from "fast-check";
import {
  ATTRIBUTIONS,
  BAD_TYPES,
  EVIDENCE_CLASSES,
  GOOD_TYPES,
  isGood,
  type RecordItem,
  SEVERITIES,
} from "../record-item.ts";

/** 2026-11-27. */
export const TODAY = 20_784;

const BARE: RecordItem = {
  id: "0",
  entry: 0,
  day: TODAY,
  type: "audit",
  severity: null,
  evidence: "self-proving",
  attribution: null,
  standing: "full",
  selfDisclosed: false,
  reporter: null,
  cluster: null,
  faultGroup: null,
};

/** One item; by itself a clean audit of today by the index. */
export function item(facts: Partial<RecordItem> = {}): RecordItem {
  return { ...BARE, ...facts };
}

const anyFacts = fc.record({
  age: fc.oneof(fc.nat(40), fc.nat(4000)),
  type: fc.constantFrom(...GOOD_TYPES, ...BAD_TYPES, "audit" as const, "open-report" as const),
  severity: fc.constantFrom(...SEVERITIES),
  evidence: fc.constantFrom(...EVIDENCE_CLASSES),
  attribution: fc.constantFrom(...ATTRIBUTIONS),
  standing: fc.constantFrom("full" as const, "half" as const),
  selfDisclosed: fc.boolean(),
  reporter: fc.option(fc.constantFrom("ann", "bob", "cy", "dee")),
  cluster: fc.option(fc.constantFrom("unvouched", "ring")),
  faultGroup: fc.option(fc.constantFrom("g1", "g2", "g3")),
});

/** In log order, oldest first, each with an entry of its own. */
export const anyRecord = fc
  .array(anyFacts, { maxLength: 60 })
  .map((list) => list.toSorted((a, b) => b.age - a.age).map((facts, at) => itemOf(facts, at)));

export const anyItem = anyFacts.map((facts) => itemOf(facts, 0));

function itemOf({ age, ...facts }: typeof anyFacts extends fc.Arbitrary<infer T> ? T : never, at: number): RecordItem {
  const fault = isGood(facts.type) ? { severity: null, attribution: null, faultGroup: null } : {};
  return item({ ...facts, ...fault, id: `${at}`, entry: at, day: TODAY - age });
}
