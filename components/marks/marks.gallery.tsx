import type { GallerySection } from "#components/gallery/gallery-section.ts";
import { ClosingNotice } from "#components/provider/closing-notice.tsx";
import { SilenceAlarm } from "#components/provider/heartbeat/silence-alarm.tsx";
import { type CountedReports, disputesOf } from "#lib/contract/dispute-behaviour.ts";
import type { ClusterView, ProviderMarksView } from "#lib/contract/marks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { MarksInput } from "#lib/reputation/marks.ts";
import { ClusterCard } from "./cluster-card.tsx";
import { DisputeBehaviour } from "./dispute-behaviour.tsx";
import { MarkTiles, type Seller } from "./mark-tiles.tsx";
import { MarksAlarm } from "./marks-alarm.tsx";
import { MarksLine } from "./marks-line.tsx";
import { honestSample, SAMPLE_DAY, type Sample, sampleOf, withFault } from "./marks-sample.ts";
import { MarksSections } from "./marks-sections.tsx";
import { pageMarksOf } from "./marks-view.ts";
import { NoModel } from "./no-model.tsx";
import { PAY_SPECIMENS } from "./pay/pay-samples.tsx";
import { RecomputeHere, RecomputeView } from "./recompute-here.tsx";
import { TierSentence } from "./tier-sentence.tsx";
import { WaysUpList, waysHeading } from "./ways-up-list.tsx";
import { WhySection } from "./why-section.tsx";

