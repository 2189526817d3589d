/** The authority table tried out: every row with every persona; exactly the personas that the row names succeed. */
import { expect, test } from "vitest";
import { definitionIdOf, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { EMPTY_TRIE } from "#lib/log/trie.ts";
import { AUTHORITY, type AuthorityRow, authorityFor, type SignerRole } from "#lib/statement/authority.ts";
import { clockRecordId } from "#lib/statement/clock-record.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import { ATTACH_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { PRESET_POLICY } from "#lib/statement/genesis.ts";
import { type DisclosureKind, isDisclosureKind, KINDS } from "#lib/statement/kinds.ts";
import { POLICY_NOTICE_MS } from "./reducers/policy.ts";
import { stateRootOf } from "./state-root.ts";
import { accusationBody, peerBody } from "./testing/accountability.ts";
import { CASE_ACTS, SEATED } from "./testing/case-acts.ts";
import { report, reporting, verdictOn } from "./testing/cases.ts";
import { publishing } from "./testing/definitions.ts";
import { CHAIN_END, Court } from "./testing/disputes.ts";
import { announcing } from "./testing/models.ts";
import { digestOfKey, type Saying, TestWorld, testKey } from "./testing/world.ts";
import { definitionOf, policyFormOf } from "./view.ts";

const PERSONAS = {
  "the index": testKey("index statement"),
  "the admin": testKey("index admin"),
  operator: testKey("ada"),
  spare: testKey("ada spare"),
  recovery: testKey("ada recovery"),
  "disclosure key": testKey("ada disclosure"),
  "response key": testKey("ada response"),
  member: testKey("mia"),
  "another participant": testKey("eve"),
  "a key of two": testKey("olga second"),
  reporter: testKey("rita"),
  "a seated maintainer": SEATED,
  stranger: testKey("mallory"),
} as const;
type Persona = keyof typeof PERSONAS;

/** Who holds a role in the world below. */
const HOLDERS: Record<SignerRole, readonly Persona[]> = {
  "index-statement-key": ["the index"],
  "index-admins": ["the admin"],
  "inception-key": ["stranger"],
  "control-key": ["operator"],
  "own-control-key": ["operator", "another participant", "a key of two", "a seated maintainer"],
  "operator-control-key": ["operator"],
  "publisher-control-key": ["operator"],
  "member-keys": ["member"],
  "member-disclose": ["member"],
  "member-beat": ["member"],
  "member-define": ["member"],
  "member-answer": ["member"],
  "case-reporter": ["reporter"],
  // The other one has no seat.
  "seated-maintainer": ["a seated maintainer"],
  "maintainer-control-key": ["another participant", "a seated maintainer"],
  cosigner: ["a key of two"],
  "disclosure-key": ["disclosure key"],
  "change-of-control": ["spare"],
  "spare-key": ["spare"],
  "recovery-key": ["recovery"],
  // One key of two proposes, which is effective as a proposal.
  anyone: [
    ...["the index", "the admin", "operator", "member", "another participant", "a key of two", "reporter"],
    ...["a seated maintainer", "stranger"],
  ] as Persona[],
  "anyone-one-hour-late": Object.keys(PERSONAS) as Persona[],
};

const ada = PERSONAS.operator;
const olga = testKey("olga");

function settledWorld() {
  const world = TestWorld.founded({ drawChainEnd: CHAIN_END });
  world.register(ada, { nextKeyDigest: digestOfKey(PERSONAS.spare), recoveryKey: PERSONAS.recovery.did });
  world.register(PERSONAS["another participant"], { displayName: "Eve" });
  const id = world.provider(ada);
  for (const maintainer of [PERSONAS["another participant"], ada]) {
    const body = { maintainer: maintainer.did };
    world.say({ kind: "maintainer.appoint", by: PERSONAS["the admin"], subject: "index", body });
  }
  const eve = PERSONAS["another participant"];
  world.say({ kind: "maintainer.accept", by: eve, subject: eve.did, body: {} });
  world.say({
    kind: "policy.announce",
    by: PERSONAS["the admin"],
    subject: "index",
    body: { policy: PRESET_POLICY as unknown as JsonObject },
  });
  const until = formatInstant(addMs(world.now, 90 * DAY_MS));
  const grant = {
    member: PERSONAS.member.did,
    scopes: ["disclose", "beat", "keys", "define", "answer"],
    providers: "all",
    until,
  };
  world.say({ kind: "member.grant", by: ada, subject: ada.did, body: grant });
  world.register(olga, { displayName: "Two of two" });
  const secondOfTwo = world.keyBody(olga.did, "control", PERSONAS["a key of two"]);
  world.say({ kind: "key.add", by: olga, subject: olga.did, body: secondOfTwo });
  for (const [purpose, persona] of [
    ["disclosure", "disclosure key"],
    ["response", "response key"],
  ] as const) {
    world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, purpose, PERSONAS[persona]) });
  }
  // A second account key: without it the first could not retire.
  const second = testKey("ada second");
  const addSecond = world.keyBody(ada.did, "control", second, PERSONAS.spare);
  world.say({ kind: "key.add", by: PERSONAS.spare, issuer: ada, subject: ada.did, body: addSecond });
  const pending = testKey("pending response");
  world.say({ kind: "key.add", by: ada, subject: id, body: world.keyBody(id, "response", pending) });
  const deadline = formatInstant(addMs(world.now, DAY_MS));
  world.now = addMs(world.now, DAY_MS + HOUR_MS);
  world.say({ kind: "participant.update", by: olga, subject: olga.did, body: { threshold: 2 } });
  const proposal = world.say({ kind: "participant.update", by: olga, subject: olga.did, body: { displayName: "We" } });
  const otherId = world.provider(ada, { name: "Second" });
  const definition = definitionIdOf(
    world.say({ kind: "definition.publish", by: ada, subject: "new", ...publishing(world.now) }).hash,
  );
  const filed = report(world, testKey("reporter"), id);
  const court = new Court(world, id);
  court.seatable(PERSONAS["a seated maintainer"]);
  return { world, id, otherId, pending, deadline, proposal: proposal.hash, definition, filed: filed.id };
}

