import { expect, test } from "vitest";
import type { Names } from "#lib/contract/names.ts";
import { sentenceOf } from "./entry-words.ts";

const INDEX = "did:key:z6MkIndex";
const MALLORY = "did:key:z6MkMallory";
const HALDEN = `prv_${"a".repeat(26)}`;
const names: Names = {
  index: INDEX,
  participants: { [MALLORY]: "Mallory" },
  providers: { [HALDEN]: { id: HALDEN, name: "Halden", kind: "instance", proven: true } },
  founded: {},
  reasons: {},
};

function told(kind: string, issuer: string, subject: string, effect: object = { status: "effective" }) {
  const entry = { kind, issuer, subject, statement_hash: "0".repeat(64), effect: { size: 9, ...effect } };
  const { who, verb, about } = sentenceOf(entry as Parameters<typeof sentenceOf>[0], names);
  return [who.kind === "participant" ? who.name : who.kind, verb, about?.kind];
}

test("what somebody else records an hour late is told as theirs, and the index's as the index's", () => {
  const verb = "recorded what time made due for";
  expect(told("clock.record", INDEX, HALDEN)).toEqual(["index", verb, "provider"]);
  expect(told("clock.record", MALLORY, HALDEN)).toEqual(["Mallory", verb, "provider"]);
  expect(told("state.root", MALLORY, "index", { status: "void" })[0]).toBe("Mallory");
});

test("outages of the log and lapsed proposals are told as such", () => {
  expect(told("clock.record", INDEX, "index")).toEqual(["index", "recorded an outage of this log", undefined]);
  expect(told("clock.record", MALLORY, "index", { status: "void" })[1]).toBe("tried to record an outage of this log");
  expect(told("clock.record", INDEX, "stmt:00")).toEqual(["index", "recorded that a proposal lapsed", undefined]);
});

test("a proposal is told as a proposal, never as done", () => {
  const proposed = { status: "effective", proposed: true };
  expect(told("provider.transfer", MALLORY, HALDEN, proposed)).toEqual([
    "Mallory",
    "proposed, for more keys to sign: handover offered",
    undefined,
  ]);
  expect(told("provider.transfer", MALLORY, HALDEN)).toEqual(["Mallory", "offered to hand over", "provider"]);
});
