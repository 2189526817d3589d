/** Whole bundles that every checker must judge alike: honest ones of each kind, changed ones, and dishonest signers'. */
import { flip } from "#bench/support/flip-bundles.ts";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import { exampleClaims } from "#lib/evidence/testing/example-claims.ts";
import { factsOf, type PlainFacts } from "#lib/evidence/testing/plain-facts.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { nobleVerify, type RawVerify } from "#lib/kernel/ed25519.ts";
import { nodeVerify } from "#lib/platform/node-ed25519.ts";
import { dishonestAnswers } from "./http.ts";
import { runSuite, type Suite } from "./vectors.ts";

/** `valid`: the signature holds; undefined where other checks decide. */
export type EvidenceSample = { readonly bytes: Uint8Array; readonly facts: PlainFacts; readonly valid?: boolean };

const FLIPS_OF_EACH = 4;

export async function evidenceSamples(): Promise<EvidenceSample[]> {
  const examples = Object.values(await exampleClaims());
  const changed = examples.flatMap(({ bytes, facts }) =>
    Array.from({ length: FLIPS_OF_EACH }, (_, at) => {
      const place = Math.floor(((at + 0.6) * bytes.length) / FLIPS_OF_EACH);
      return { bytes: flip(bytes, place, at), facts };
    }),
  );
  return [...examples, ...changed, ...(await dishonestBundles())];
}

/** Answers with torsion, of small order, malleated and cut, each in a bundle of its own against the key that it names. */
export async function dishonestBundles(): Promise<EvidenceSample[]> {
  const { equivocation } = await exampleClaims();
  if (equivocation === undefined) throw new Error("The example is there.");
  return (await dishonestAnswers()).map(({ exchange, publicKey, valid }) => {
    const bundle = newBundle({
      subject: { provider: didKeyOf(publicKey) },
      claim: { kind: "wrong-result", params: {} },
      exchanges: [exchange],
    });
    return { bytes: encodeBundle(bundle), facts: equivocation.facts, valid };
  });
}

/** All that a checker says of it, as one text. */
export async function findingText({ bytes, facts }: EvidenceSample, raw: RawVerify): Promise<string> {
  const { checks, verdict, fault } = await checkBundle(bytes, factsOf(facts, raw));
  return JSON.stringify({ checks, verdict, fault });
}

/** Asks both implementations that answer at once. */
export async function runEvidenceConformance(): Promise<Suite> {
  return runSuite("evidence: whole bundles, judged alike", await evidenceSamples(), bundleJudgedAlike);
}

/** They say the same, and no bundle holds whose signature does not. */
async function bundleJudgedAlike(sample: EvidenceSample): Promise<string | undefined> {
  const [byNoble, byNode] = [await findingText(sample, nobleVerify), await findingText(sample, nodeVerify)];
  if (byNoble !== byNode) return "differ";
  const holds = byNode.includes('{"name":"signature","outcome":"pass"}');
  return sample.valid === undefined || sample.valid === holds ? undefined : `holds: ${holds}`;
}
