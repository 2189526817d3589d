/** Findings of made-up evidence for the gallery: its checks are set, and the verdict over them is the one of the code. */
import { newBundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { verdictOf } from "#lib/evidence/checks/verdict.ts";
import { BUNDLE_CHECKS, type BundleCheck } from "#lib/evidence/rules.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asInstant } from "#lib/kernel/instant.ts";

export const SAMPLE_NOW = asInstant(Date.UTC(2026, 10, 26, 12));
export const SIGNER = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S";

/** All fourteen passed, but for these. */
export function checksBut(change: Partial<Record<BundleCheck, Omit<Check, "name">>>): Check[] {
  return BUNDLE_CHECKS.map((name): Check => ({ name, outcome: "pass", ...change[name] }));
}

/** A call of a price and its answer, in a form that nobody signed. */
export function exchangeOf(body: string) {
  return {
    request: { method: "GET", authority: "halden.example", path: "/price", query: "?pair=EURUSD", nonce: "bm9uY2U" },
    response: {
      status: 200,
      contentDigest: "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
      contentType: "application/json",
      body: base64Encode(utf8Encode(body)),
    },
    signatureInput: `("@status");created=${SAMPLE_NOW / 1000};keyid="${SIGNER}";nonce="bm9uY2U";tag="prex-response-v1"`,
    signature: "AAAA",
  };
}

/** A drawing of a finding: nobody signed this. */
export function findingOf(kind: ClaimKind, checks: readonly Check[], answer: string, given?: string): BundleFinding {
  const bundle = newBundle({
    subject: { provider: SIGNER },
    claim: { kind, params: {} },
    exchanges: kind === "equivocation" ? [exchangeOf(answer), exchangeOf(given ?? "")] : [exchangeOf(answer)],
  });
  const run = {
    result: "mismatch" as const,
    ticks: 12,
    outputSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    output: { status: null, body: utf8Encode(given ?? "") },
  };
  const runs =
    given === undefined || kind === "equivocation" ? {} : { runs: { local: [run, run] as const, second: run } };
  return { checks, verdict: verdictOf(checks, kind), t: SAMPLE_NOW, bundle, signer: SIGNER, ...runs } as BundleFinding;
}
