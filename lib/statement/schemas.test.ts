/** What a statement of each kind may say is part of the protocol: an old entry is judged by it again and again. */
import { expect, test } from "vitest";
import { policySchema } from "./bodies.ts";
import { definitionSchema } from "./definition.ts";
import { DISCLOSURES } from "./disclosures/all.ts";
import type { DisclosureType } from "./disclosures/disclosure-type.ts";
import { answersSchema } from "./dispute-bodies.ts";
import { disputeRulesSchema, PRESET_DISPUTE_RULES } from "./dispute-rules.ts";
import { envelopeSchema } from "./envelope.ts";
import { KINDS } from "./kinds.ts";
import { schemaHash } from "./testing/schema-hash.ts";

/** The first bytes of the hash of each kind's JSON Schema: every field, bound and pattern. */
const PINNED: Readonly<Record<string, string>> = {
  "appeal.file": "d45f2496",
  "case.draw": "90ff5e10",
  "case.reopen": "e3c5fa53",
  "clock.record": "33a771d5",
  cosign: "54857188",
  "definition.admit": "d4008c43",
  "definition.publish": "f2824e95",
  "definition.withdraw": "f1629296",
  "disclosure.action_item_update": "1daeaf2d",
  "disclosure.audit": "c385c51d",
  "disclosure.bond": "84d966f1",
  "disclosure.canary": "6ffd1b3d",
  "disclosure.contacts": "8f6e1ee3",
  "disclosure.custody_addresses": "e25f2b81",
  "disclosure.database_ledger_digest": "3599bf05",
  "disclosure.dependency": "71ac04e1",
  "disclosure.fees": "1220ac5a",
  "disclosure.heartbeat": "47e13d5d",
  "disclosure.identity": "eaf745c9",
  "disclosure.incident": "8e2b32e8",
  "disclosure.liabilities": "19d61653",
  "disclosure.reserves": "accc4970",
  "disclosure.service_level": "ceb4ba5d",
  "disclosure.software": "58b903fe",
  "disclosure.terms_change": "294b5cb5",
  "disclosure.windup_notice": "1535ca7e",
  "disclosure.windup_plan": "09f633f8",
  "draw.reveal": "2d5b400e",
  "evidence.attach": "cb900b35",
  "exchange.commit": "c2c4b2f1",
  "fraud.proof": "bb7c6cac",
  "index.genesis": "0e1fff62",
  "index.key": "bede4d95",
  "key.add": "82cacdc1",
  "key.flag": "ed111f6f",
  "key.recover": "e84ad064",
  "key.retire": "151fd360",
  "key.revoke": "c59a9221",
  "maintainer.accept": "25c7d85c",
  "maintainer.appoint": "a00c7c1b",
  "maintainer.interests": "879c0407",
  "maintainer.remove": "452becea",
  "member.grant": "a9c509c5",
  "member.revoke": "eadf8427",
  "model.activate": "f70b0d56",
  "model.announce": "13816dae",
  "panel.accept": "91f9b848",
  "panel.decline": "7415b042",
  "panel.recuse": "7415b042",
  "part.withheld": "2ce533e0",
  "participant.register": "84504338",
  "participant.update": "9c5827a0",
  "peer.observation": "065b17fd",
  "policy.activate": "b494db77",
  "policy.announce": "8d2d00ed",
  "provider.claim": "402eb41c",
  "provider.link": "0394f701",
  "provider.register": "420c09e3",
  "provider.transfer": "39f09736",
  "provider.update": "51df54ea",
  "report.file": "875985b5",
  "report.withdraw": "e890348f",
  "response.file": "ec1102a3",
  ruling: "10c6c2f0",
  "solvency.check": "b110151a",
  "state.root": "55ce3704",
  verdict: "99a8e3d8",
  "vote.commit": "fc1595e4",
  "vote.reveal": "2b5fd64a",
};

test("no bound of a kind moves unseen: a changed schema needs a new number of the fold, or an entry changes its effect", () => {
  const found = Object.entries(KINDS).map(([kind, { body }]) => [kind, schemaHash(body)]);
  expect(Object.fromEntries(found)).toEqual(PINNED);
});

