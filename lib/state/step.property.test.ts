import fc from "fast-check";
import { expect, test } from "vitest";
import { BUNDLE_CHECKS, BUNDLE_RULES } from "#lib/evidence/rules.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { asHash } from "#lib/kernel/hash.ts";
import type { EntryIndex, StatementHash } from "#lib/kernel/ids.ts";
import { addMs, formatInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { CASE_EVIDENCE_TEMPLATE, RULING_RULE } from "#lib/statement/dispute-bodies.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import {
  APPEAL_GROUNDS,
  BALLOT_ATTRIBUTIONS,
  BALLOT_SEVERITIES,
  CASE_EVIDENCE_CLASSES,
  GROUNDS,
  INTEREST_RELATIONS,
  OUTCOMES,
  REOPENING_GROUNDS,
  RULED_BY,
} from "#lib/statement/dispute-words.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { ATTACH_TEMPLATE, CLAIM_NAMES, REPORT_TEMPLATE, VERDICTS } from "#lib/statement/evidence-bodies.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import { type DisclosureKind, isDisclosureKind, KINDS, type Kind } from "#lib/statement/kinds.ts";
import { RE_EXECUTION } from "#lib/statement/observations.ts";
import { step } from "./step.ts";
import { accusationBody, peerBody } from "./testing/accountability.ts";
import { hashOf, report } from "./testing/cases.ts";
import { publishing } from "./testing/definitions.ts";
import { DENIES, UPHOLDS } from "./testing/disputes.ts";
import { digestOfKey, TEST_LOG, TEST_START, TestWorld, testKey } from "./testing/world.ts";

const ada = testKey("ada");
const NOTHING_READ = { reason: null, exchange: null, signedAt: null };
const keys = [ada, testKey("eve"), testKey("ada spare"), testKey("index admin"), testKey("index statement")];

