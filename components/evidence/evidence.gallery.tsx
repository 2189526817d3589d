import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { type LiveCheck, liveChecks } from "#lib/client/evidence/live-checks.ts";
import type { SiteFact } from "#lib/client/evidence/site-facts.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { BodyView } from "./body-view.tsx";
import { CheckGroups } from "./check-groups.tsx";
import { EvidenceFinding } from "./evidence-finding.tsx";
import { checksBut, findingOf } from "./evidence-sample.ts";

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