test("a kind's statements replace each other by slot as they always did, and all others stand for themselves", () => {
  const kindsOf = (slot: string) => Object.entries(KINDS).flatMap(([kind, rule]) => (rule.slot === slot ? [kind] : []));
  const alone = ["database_ledger_digest", "heartbeat"];
  const slots = Object.values(KINDS).flatMap(({ slot }) => slot ?? []);
  expect(Object.fromEntries(slots.map((slot) => [slot, kindsOf(slot).sort().join(" ")]))).toEqual({
    index: "index.genesis index.key",
    participant: "participant.register participant.update",
    provider: "provider.claim provider.register provider.transfer provider.update",
    member: "member.grant member.revoke",
    key: "key.add key.recover key.retire key.revoke",
    definition: "definition.publish definition.withdraw",
    model: "model.activate model.announce",
    "state-root": "state.root",
    disclosure: Object.keys(DISCLOSURES)
      .filter((type) => !alone.includes(type))
      .map((type) => `disclosure.${type}`)
      .sort()
      .join(" "),
  });
});

test("what decides how long a disclosure stands, and whose word suffices for it, moves as little", () => {
  const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
  const rules = types.map(({ type, life, aheadDays = 0, about, scope = "disclose" }) => {
    const { ends, ...rest } = life;
    return [type, [ends, ...Object.values(rest), about, scope, aheadDays].join(" ")];
  });
  expect(Object.fromEntries(rules)).toEqual({
    action_item_update: "never both disclose 0",
    audit: "at-expiry 400 400 both disclose 0",
    bond: "at-expiry 365 400 both disclose 0",
    canary: "after-field nextAt 7 30 both disclose 0",
    contacts: "at-expiry 365 400 both disclose 0",
    custody_addresses: "at-expiry 90 90 instance disclose 0",
    database_ledger_digest: "never both disclose 0",
    dependency: "at-expiry 90 120 both disclose 0",
    fees: "at-expiry 180 180 both disclose 0",
    heartbeat: "never both beat 400",
    identity: "at-expiry 365 400 both disclose 0",
    incident: "never both disclose 0",
    liabilities: "at-expiry 14 14 instance disclose 0",
    reserves: "at-expiry 14 14 instance disclose 0",
    service_level: "at-expiry 45 45 both disclose 0",
    software: "at-expiry 90 90 both disclose 0",
    terms_change: "never both disclose 400",
    windup_notice: "never both disclose 0",
    windup_plan: "at-expiry 365 400 both disclose 0",
  });
});

test("which step of transparency a type is asked for, who writes it, and whether it replaces the one before, stands", () => {
  const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
  const asked = ([1, 2, 3, 4, null] as const).map((step) =>
    types.flatMap((one) => (one.step === step ? [one.type] : [])),
  );
  expect(asked.map((names) => names.sort().join(" "))).toEqual([
    "contacts fees identity",
    "database_ledger_digest heartbeat software",
    "dependency liabilities reserves windup_plan",
    "audit bond",
    "action_item_update canary custody_addresses incident service_level terms_change windup_notice",
  ]);
  expect(types.flatMap(({ type, composed }) => (composed ? [] : [type]))).toEqual(["heartbeat"]);
  expect(types.flatMap(({ type, replaces }) => (replaces ? [] : [type])).sort()).toEqual([
    ...["database_ledger_digest", "heartbeat"],
  ]);
});

test("nor one of what every statement has around it, and of the documents that statements name", () => {
  const schemas = { answersSchema, definitionSchema, disputeRulesSchema, envelopeSchema, policySchema };
  const found = Object.entries(schemas).map(([name, schema]) => [name, schemaHash(schema)]);
  expect(Object.fromEntries(found)).toEqual({
    answersSchema: "4d9e0105",
    definitionSchema: "8903ea6c",
    disputeRulesSchema: "ff203ff1",
    envelopeSchema: "fad4348f",
    policySchema: "65899577",
  });
});

test("the clocks of a case that a new index has, in hours, are those of docs/protocol/cases.md", () => {
  expect(PRESET_DISPUTE_RULES.hours).toEqual({
    ...{ respond: 168, extension: 168, evidence: 168, urgentEvidence: 48, shares: 24, seats: 24, vote: 120 },
    ...{ reveal: 24, openVote: 24, draft: 48, incident: 336, appeal: 720, appealRuling: 504 },
    ...{ admissionAppeal: 336, reporterSilence: 336 },
  });
});