/** Bodies that each kind's schema accepts: what the fold can meet. */
function bodies(world: TestWorld): Record<Kind, fc.Arbitrary<object>> {
  const key = fc.constantFrom(...keys);
  const did = key.map((k) => k.did);
  const digest = fc.oneof(key.map(digestOfKey), fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hexEncode));
  const hex = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(hexEncode);
  const signature = fc.uint8Array({ minLength: 64, maxLength: 64 }).map(base64UrlEncode);
  const time = fc.integer({ min: -1e12, max: 1e12 }).map((ms) => formatInstant(addMs(TEST_START, ms)));
  const some = { requiredKeys: [] };
  const purpose = fc.constantFrom("control", "response", "disclosure", "token", "report");
  return {
    "index.genesis": fc.constant(world.genesisBody()),
    "index.key": fc.record(
      { statementKey: did, admins: fc.uniqueArray(did, { minLength: 1 }), threshold: fc.integer({ min: 1, max: 5 }) },
      some,
    ),
    "participant.register": fc.record(
      { displayName: fc.constant("N"), nextKeyDigest: digest, recoveryKey: did },
      { requiredKeys: ["displayName"] },
    ),
    "participant.update": fc.record(
      {
        displayName: fc.constant("N"),
        nextKeyDigest: fc.option(digest),
        recoveryKey: fc.option(did),
        threshold: fc.integer({ min: 1, max: 5 }),
        publicKey: did,
      },
      some,
    ),
    "provider.register": fc.record(
      {
        kind: fc.constant("service"),
        name: fc.constant("N"),
        proofs: fc.array(fc.record({ publicKey: did, signature }), { minLength: 1, maxLength: 4 }),
      },
      { requiredKeys: ["kind", "name"] },
    ),
    "provider.update": fc.record(
      {
        name: fc.constant("N"),
        domain: fc.constantFrom(null, "halden.example"),
        observe: fc.boolean(),
        proofs: fc.array(fc.record({ publicKey: did, signature }), { minLength: 1, maxLength: 4 }),
      },
      some,
    ),
    "provider.transfer": fc.record({ to: did }),
    "provider.link": fc.record(
      {
        other: fc.constantFrom(`prv_${"b".repeat(26)}`, `prv_${"a".repeat(26)}`),
        relation: fc.constant("same-host"),
        ended: fc.constant(true),
      },
      { requiredKeys: ["other", "relation"] },
    ),
    "provider.claim": fc.record({
      kind: fc.constant("service"),
      name: fc.constant("N"),
      providerKey: did,
      proof: signature,
    }),
    "key.add": fc.record(
      { purpose, newKey: did, proof: signature, publicKey: did },
      { requiredKeys: ["purpose", "newKey", "proof"] },
    ),
    "key.revoke": fc.record(
      {
        thumbprint: key.map((k) => k.thumbprint),
        reason: fc.constant("compromised"),
        compromisedSince: time,
        publicKey: did,
      },
      { requiredKeys: ["thumbprint", "reason"] },
    ),
    "member.grant": fc.record({
      member: did,
      scopes: fc.constant(["disclose"]),
      providers: fc.constantFrom("all", [`prv_${"a".repeat(26)}`]),
      until: time,
    }),
    "member.revoke": fc.record({ member: did }),
    cosign: fc.record({ statement: hex }),
    "key.retire": fc.record(
      { thumbprint: key.map((k) => k.thumbprint), retiresAt: time, publicKey: did },
      { requiredKeys: ["thumbprint", "retiresAt"] },
    ),
    "key.recover": fc.record(
      { newKey: did, proof: signature, nextKeyDigest: digest, publicKey: did },
      { requiredKeys: ["newKey", "proof", "publicKey"] },
    ),
    "definition.publish": fc.constantFrom(...[1, 2].map((version) => publishing(TEST_START, version).body)),
    "definition.admit": fc.record({
      definition: hex,
      outcome: fc.constant("refused"),
      failed: fc.constantFrom("tests-pass", "deterministic"),
    }),
    "definition.withdraw": fc.record({ reason: fc.constant("We stop.") }),
    ...disclosureBodies(time),
    "state.root": fc.record({
      size: fc.integer({ min: 1, max: 20 }),
      asOf: fc.constantFrom("2026-11-22T00:00:00.000Z", "2026-11-23T00:00:00.000Z"),
      facts: hex,
      marks: hex,
      fold: fc.nat(3),
      model: fc.option(hex),
    }),
    "peer.observation": fc.oneof(
      fc.nat(6).map((size): object => peerBody(size)),
      fc.constantFrom<object>(
        { type: "name-dns", domain: "halden.example", outcome: "found", record: "touchstone=it" },
        { type: RE_EXECUTION, evidence: "0".repeat(64), by: ada.thumbprint, outcome: "agrees", ...NOTHING_READ },
        { type: "payment-methods", url: "https://halden.example", outcome: "found", methods: [] },
      ),
    ),
    "part.withheld": fc.record({
      entry: fc.nat(20),
      commit: hex,
      who: fc.constant("A court"),
      ground: fc.constant("Order 1/26"),
      reason: fc.constant("Names a person."),
    }),
    "exchange.commit": fc.record({ hash: hex, count: fc.integer({ min: 1, max: 9 }) }),
    "solvency.check": fc.record({
      epoch: fc.integer({ min: 1, max: 3 }),
      root: hex,
      result: fc.constantFrom("verified", "mismatch"),
    }),
    "report.file": fc.record({
      template: fc.constant(REPORT_TEMPLATE),
      claim: fc.constantFrom(...CLAIM_NAMES),
      drawShare: hex,
    }),
    "evidence.attach": fc.oneof(
      fc.constant({ template: ATTACH_TEMPLATE }),
      fc.record({
        template: fc.constant(CASE_EVIDENCE_TEMPLATE),
        label: fc.constant("A letter"),
        class: fc.constantFrom(...CASE_EVIDENCE_CLASSES),
        statement: fc.constant("They wrote this."),
      }),
    ),
    "response.file": fc.oneof(
      fc.record({
        type: fc.constant("contest"),
        ground: fc.option(fc.constantFrom(...GROUNDS)),
        statement: fc.constant("Not so."),
        drawShare: hex,
      }),
      fc.constantFrom<object>(
        { type: "extension", reason: "More time." },
        { type: "admission", statement: "It was us." },
      ),
    ),
    "report.withdraw": fc.constant({ reason: "We agreed." }),
    "draw.reveal": fc.record({ share: hex }),
    "case.draw": fc.record({ round: fc.constantFrom(1, 2), preimage: hex }),
    "panel.accept": fc.record({ round: fc.constantFrom(1, 2), noConflict: fc.constant(true) }),
    "panel.decline": fc.record({ round: fc.constantFrom(1, 2), reason: fc.constant("No time.") }),
    "panel.recuse": fc.record({ round: fc.constantFrom(1, 2), reason: fc.constant("I know them.") }),
    "vote.commit": fc.record({ round: fc.constantFrom(1, 2), commit: hex }),
    "vote.reveal": fc.record({
      round: fc.constantFrom(1, 2),
      nonce: hex,
      answers: fc.constantFrom(UPHOLDS, DENIES),
    }),
    ruling: fc.record({
      round: fc.constantFrom(0, 1, 2),
      by: fc.constantFrom(...RULED_BY),
      outcome: fc.constantFrom(...OUTCOMES),
      attribution: fc.option(fc.constantFrom(...BALLOT_ATTRIBUTIONS)),
      severity: fc.option(fc.constantFrom(...BALLOT_SEVERITIES)),
      onSilence: fc.boolean(),
      weight: fc.constantFrom("full", "half"),
      labels: fc.constant([]),
      counted: fc.nat(3),
      dissent: fc.nat(3),
      rule: fc.constant(RULING_RULE),
      relied: fc.constantFrom([], [9]),
      automated: fc.boolean(),
    }),
    "appeal.file": fc.record({ ground: fc.constantFrom(...APPEAL_GROUNDS), statement: fc.constant("Wrong.") }),
    "case.reopen": fc.record({ ground: fc.constantFrom(...REOPENING_GROUNDS), reason: fc.constant("Forged.") }),
    "model.announce": fc.record(
      { model: fc.constant("N"), hash: hex, codeSha256: hex, ruleSha256: hex, from: time },
      { requiredKeys: ["model", "hash", "codeSha256", "ruleSha256"] },
    ),
    "model.activate": fc.record({ hash: hex }),
    "policy.announce": fc.record(
      {
        policy: fc.constantFrom(PRESET_POLICY, { ...PRESET_POLICY, disputes: PRESET_DISPUTE_RULES }),
        drawChainEnd: hex,
      },
      { requiredKeys: ["policy"] },
    ),
    "policy.activate": fc.record({ announced: hex }),
    "maintainer.appoint": fc.record({ maintainer: did }),
    "maintainer.accept": fc.constant({}),
    "maintainer.interests": fc.record({
      organisation: fc.option(fc.constant("Halden")),
      related: fc.array(
        fc.record({
          party: fc.oneof(did, fc.constant(`prv_${"a".repeat(26)}`)),
          how: fc.constantFrom(...INTEREST_RELATIONS),
        }),
        { maxLength: 3 },
      ),
      categories: fc.constantFrom([], ["storage"]),
    }),
    "maintainer.remove": fc.record({ maintainer: did, reason: fc.constant("Gone.") }),
    "key.flag": fc.record({ thumbprint: key.map((k) => k.thumbprint), reason: fc.constant("Seen in public.") }),
    verdict: fc.record({
      verdict: fc.constantFrom(...VERDICTS),
      reason: fc.option(fc.constantFrom("bundle-form", "timeout", "definition-suspected")),
      rules: fc.constantFrom(BUNDLE_RULES, { ...BUNDLE_RULES, verdict: "touchstone/verdict/2" }),
      bundle: fc.constantFrom(hashOf("bundle "), hashOf("another")),
      faultId: fc.option(hex),
      faultGroup: fc.option(fc.constant("a group")),
      t: time,
      signer: fc.option(did),
      keyHistory: fc.option(fc.record({ origin: fc.constant(TEST_LOG), head: hex, events: fc.integer({ min: 1 }) })),
      definition: fc.option(hex),
      state: fc.option(hex),
      inputs: hex,
      checks: fc.tuple(
        ...BUNDLE_CHECKS.map((name) =>
          fc.record({ name: fc.constant(name), outcome: fc.constantFrom("pass", "fail", "not-run", "cannot-check") }),
        ),
      ),
    }),
    "fraud.proof": fc.constantFrom(accusationBody("peer.invalid/log", "{}"), {
      ...accusationBody(TEST_LOG, "{}"),
      proofBytes: 3,
    }),
    "clock.record": fc.oneof(
      fc.record({
        aggregate: key.map((k) => `key:${k.thumbprint}`),
        transition: fc.constantFrom("activate", "retire"),
        deadline: time,
      }),
      fc.record({
        aggregate: fc.constant(`provider:prv_${"a".repeat(26)}`),
        transition: fc.constantFrom("suspend", "fail", "stale/identity", "long-stale/fees", "overdue/outage"),
        deadline: time,
      }),
      fc.record({
        aggregate: fc.constant(`case:case_${"a".repeat(26)}`),
        transition: fc.constantFrom("silence", "rule", "close", "seats", "final"),
        deadline: time,
      }),
      fc.record({
        aggregate: hex.map((digits) => `proposal:${digits}`),
        transition: fc.constant("lapse"),
        deadline: time,
      }),
      fc.record({ aggregate: fc.constant("index"), transition: fc.constant("outage"), deadline: time, since: time }),
    ),
  };
}

