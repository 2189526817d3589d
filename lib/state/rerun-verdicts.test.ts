/** Verdicts run again by a stranger, from the log's leaves and the public parts alone; content addresses need no engine. */
import { beforeAll, expect, test } from "vitest";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { exchangeOf, TEST_WINDOW } from "#lib/evidence/definition/testing/definitions.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { answeredAt } from "#lib/evidence/testing/signed-answer.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseIdOf, definitionIdOf, type EntryIndex, type ProviderId } from "#lib/kernel/ids.ts";
import { addMs, HOUR_MS, MINUTE_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { commitOf } from "#lib/statement/submission.ts";
import { type AuditedEntry, Replay } from "./audit.ts";
import type { KeyForm } from "./forms.ts";
import { rerunVerdicts } from "./rerun-verdicts.ts";
import { caseIn, type Finding, judge, reporting } from "./testing/cases.ts";
import { TRUST } from "./testing/fraud-world.ts";
import { rememberingVerify, TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { indexOf } from "./view.ts";

const [ada, rita, rolf, response] = [testKey("ada"), testKey("rita"), testKey("rolf"), testKey("ada response")];

/** CID version 1, raw, of the text "true". */
const ADDRESS = "bafkreifvx2sbw3dch56at4n7etok4whlvm6azxmqvwlgxrb2iw2eqz7bfm";
const example = { ...exchangeOf("[]", "true"), request: { ...exchangeOf("[]", "true").request, path: `/${ADDRESS}` } };
const blocks = {
  schema: "touchstone/definition/1",
  kind: "content-address",
  input: { from: ["@path;req"], body: "bytes" },
  unattestable: [],
  window: TEST_WINDOW,
  tests: ["one", "two", "three"].map((name) => ({ name, exchanges: [example], result: "match" })),
} as unknown as Definition;
const BLOCKS = hexEncode(definitionHash(blocks));

const evidence = async (body: string) => {
  const exchange = await signResponse(
    {
      request: {
        ...{ method: "GET", authority: "halden.example", path: `/${ADDRESS}`, query: "?" },
        nonce: "Y2xpZW50LW5vbmNl",
      },
      response: { status: 200, contentType: "application/json", body: utf8Encode(body), definition: BLOCKS },
    },
    { created: answeredAt / SECOND_MS, keyid: response.did, nonce: "c2lnbmVyLW5vbmNl" },
    (message) => signEd25519(response.seed, message),
  );
  return { claim: { kind: "content-address" as const, params: {} }, exchanges: [exchange] };
};

/** A log with a lie and a truth reported, both in time, and what a checker that knows no log says of them. */
async function reported() {
  const world = TestWorld.founded();
  world.register(ada);
  const provider = world.provider(ada) as ProviderId;
  world.say({
    kind: "key.add",
    by: ada,
    subject: provider,
    body: world.keyBody(provider, "response", response),
  });
  const body = { name: "Blocks", definition: blocks } as unknown as JsonObject;
  const published = world.say({ kind: "definition.publish", by: ada, subject: "new", body });
  const definition = definitionIdOf(published.hash);
  const admitted = { definition: BLOCKS, outcome: "admitted", results: "0".repeat(64) };
  world.say({ kind: "definition.admit", by: world.index, subject: definition, body: admitted });
  world.now = addMs(answeredAt, MINUTE_MS);
  const parts = new Map<string, Uint8Array>();
  const found: { id: string; commit: string; finding: Finding }[] = [];
  for (const [by, said] of [
    [rita, "false"],
    [rolf, "true"],
  ] as const) {
    const keys = [{ publicKey: response.did, events: [], proofs: [] }];
    const bytes = encodeBundle(newBundle({ subject: { provider }, keys, ...(await evidence(said)) }));
    const commit = commitOf({ bytes, nonce: sha256(utf8Encode(said)) });
    parts.set(commit, bytes);
    const saying = reporting(by, provider, "content-address");
    const part = { ...saying.change?.parts?.[0], commit, bytes: bytes.length } as never;
    const { hash, effect } = world.say({ ...saying, change: { parts: [part] } });
    expect(effect).toEqual({ status: "effective" });
    const { checks, fault, signer } = await checkBundle(bytes, factsOf(world, provider));
    const failed = Object.fromEntries(
      checks.map(({ name, outcome, reason }) => [name, { outcome, ...(reason && { reason }) }]),
    );
    const group = { faultGroup: fault?.group ?? null };
    const finding = { fault: fault?.id ?? null, signer: signer ?? null, definition: BLOCKS, change: group };
    found.push({ id: caseIdOf(hash), commit, finding: { checks: failed, ...finding } });
  }
  // Whoever is accused takes the rule away; it had been there.
  world.say({ kind: "definition.withdraw", by: ada, subject: definition, body: { reason: "It is not needed." } });
  const [lie, truth] = found;
  if (lie === undefined || truth === undefined) throw new Error("Nothing was reported.");
  return { world, provider, parts, lie, truth };
}

function factsOf(world: TestWorld, owner: ProviderId): CheckFacts {
  const { addedIn } = world.state.get(`key:${response.thumbprint}`) as KeyForm;
  const material = { code: undefined, state: undefined };
  return {
    filed: { index: (world.leaves.length - 1) as EntryIndex, at: world.now },
    trust: TRUST,
    historyOf: () => ({ owner, purpose: "response", addedIn, activeFrom: addMs(answeredAt, -HOUR_MS), ends: [] }),
    definitionOf: () => ({ definition: blocks, material, listed: true }),
    caseOf: () => null,
    similarCases: () => 0,
  };
}

let scene: Awaited<ReturnType<typeof reported>>;
beforeAll(async () => {
  scene = await reported();
});

/** What a stranger finds who has the leaves, and of the parts those that are served. */
async function rerun(world: TestWorld, parts: ReadonlyMap<string, Uint8Array> = scene.parts) {
  const replay = new Replay(TEST_LOG, rememberingVerify);
  const entries: AuditedEntry[] = world.leaves.flatMap((leaf) => replay.push(leaf) ?? []);
  expect(replay.faults).toEqual([]);
  const index = indexOf(replay.state);
  if (index === undefined) throw new Error("No genesis.");
  const part = async (commit: string) => parts.get(commit);
  return await rerunVerdicts(entries, { index, trust: TRUST, part, hosts: undefined });
}

test("a log with a lie proven and a truth refuted is clean, whatever was revoked and withdrawn since", async () => {
  const world = scene.world.fork();
  const { lie, truth, provider } = scene;
  expect(await rerun(world)).toMatchObject({ outcome: "pass", detail: "no verdict is logged" });
  expect(judge(world, lie.id, lie.finding).effect.status).toBe("effective");
  expect(judge(world, truth.id, truth.finding).effect.status).toBe("effective");
  expect([caseIn(world, lie.id).state, caseIn(world, truth.id).state]).toEqual(["proven", "inadmissible"]);
  const revoked = {
    thumbprint: response.thumbprint,
    reason: "compromised",
    compromisedSince: "2026-11-22T10:00:00.000Z",
  };
  expect(world.say({ kind: "key.revoke", by: ada, subject: provider, body: revoked }).effect.status).toBe("effective");
  expect(await rerun(world)).toMatchObject({ outcome: "pass", detail: expect.stringMatching(/^2 verdicts follow/) });
});

test("a verdict that its evidence does not give is named by its entry, though the fold takes it", async () => {
  const { lie, truth } = scene;
  const { checks: _, ...passing } = truth.finding;
  const wrong: [string, Finding, string][] = [
    [truth.id, passing, "gives refuted (answer-is-right)"],
    [lie.id, { ...lie.finding, checks: truth.finding.checks ?? {} }, "gives proven"],
    [lie.id, { ...lie.finding, checks: { claim: { outcome: "cannot-check", reason: "for-people" } } }, "gives proven"],
    [lie.id, { ...lie.finding, fault: "e".repeat(64) }, "gives proven with another faultId"],
  ];
  for (const [id, finding, found] of wrong) {
    const world = scene.world.fork();
    expect(judge(world, id, finding).effect).toEqual({ status: "effective" });
    const check = await rerun(world);
    expect(check).toMatchObject({ name: "verdicts", outcome: "fail", reason: "wrong-verdict" });
    expect(check.detail).toContain(`Entry ${world.leaves.length - 1} says`);
    expect(check.detail).toContain(found);
  }
});

test("a part that is gone, and a machine's bad day, convict nobody and are said", async () => {
  const { lie, truth, parts } = scene;
  const world = scene.world.fork();
  judge(world, lie.id, lie.finding);
  judge(world, truth.id, { ...truth.finding, checks: {} });
  const without = new Map([...parts].filter(([commit]) => commit !== truth.commit));
  expect(await rerun(world, without)).toMatchObject({ outcome: "cannot-check", reason: "part-withheld" });
  const slow = scene.world.fork();
  judge(slow, lie.id, { ...lie.finding, checks: { claim: { outcome: "cannot-check", reason: "timeout" } } });
  expect(await rerun(slow)).toMatchObject({ outcome: "cannot-check", reason: "machine" });
  // "Nobody can read it" is no way out either: whoever reads it sees that it is a lie.
  const silent = scene.world.fork();
  const unread = { outcome: "cannot-check", reason: "withheld" } as const;
  judge(silent, lie.id, { ...lie.finding, checks: { form: unread } });
  expect(await rerun(silent)).toMatchObject({ outcome: "fail", reason: "wrong-verdict" });
});
