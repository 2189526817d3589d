import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { type LiveCheck, liveChecks } from "#lib/client/evidence/live-checks.ts";
import type { SiteFact } from "#lib/client/evidence/site-facts.ts";
import { BUNDLE_SCHEMA, type Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { verdictOf } from "#lib/evidence/checks/verdict.ts";
import { BUNDLE_CHECKS, BUNDLE_RULES, type BundleCheck } from "#lib/evidence/rules.ts";
import { base64Encode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { BodyView } from "./body-view.tsx";
import { CheckGroups } from "./check-groups.tsx";
import { EvidenceFinding } from "./evidence-finding.tsx";

const NOW = asInstant(Date.UTC(2026, 10, 26, 12));
const SIGNER = "did:key:z6MktULudTtAsAhRegYPiZ6631RV3viv12qd4GQF8z1xB22S";

/** All fourteen passed, but for these. */
function checksBut(change: Partial<Record<BundleCheck, Omit<Check, "name">>>): Check[] {
  return BUNDLE_CHECKS.map((name): Check => ({ name, outcome: "pass", ...change[name] }));
}

/** A drawing of a finding: nobody signed this. */
function findingOf(kind: ClaimKind, checks: readonly Check[], answer: string, given?: string): BundleFinding {
  const exchange = (body: string) => ({
    request: { method: "GET", authority: "halden.example", path: "/price", query: "?pair=EURUSD", nonce: "bm9uY2U" },
    response: {
      status: 200,
      contentDigest: "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
      contentType: "application/json",
      body: base64Encode(utf8Encode(body)),
    },
    signatureInput: `("@status");created=${NOW / 1000};keyid="${SIGNER}";nonce="bm9uY2U";tag="prex-response-v1"`,
    signature: "AAAA",
  });
  const bundle: Bundle = {
    schema: BUNDLE_SCHEMA,
    rules: BUNDLE_RULES,
    subject: { provider: SIGNER },
    claim: { kind, params: {} },
    exchanges: kind === "equivocation" ? [exchange(answer), exchange(given ?? "")] : [exchange(answer)],
    keys: [],
    time: [],
    reporter: {},
    receipts: [],
  };
  const run = {
    result: "mismatch" as const,
    ticks: 12,
    outputSha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    output: { status: null, body: utf8Encode(given ?? "") },
  };
  const runs =
    given === undefined || kind === "equivocation" ? {} : { runs: { local: [run, run] as const, second: run } };
  return { checks, verdict: verdictOf(checks, kind), t: NOW, bundle, signer: SIGNER, ...runs } as BundleFinding;
}

const told: readonly SiteFact[] = [
  { about: "key-history", standing: "verified" },
  { about: "definition", standing: "by-hash" },
  { about: "definition-listed", standing: "verified" },
  { about: "earlier-case", standing: "claimed" },
];

const failed = { outcome: "fail" } as const;
const skipped = { outcome: "not-run" } as const;
const silent = { outcome: "cannot-check" } as const;
const groups: readonly { title: string; live: readonly LiveCheck[] }[] = [
  { title: "Waiting for the first check", live: liveChecks([]) },
  { title: "The rule is being run", live: liveChecks(checksBut({}).slice(0, 10)) },
  { title: "All of it holds", live: liveChecks(checksBut({ duplicate: { outcome: "pass", reason: "duplicate" } })) },
  {
    title: "The body was changed",
    live: liveChecks(
      checksBut({
        body: { ...failed, reason: "digest-mismatch", detail: '/exchanges/0: "content-digest": another digest' },
        claim: skipped,
        attestable: skipped,
        "second-host": skipped,
      }),
    ),
  },
  {
    title: "What only an index knows is missing",
    live: liveChecks(
      checksBut({
        key: { ...silent, reason: "key-history-missing" },
        "key-state": { ...silent, reason: "key-history-missing" },
        duplicate: { ...silent, reason: "cases-unknown" },
        definition: { ...silent, reason: "missing-definition" },
        claim: skipped,
        attestable: skipped,
        "second-host": skipped,
        "similar-cases": { ...silent, reason: "cases-unknown" },
      }),
    ),
  },
];

const wrong = findingOf("wrong-result", checksBut({}), '{"price":"7.42"}', '{"price":"7.24"}');
const two = findingOf("equivocation", checksBut({}), '{"price":"7.42"}', '{"price":"7.24"}');
const right = findingOf(
  "wrong-result",
  checksBut({ claim: { ...failed, reason: "answer-is-right" } }),
  '{"price":"7.24"}',
  '{"price":"7.24"}',
);
const rule = undefined;
const hostile = utf8Encode('<script>alert(1)</script>\n<svg onload="x()">\u202egnirts desrever\u0007\u0000 &amp; ✓');

export const evidenceGallery: GallerySection = {
  id: "evidence",
  title: "Evidence",
  specimens: [
    ...groups.map(({ title, live }) => ({
      title,
      render: () => <CheckGroups checks={live} told={told} />,
    })),
    {
      title: "Proven, and the index logged the same",
      render: () => (
        <EvidenceFinding
          checked={{ finding: wrong, rule, told }}
          providerName="Halden Prices"
          verdict={{ verdict: "proven", reason: null }}
          part="head"
        />
      ),
    },
    {
      title: "Another verdict than the index logged",
      render: () => (
        <EvidenceFinding
          checked={{ finding: right, rule, told }}
          verdict={{ verdict: "proven", reason: null }}
          part="head"
        />
      ),
    },
    {
      title: "Request, answer and what the rule gives",
      wide: true,
      render: () => <EvidenceFinding checked={{ finding: wrong, rule, told }} part="panes" />,
    },
    {
      title: "Two answers to one request",
      wide: true,
      render: () => <EvidenceFinding checked={{ finding: two, rule, told }} part="panes" />,
    },
    {
      title: "A body that means harm, as text",
      render: (theme) => <BodyView bytes={hostile} label={`hostile body, ${theme}`} fileName="body.bin" />,
    },
    {
      title: "A body that is no text",
      render: (theme) => (
        <BodyView
          bytes={Uint8Array.from({ length: 96 }, (_, at) => (at * 37 + 128) % 256)}
          label={`bytes, ${theme}`}
          fileName="body.bin"
        />
      ),
    },
  ],
};
