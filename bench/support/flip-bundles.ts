/**
 * Changes one bit in each byte of a bundle, or in some of them, and holds what the fourteen checks say against where the
 * byte stands: the check that is about it fails, those before it keep their result, and those behind keep it or have
 * nothing left to ask. Outside what was signed, the fault keeps its name.
 */
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { BUNDLE_CHECKS, type BundleCheck } from "#lib/evidence/rules.ts";
import { exampleClaims } from "#lib/evidence/testing/example-claims.ts";
import { factsOf } from "#lib/evidence/testing/plain-facts.ts";
import { pointerAtByte } from "#lib/kernel/json-parser.ts";

/** What is about a place. The first form that the pointer keeps counts; `signed`: a change makes it another fault. */
const PLACES: readonly { readonly at: RegExp; readonly checks: readonly BundleCheck[]; readonly signed?: true }[] = [
  { at: /^\/(claim\/text|reexecution|reporter)/, checks: [] },
  { at: /^\/exchanges\/\d\/(request|response)\/body$/, checks: ["body", "claim"] },
  { at: /^\/exchanges\/\d\/(request|response)\/contentDigest$/, checks: ["body", "signature"], signed: true },
  {
    at: /^\/exchanges\/\d\/signatureInput$/,
    checks: ["components", "key", "signature", "key-state", "time"],
    signed: true,
  },
  { at: /^\/exchanges\/\d\/signature$/, checks: ["signature"] },
  { at: /^\/exchanges/, checks: ["components", "signature"], signed: true },
  { at: /^\/keys/, checks: ["key", "key-state"] },
  { at: /^\/time/, checks: ["time"] },
  { at: /^\/receipts/, checks: ["claim"], signed: true },
  { at: /^\/claim\/params\/tokens/, checks: ["secrets", "key", "claim"], signed: true },
  { at: /^\/claim\/params/, checks: ["claim"] },
  { at: /^\/subject/, checks: ["key", "key-state", "claim"] },
];

export type FlipResult = {
  readonly kind: string;
  readonly bytes: number;
  readonly flips: number;
  /** How many flips each check was the first to notice; `none`: of what decides nothing. */
  readonly noticedBy: Readonly<Record<string, number>>;
  readonly failures: readonly string[];
};

/** `share`: of the bytes, each with one bit by chance. `seed`: the same flips at each run. */
export async function flipBundles(options: {
  share: number;
  seed: number;
  raw: CheckFacts["trust"]["raw"];
}): Promise<FlipResult[]> {
  const results: FlipResult[] = [];
  for (const [kind, { bytes, facts: plain }] of Object.entries(await exampleClaims())) {
    const facts = factsOf(plain, options.raw);
    const honest = await checkBundle(bytes, facts);
    const noticedBy: Record<string, number> = {};
    const failures: string[] = [];
    let flips = 0;
    for (const at of placesIn(bytes, options)) {
      const changed = flip(bytes, at, (at * 7 + options.seed) % 8);
      const finding = await checkBundle(changed, facts);
      flips += 1;
      const { first, wrong } = compare(honest, finding, pointerAtByte(bytes, at, LIMITS));
      noticedBy[first] = (noticedBy[first] ?? 0) + 1;
      if (wrong !== undefined) failures.push(`${kind}, byte ${at} (${pointerAtByte(bytes, at, LIMITS)}): ${wrong}`);
    }
    results.push({ kind, bytes: bytes.length, flips, noticedBy, failures });
  }
  return results;
}

const LIMITS = { maxBytes: 4 << 20, maxDepth: 40, maxKeys: 20_000 };

export function flip(bytes: Uint8Array, at: number, bit: number): Uint8Array {
  return bytes.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte));
}

/** All, or those that a fixed stride from a start by the seed meets. */
function placesIn(bytes: Uint8Array, { share, seed }: { share: number; seed: number }): number[] {
  const stride = Math.max(1, Math.round(1 / share));
  return Array.from(bytes.keys()).filter((at) => at % stride === seed % stride);
}

type Compared = { readonly first: string; readonly wrong?: string };

function compare(honest: BundleFinding, finding: BundleFinding, pointer: string): Compared {
  const outcomes = (found: BundleFinding) => found.checks.map(({ outcome }) => outcome);
  const [before, after] = [outcomes(honest), outcomes(finding)];
  const differing = BUNDLE_CHECKS.filter((_, at) => before[at] !== after[at]);
  const first = differing.find((name) => after[BUNDLE_CHECKS.indexOf(name)] === "fail") ?? differing[0] ?? "none";
  if (finding.verdict.verdict === "proven" && finding.fault?.id !== honest.fault?.id)
    return { first, wrong: "another fault is proven" };
  // What is no bundle any more has no other check to make.
  if (first === "form")
    return after.slice(1).every((outcome) => outcome === "not-run") ? { first } : { first, wrong: "form" };
  const place = PLACES.find(({ at }) => at.test(pointer));
  if (place === undefined) return { first, wrong: `it was read, with ${differing.join(", ")} changed` };
  const allowed: readonly string[] = place.checks;
  const isSilent = (name: string) => {
    const outcome = after[BUNDLE_CHECKS.indexOf(name as BundleCheck)];
    return outcome === "not-run" || outcome === "cannot-check";
  };
  if (first !== "none" && !allowed.includes(first)) return { first, wrong: `${first} noticed it` };
  const stranger = differing.find((name) => !allowed.includes(name) && !isSilent(name));
  if (stranger !== undefined) return { first, wrong: `${stranger} changed too` };
  if (place.signed !== true && finding.fault?.id !== honest.fault?.id)
    return { first, wrong: "the fault has another name" };
  if (allowed.length === 0 && finding.verdict.verdict !== honest.verdict.verdict)
    return { first, wrong: "another verdict" };
  return { first };
}