/** The types' examples, begun and ended at any time. */
function disclosureBodies(time: fc.Arbitrary<string>): Record<DisclosureKind, fc.Arbitrary<object>> {
  const bodies = Object.values(DISCLOSURES).map(({ type, body, example }) => {
    const said = example(TEST_START);
    const dates = fc.record({ effectiveAt: time, ...("expiresAt" in said ? { expiresAt: time } : {}) });
    const dated = dates.map((times) => ({ ...said, ...times }));
    return [`disclosure.${type}`, dated.filter((candidate) => body.safeParse(candidate).success)];
  });
  return Object.fromEntries(bodies) as Record<DisclosureKind, fc.Arbitrary<object>>;
}

test("the fold never throws and void entries write nothing, whatever valid statement comes", () => {
  const world = TestWorld.founded();
  world.register(ada, { nextKeyDigest: digestOfKey(testKey("ada spare")) });
  const id = world.provider(ada);
  const { id: filed } = report(world, testKey("reporter"), id);
  const byKind = bodies(world);
  const kinds = Object.keys(KINDS) as Kind[];
  // Disclosures are many and alike: as one kind among the others they leave room for the guards of the rest.
  const [alike, others] = [kinds.filter(isDisclosureKind), kinds.filter((kind) => !isDisclosureKind(kind))];
  const anyKind = fc.oneof(
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
    { weight: 2, arbitrary: fc.constantFrom<Kind[]>(...alike) },
  );
  const statements = anyKind.chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      body: byKind[kind],
      subject: fc.constantFrom("index", "new", "none", "entry:2", id, filed, ada.did, `prv_${"a".repeat(26)}`),
      by: fc.constantFrom(...keys),
      issuer: fc.constantFrom(...keys),
      shift: fc.integer({ min: -1e8, max: 1e6 }),
    }),
  );
  const seen = new Set<string>();
  fc.assert(
    fc.property(statements, ({ kind, subject, by, issuer, body, shift }) => {
      expect(KINDS[kind].body.safeParse(body).error?.issues ?? []).toEqual(
        ["index.key", "participant.update", "provider.update"].includes(kind) ? expect.anything() : [],
      );
      const issuedAt = formatInstant(addMs(TEST_START, shift));
      const statement = {
        v: 1,
        kind,
        log: TEST_LOG,
        id: "",
        issuedAt,
        issuer: issuer.did,
        key: by.thumbprint,
        subject,
        body,
      } as UnsignedStatement;
      const entry = {
        index: 9 as EntryIndex,
        leafHash: asHash(new Uint8Array(32)),
        loggedAt: TEST_START,
        statement,
        hash: "0".repeat(64) as StatementHash,
      };
      const { effect, writes } = step(world.state, entry);
      seen.add(effect.status === "void" ? effect.code : "effective");
      if (effect.status === "void") expect(writes.size).toBe(0);
      else expect(writes.size).toBeGreaterThan(0);
    }),
    { numRuns: 6000, seed: 12 },
  );
  expect([...seen].sort()).toEqual(
    expect.arrayContaining([
      "bad-proof",
      "effective",
      "guard",
      "no-authority",
      "stale-issued",
      "stale-prev",
      "unknown-subject",
    ]),
  );
});