const TITLES: Readonly<Record<string, string>> = { fees: "Fees", contacts: "Contacts", identity: "Identity" };
const titleOf = (type: string) => TITLES[type] ?? type;
const provider = { id: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", name: "Halden" };
const gated = (input: MarksInput, gates: Partial<MarksInput["gates"]>): MarksInput => ({
  ...input,
  gates: { ...input.gates, ...gates },
});

const year = honestSample("service", 400);
const instance = honestSample("instance", 200);
const liar = withFault(year, { severity: "grave", attribution: "malice", type: "ruling" });
const SAMPLES = {
  A: sampleOf(honestSample("instance", 600), titleOf),
  B: sampleOf(gated(year, { ending: [{ type: "fees", day: SAMPLE_DAY + 7 }] }), titleOf),
  C: sampleOf(gated(instance, { stale: ["fees", "contacts"] }), titleOf),
  D: sampleOf(honestSample("instance", 20), titleOf),
  E: sampleOf(liar, titleOf),
  unrated: sampleOf(honestSample("service", 0), titleOf),
  newInstance: sampleOf(honestSample("instance", 1), titleOf),
  some: sampleOf(withFault(year, { severity: "moderate", day: SAMPLE_DAY - 9 }), titleOf),
  few: sampleOf({ ...honestSample("service", 3) }, titleOf),
  silent: sampleOf(gated(instance, { silentHours: 80 }), titleOf),
  closing: sampleOf(gated(instance, { isClosing: true }), titleOf),
  oneFault: sampleOf(
    withFault(honestSample("service", 0), { type: "ruling", attribution: "unknown", day: SAMPLE_DAY - 150 }),
    titleOf,
  ),
  sold: sampleOf(honestSample("service", 700), titleOf, { Vela: honestSample("instance", 200) }),
  lighter: sampleOf(withFault(honestSample("service", 0), { type: "response-late", severity: "minor" }), titleOf),
} as const;

const sentence = ({ marks, allowed, soldBy, up, faults }: Sample) => (
  <TierSentence {...{ marks, allowed, soldBy, up, faults, titleOf }} />
);
const why = ({ marks, alone, conduct, failure, rules, date }: Sample) => (
  <WhySection {...{ provider, marks, alone, conduct, failure, rules, date }} />
);
const ways = ({ up, marks }: Sample) => (
  <div>
    <p className="mb-2 font-medium">{waysHeading(up)}</p>
    <WaysUpList up={up} day={marks.day} titleOf={titleOf} />
  </div>
);
const seller = (name: string, { marks }: Sample) => {
  const { estimate, low, high } = marks.failure ?? marks.conduct;
  return { ...provider, name, tier: marks.tier, isShut: marks.isShut, band: { estimate, low, high } };
};
const tiles = ({ marks, alone }: Sample, sellers: readonly Seller[] = []) => (
  <MarkTiles
    marks={marks}
    alone={alone}
    reported={{ open: sellers.length, upheld: sellers.length }}
    sellers={sellers}
  />
);

const sections = (sample: Sample, sellers: readonly Seller[] = []) => (
  <div className="flex flex-col gap-10 max-sm:gap-0">
    <MarksSections
      {...{ provider, shown: sample, up: sample.up, sellers, titleOf }}
      reported={{ open: sellers.length, upheld: sellers.length }}
    />
  </div>
);

const named = (id: string, name: string) => ({ id: `prv_${id.repeat(26)}` as ProviderId, name });
const [own, sister] = [{ ...provider, id: provider.id as ProviderId }, named("b", "Vela Storage")];
const CLUSTER: ClusterView = {
  id: own.id,
  members: [
    { ...own, tier: "B", high: 41_000 },
    { ...sister, tier: "D", high: 210_000 },
  ],
  relations: [{ one: own.id, other: sister.id, relation: "same-owner" }],
  most_percent: 26,
};
const IN_COMMON: ProviderMarksView["in_common"] = [
  { kind: "jurisdiction", value: "DE", others: 6 },
  { kind: "build", value: "4f".repeat(20), others: 1 },
];
const STACK: ProviderMarksView["stack"] = [
  {
    service: sister,
    instance: own,
    stacked: {
      ...{ tier: "D", is_shut: false, estimate: 150_000, low: 90_000, high: 240_000 },
      ...{ limit_percent: 10, prepay_days: 3 },
    },
  },
  {
    service: named("c", "Orla"),
    instance: own,
    stacked: {
      ...{ tier: "C", is_shut: true, estimate: 60_000, low: 9_000, high: 99_000 },
      ...{ limit_percent: 0, prepay_days: 0 },
    },
  },
];
const REPORTED: readonly CountedReports[] = [
  { state: "ruled", verdict: "proven", finding: "against", isRecent: true, reports: 1 },
  { state: "awaiting_response", verdict: "inconclusive", finding: null, isRecent: true, reports: 1 },
  { state: "inadmissible", verdict: "refuted", finding: null, isRecent: true, reports: 1 },
];
const KEPT = [
  { type: "clock-met", day: "2026-10-01" },
  { type: "promise-broken", day: "2026-10-09" },
] as const;
const NOW = asInstant(SAMPLE_DAY * DAY_MS);
const SILENCE = { state: "suspended", since: addMs(NOW, -DAY_MS), silentMs: 4 * DAY_MS } as const;
const CLOSING = {
  ...{ lastDeposit: addMs(NOW, 3 * DAY_MS), lastUse: addMs(NOW, 20 * DAY_MS), lastWithdrawal: addMs(NOW, 41 * DAY_MS) },
  ...{ noticeDays: 44, isNoticeKept: true },
};
const HASH = "9f".repeat(32);

export const marksGallery: GallerySection = {
  id: "marks",
  title: "Marks",
  specimens: [
    {
      title:
        "The sentence: A, B about to change, C, D, E, unrated service and instance, unrated with a fault and with a late answer",
      wide: true,
      render: () => (
        <div>
          {(["A", "B", "C", "D", "E", "unrated", "newInstance", "oneFault", "lighter", "sold"] as const).map((name) => (
            <div key={name}>{sentence(SAMPLES[name])}</div>
          ))}
        </div>
      ),
    },
    {
      title: "In place of the sentence: two signed words, suspended; and closing",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          <MarksAlarm isForked>
            <SilenceAlarm standing={SILENCE} now={NOW} />
          </MarksAlarm>
          <MarksAlarm isForked closing={<ClosingNotice closing={CLOSING} href="#prices" now={NOW} />}>
            <SilenceAlarm standing={SILENCE} now={NOW} />
          </MarksAlarm>
        </div>
      ),
    },
    { title: "No model in force", wide: true, render: () => <NoModel /> },
    { title: "Tiles: an instance with all known", wide: true, render: () => tiles(SAMPLES.A) },
    {
      title: "Tiles: a service and where it is sold",
      wide: true,
      render: () => tiles(SAMPLES.some, [seller("Halden", SAMPLES.D)]),
    },
    {
      title: "Tiles: a service that several sell, of which one is suspended",
      wide: true,
      render: () => tiles(SAMPLES.some, [seller("Halden", SAMPLES.A), seller("Vela", SAMPLES.silent)]),
    },
    { title: "Tiles: a newcomer", wide: true, render: () => tiles(SAMPLES.unrated) },
    { title: "Tiles: unrated, with a fault", wide: true, render: () => tiles(SAMPLES.oneFault) },
    { title: "Why: solvency decides", wide: true, render: () => why(SAMPLES.D) },
    { title: "Why: a rule bounds it", wide: true, render: () => why(SAMPLES.C) },
    { title: "Why: answers, one fault", wide: true, render: () => why(SAMPLES.some) },
    { title: "Why: too few for bars", wide: true, render: () => why(SAMPLES.few) },
    { title: "Ways up: alone and together", wide: true, render: () => ways(SAMPLES.D) },
    {
      title: "Ways up: renew, wait out a lie, a silence",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          {ways(SAMPLES.C)}
          {ways(SAMPLES.E)}
          {ways(SAMPLES.silent)}
        </div>
      ),
    },
    {
      title: "Ways up: newcomer, unrated with a fault, nothing above, closing",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-6">
          {ways(SAMPLES.unrated)}
          {ways(SAMPLES.oneFault)}
          {ways(SAMPLES.lighter)}
          {ways(SAMPLES.A)}
          {ways(SAMPLES.closing)}
        </div>
      ),
    },
    ...PAY_SPECIMENS,
    {
      title: "Recomputed here: same, differs, a page that lies, cannot check",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-4">
          <RecomputeHere provider={provider.id} day="2026-11-27" page={pageMarksOf(SAMPLES.unrated)} />
          <RecomputeView
            state={{ kind: "done", at: "14:02 UTC", outcome: { state: "same", digest: HASH, facts: 128 } }}
          />
          <RecomputeView
            state={{
              kind: "done",
              at: "14:02 UTC",
              outcome: { state: "differs", digest: HASH, said: "0a".repeat(32), facts: 1 },
            }}
          />
          <RecomputeView
            state={{
              kind: "done",
              at: "14:02 UTC",
              outcome: {
                state: "page-differs",
                lie: "the page shows tier A, and tier C follows",
                digest: HASH,
                facts: 7,
              },
            }}
          />
          <RecomputeView
            state={{ kind: "done", at: "14:02 UTC", outcome: { state: "cannot-check", reason: "unknown-model" } }}
          />
        </div>
      ),
    },
    {
      title: "On a provider's page: a service and who sells it, of which one is suspended",
      wide: true,
      render: () => sections(SAMPLES.some, [seller("Halden", SAMPLES.A), seller("Vela", SAMPLES.silent)]),
    },
    { title: "On a provider's page: a newcomer", wide: true, render: () => sections(SAMPLES.unrated) },
    {
      title: "Same fate: shared owner, and both risks together",
      wide: true,
      render: () => <ClusterCard id={provider.id} cluster={CLUSTER} inCommon={IN_COMMON} stack={STACK} />,
    },
    {
      title: "Same fate: nothing known",
      render: () => <ClusterCard id={provider.id} cluster={null} inCommon={[]} stack={[]} />,
    },
    {
      title: "How reports went",
      render: () => <DisputeBehaviour disputes={disputesOf(REPORTED, KEPT, "2026-01-01")} />,
    },
    {
      title: "In a line",
      render: () => (
        <ul className="flex flex-col gap-1">
          {(["A", "B", "C", "D", "E", "unrated"] as const).map((tier) => (
            <li key={tier}>
              <MarksLine tier={tier} isShut={tier === "E"} />
            </li>
          ))}
        </ul>
      ),
    },
  ],
};
