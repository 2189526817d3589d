/** For tests: a log with a lie and a truth reported under a rule of content addresses, and what machines find of both. */
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
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type { KeyForm } from "../forms.ts";
import { type Finding, reporting } from "./cases.ts";
import { TRUST } from "./fraud-world.ts";
import { TestWorld, testKey } from "./world.ts";

const [ada, rita, rolf] = [testKey("ada"), testKey("rita"), testKey("rolf")];
export const response = testKey("ada response");

/** CID version 1, raw, of the text "true". */
const ADDRESS = "bafkreifvx2sbw3dch56at4n7etok4whlvm6azxmqvwlgxrb2iw2eqz7bfm";
const example = (answer: string) => ({
  ...exchangeOf("[]", answer),
  request: { method: "GET", authority: "blocks.example", path: `/${ADDRESS}`, query: "?" },
});
const blocks = {
  schema: "touchstone/definition/1",
  kind: "content-address",
  input: { from: ["@path;req"], body: "bytes" },
  unattestable: [],
  window: TEST_WINDOW,
  tests: ["match", "match", "mismatch"].map((result, at) => ({
    name: `test ${at}`,
    exchanges: [example(result === "match" ? "true" : "false")],
    result,
  })),
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
export async function reported() {
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
  const parts = new Map<string, Part>();
  const found: { id: string; commit: string; finding: Finding }[] = [];
  for (const [by, said] of [
    [rita, "false"],
    [rolf, "true"],
  ] as const) {
    const keys = [{ publicKey: response.did, events: [], proofs: [] }];
    const bytes = encodeBundle(newBundle({ subject: { provider }, keys, ...(await evidence(said)) }));
    const evidencePart = { bytes, nonce: sha256(utf8Encode(said)) };
    const commit = commitOf(evidencePart);
    parts.set(commit, evidencePart);
    const saying = reporting(by, provider, "content-address");
    const part = { ...saying.change?.parts?.[0], commit, bytes: bytes.length } as never;
    const { hash, effect } = world.say({ ...saying, change: { parts: [part] } });
    if (effect.status === "void") throw new Error(`A report is void: ${effect.code}.`);
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