function exampleOf(kind: DisclosureKind, now: Instant): JsonObject {
  return DISCLOSURES[kind.slice("disclosure.".length) as DisclosureName].example(now);
}

/** Made once: each test goes on from a copy. */
const SETTLED = settledWorld();

type Settled = ReturnType<typeof settledWorld>;

const withChange = (
  base: Omit<Saying, "subject" | "body">,
  said: Pick<Saying, "subject" | "body" | "change">,
): Saying => ({
  ...base,
  ...said,
  change: { ...base.change, ...said.change },
});

const begun = new Map<string, Settled>();

/** The settled world, or what acts of that kind need of it: made once for all who try. */
function begunFor(kind: string): Settled {
  const act = CASE_ACTS[kind];
  if (act === undefined) return SETTLED;
  const known = begun.get(kind);
  if (known !== undefined) return known;
  const world = SETTLED.world.fork();
  const made = { ...SETTLED, world, filed: act.begun(new Court(world, SETTLED.id)) };
  begun.set(kind, made);
  return made;
}

/** A body for the row that only authority can refuse, and who it is issued as. */
function sayingFor(
  row: AuthorityRow,
  { world, id, otherId, pending, deadline, proposal, definition, filed }: Settled,
  by: Identity,
): Saying {
  const inCase = CASE_ACTS[row.kind];
  const revealed = by === PERSONAS.spare || by === PERSONAS.recovery ? by : undefined;
  const reveal: JsonObject = revealed === undefined ? {} : { publicKey: revealed.did };
  // Keys of the operator act in the operator's name; the others have only their own.
  const own: readonly Identity[] = [
    PERSONAS.spare,
    PERSONAS.recovery,
    PERSONAS["disclosure key"],
    PERSONAS["response key"],
  ];
  const issuer = own.includes(by) ? ada : by === PERSONAS["a key of two"] ? olga : by;
  const inName = by === PERSONAS.member && row.signers.some((role) => role.startsWith("member-"));
  const base = { kind: row.kind, by, issuer, ...(inName ? { change: { onBehalfOf: ada.did } } : {}) };
  if (inCase !== undefined) return { ...base, subject: filed, body: inCase.body(new Court(world, id), filed) };
  if (isDisclosureKind(row.kind)) return { ...base, subject: id, body: exampleOf(row.kind, world.now) };
  switch (row.kind) {
    case "index.genesis":
      return { ...base, subject: "index", body: world.genesisBody() };
    case "index.key":
      return { ...base, subject: "index", body: { verifierSha256: "0".repeat(64) } };
    case "participant.register":
      return { ...base, subject: issuer.did, body: { displayName: "New" } };
    case "participant.update":
      return {
        ...base,
        subject: ada.did,
        body: row.when === "displayName only" ? { displayName: "New" } : { recoveryKey: null, ...reveal },
      };
    case "member.grant":
    case "member.revoke": {
      const member = row.kind === "member.grant" ? testKey("new member") : PERSONAS.member;
      const until = formatInstant(addMs(world.now, DAY_MS));
      const grant = row.kind === "member.grant" ? { scopes: ["beat"], providers: "all", until } : reveal;
      return { ...base, subject: ada.did, body: { member: member.did, ...grant } };
    }
    case "cosign":
      return { ...base, subject: `stmt:${proposal}`, body: { statement: proposal } };
    case "provider.register":
      return { ...base, subject: "new", body: { kind: "service", name: "New" } };
    case "provider.update":
      return { ...base, subject: id, body: { name: "New" } };
    case "provider.transfer":
      return { ...base, subject: id, body: { to: PERSONAS["another participant"].did } };
    case "provider.link":
      return { ...base, subject: id, body: { other: otherId, relation: "same-host" } };
    case "provider.claim": {
      const body = world.claimBody(issuer, testKey("named by its key"));
      return { ...base, subject: providerIdOfKey(testKey("named by its key").did), body };
    }
    case "key.add": {
      const [owner, purpose] = row.when === "control" ? [ada.did, "control" as const] : [id, "token" as const];
      return { ...base, subject: owner, body: world.keyBody(owner, purpose, testKey("added"), revealed) };
    }
    case "key.revoke": {
      const [owner, key] = row.when === "control" ? [ada.did, ada] : [id, PERSONAS["response key"]];
      return { ...base, subject: owner, body: { thumbprint: key.thumbprint, reason: "ceased", ...reveal } };
    }
    case "key.retire": {
      const [owner, key] = row.when === "control" ? [ada.did, ada] : [id, PERSONAS["response key"]];
      const retiresAt = formatInstant(addMs(world.now, DAY_MS));
      return { ...base, subject: owner, body: { thumbprint: key.thumbprint, retiresAt, ...reveal } };
    }
    case "key.recover": {
      const body = world.recoverBody(ada.did, testKey("recovered"), PERSONAS.recovery);
      return { ...base, subject: ada.did, body: revealed === undefined ? body : { ...body, publicKey: revealed.did } };
    }
    case "definition.publish":
      return withChange(base, { subject: definition, ...publishing(world.now, 2) });
    case "definition.admit": {
      const hash = definitionOf(world.state, definition)?.versions[0]?.hash ?? "";
      return { ...base, subject: definition, body: { definition: hash, outcome: "admitted", results: hash } };
    }
    case "definition.withdraw":
      return { ...base, subject: definition, body: { reason: "We stop." } };
    case "state.root":
      return {
        ...base,
        subject: "index",
        body: { ...stateRootOf({ size: 3, lastLoggedAt: world.now, facts: EMPTY_TRIE }) },
      };
    case "peer.observation":
      return { ...base, subject: "none", body: peerBody(4) };
    case "part.withheld": {
      const body = {
        entry: 2,
        commit: "0".repeat(64),
        who: "A court",
        ground: "Order 1/26",
        reason: "Names a person.",
      };
      return { ...base, subject: "entry:2", body };
    }
    case "exchange.commit":
      return { ...base, subject: "none", body: { hash: "0".repeat(64), count: 1 } };
    case "solvency.check": {
      world.say({
        kind: "disclosure.liabilities",
        by: ada,
        subject: id,
        body: DISCLOSURES.liabilities.example(world.now),
      });
      const { root } = DISCLOSURES.liabilities.example(world.now);
      return { ...base, subject: id, body: { epoch: 1, root: String(root), result: "verified" } };
    }
    case "fraud.proof":
      return { ...base, subject: "none", body: accusationBody("peer.invalid/log", "{}") };
    case "report.file":
      return { ...reporting(by, id), issuer };
    case "evidence.attach":
      return { ...reporting(by, id), kind: row.kind, issuer, body: { template: ATTACH_TEMPLATE } };
    case "model.announce":
    case "model.activate": {
      const first = announcing("model 1");
      if (row.kind === "model.announce") return { ...base, ...first };
      world.say({ by: PERSONAS["the admin"], ...first });
      return { ...base, subject: "index", body: { hash: String(first.body.hash) } };
    }
    case "policy.announce":
      return { ...base, subject: "index", body: { policy: PRESET_POLICY as unknown as JsonObject } };
    case "policy.activate":
      world.now = addMs(world.now, POLICY_NOTICE_MS);
      return { ...base, subject: "index", body: { announced: policyFormOf(world.state)?.announced?.hash ?? "" } };
    case "maintainer.appoint":
      return { ...base, subject: "index", body: { maintainer: testKey("new maintainer").did } };
    case "maintainer.remove":
      return { ...base, subject: "index", body: { maintainer: ada.did, reason: "Asked for it." } };
    case "maintainer.accept":
      return { ...base, subject: ada.did, body: {} };
    case "maintainer.interests":
      return { ...base, subject: ada.did, body: { organisation: null, related: [], categories: [] } };
    case "key.flag": {
      const { thumbprint } = PERSONAS["response key"];
      return { ...base, subject: id, body: { thumbprint, reason: "Seen in a public place." } };
    }
    case "verdict":
      return { ...base, subject: filed, body: verdictOn(world, filed) as unknown as JsonObject };
    case "clock.record": {
      const due = { aggregate: `key:${pending.thumbprint}`, transition: "activate", deadline } as const;
      return { ...base, subject: id, body: due, change: { id: clockRecordId(due), issuedAt: deadline } };
    }
    default:
      throw new Error(`Nothing is said for ${row.kind}.`);
  }
}

for (const row of AUTHORITY as readonly AuthorityRow[]) {
  if (row.kind === "index.genesis") continue; // Entry 0: step.test.ts.
  const name = row.when === undefined ? row.kind : `${row.kind} (${row.when})`;
  for (const persona of Object.keys(PERSONAS) as Persona[]) {
    let may = row.signers.some((role) => HOLDERS[role].includes(persona));
    // A key that is not its issuer's own did:key cannot stand in for anyone after the hour.
    if (row.kind === "clock.record")
      may = !["spare", "recovery", "disclosure key", "response key", "a key of two"].includes(persona);
    // Any participant runs providers of its own; a registered one is not refused for authority but exists already.
    if (row.kind === "provider.register")
      may = ["operator", "another participant", "a key of two", "a seated maintainer"].includes(persona);
    if (row.kind === "participant.register")
      may = ["stranger", "the index", "the admin", "member", "reporter"].includes(persona);
    // Its own word about what it owes is not a user's check, nor a report about itself.
    if (["solvency.check", "report.file", "evidence.attach"].includes(row.kind)) may &&= persona !== "operator";
    test(`${name}: ${persona} ${may ? "may" : "may not"} sign`, () => {
      const from = begunFor(row.kind);
      const settled = { ...from, world: from.world.fork() };
      const saying = sayingFor(row, settled, PERSONAS[persona]);
      const statement = settled.world.compose(saying);
      expect(authorityFor(statement)).toEqual(row);
      const { effect } = settled.world.log(statement, saying.by);
      if (may) expect(effect).toEqual({ status: "effective" });
      else
        expect(
          effect.status === "void" &&
            ["no-authority", "key-not-active", "already-exists", "conflicted"].includes(effect.code),
        ).toBe(true);
    });
  }
}

test("every kind has its row of authority", () => {
  expect([...new Set(AUTHORITY.map((row) => row.kind))].sort()).toEqual(Object.keys(KINDS).sort());
});
