import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { PeerView } from "#lib/contract/peers.ts";
import { AgentFigure } from "./agent-figure.tsx";
import { JudgementTable } from "./judgement-table.tsx";
import { judgementSentence } from "./judgement-words.ts";
import { OurWatchers } from "./our-watchers.tsx";
import { PeerTable } from "./peer-table.tsx";
import { peersSentence } from "./peer-words.ts";
import { WatchThis } from "./watch-this.tsx";

const NOW = Date.UTC(2026, 10, 23, 12);
const HASH = "3f9c2a7be01d4c5f88a1e6b7c09d213f3f9c2a7be01d4c5f88a1e6b7c09d213f";
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

/** A peer that agrees, unless `changes` say otherwise. */
const peer = (origin: string, changes: Partial<PeerView> = {}): PeerView => ({
  origin,
  vkey: `${origin}+1f2e3d4c+AQkt`,
  url: `https://${origin}`,
  state: "agrees",
  detail: "",
  since: null,
  asked_at: ago(1),
  answered_at: ago(1),
  head: { size: 48_213, root: HASH, seen_at: ago(4) },
  recorded: { size: 48_100, root: HASH, entry: 812, logged_at: ago(50) },
  cosigned: { size: 48_213, root: HASH, at: ago(3) },
  fraud_proofs: [],
  comparison: null,
  ...changes,
});

const ID = `prv_${"a".repeat(26)}`;
const COMPARISON = {
  ...{ at: ago(12), is_signed: true, listed: 61, verdicts: { both: 6, same: 6 } },
  tiers: { both: 14, same: 12, differ: [{ id: ID, name: "Brine Locker", here: "C" as const, there: "A" as const }] },
  calibration: { finished: 40, expected_failures: 3.2, failed: 5, brier: 0.071, verdict: "as-expected" as const },
};
const JUDGING = [
  peer("halden.example/log", { comparison: COMPARISON }),
  peer("vela.example/a-log-with-a-long-name/2026h2", {
    comparison: {
      ...COMPARISON,
      tiers: { both: 0, same: 0, differ: [] },
      verdicts: { both: 0, same: 0 },
      calibration: null,
    },
    fraud_proofs: [{ sha256: HASH, kind: "contradicting-answers" }],
  }),
];

const FRESH = { head: null, recorded: null, cosigned: null, answered_at: null };
const PEERS: readonly PeerView[] = [
  peer("halden.example/log"),
  peer("new.example/log", { ...FRESH, state: "not-asked", asked_at: null }),
  peer("quiet.example/a-log-with-a-long-name/2026h2", {
    state: "no-answer",
    since: ago(95),
    answered_at: ago(96),
    detail: "https://quiet.example/a-log-with-a-long-name/2026h2/checkpoint: no answer within 10 s.",
    cosigned: null,
  }),
  peer("back.example/log", {
    state: "older-head",
    since: ago(12),
    detail: "It shows 47000 entries and has signed 48213.",
  }),
  peer("odd.example/log", {
    state: "unproven",
    since: ago(2),
    detail: "https://odd.example/log/tile/0/188 answers 404.",
  }),
  peer("false.example/log", { fraud_proofs: [{ sha256: HASH, kind: "wrong-state-root" }] }),
  peer("vela.example/log", {
    state: "forked",
    since: ago(300),
    fraud_proofs: [{ sha256: HASH, kind: "conflicting-checkpoints" }],
  }),
];

const WATCHERS = [
  { name: "north.example/w", isDemonstration: false, last: { size: 48_213, at: NOW - 41_000 } },
  { name: "south.example/w", isDemonstration: false, last: undefined },
  { name: "one.demo.invalid/w", isDemonstration: true, last: { size: 48_213, at: NOW - 41_000 } },
];

/** Three indexes; the last turns after the tenth point, and the agent follows it less and less. */
const POINTS = Array.from({ length: 40 }, (_, at) => at + 1);
const PAID = POINTS.map((round) => (round <= 10 ? 1 / 3 : 1 / (round - 7)));
const FOLLOWED = {
  ...{ ids: ["a", "b", "c"], recorded: 40 },
  ribbon: {
    ...{ rounds: POINTS, distinct: POINTS.map((round) => (round <= 10 ? 1 : 2)), open: POINTS.map(() => 0) },
    shares: Float64Array.from(PAID.flatMap((paid) => [(1 - paid) / 2, (1 - paid) / 2, paid])),
  },
};
const ASKED = [
  { name: "this index", isPaid: false },
  { name: "harbour", isPaid: false },
  { name: "meridian", isPaid: true },
];

export const peerGallery: GallerySection = {
  id: "peers",
  title: "Peers",
  specimens: [
    {
      title: "Watched logs in every state",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-3">
          <p className="text-muted">{peersSentence(PEERS)}</p>
          <PeerTable peers={PEERS} now={NOW} />
        </div>
      ),
    },
    {
      title: "How other indexes judge",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-3">
          <p className="text-muted">{judgementSentence(JUDGING.flatMap(({ comparison }) => comparison ?? []))}</p>
          <JudgementTable peers={JUDGING} own={{ ...COMPARISON.calibration, finished: 0 }} now={NOW} />
        </div>
      ),
    },
    { title: "Whom an agent follows", wide: true, render: () => <AgentFigure view={FOLLOWED} indexes={ASKED} /> },
    { title: "Who watches this index", render: () => <OurWatchers watchers={WATCHERS} now={NOW} /> },
    { title: "Nobody watches it", render: () => <OurWatchers watchers={[]} now={NOW} /> },
    {
      title: "Lines to copy",
      wide: true,
      render: () => (
        <WatchThis
          log={{ vkey: "your.example/log+1f2e3d4c+AQkt", url: "https://your.example/log" }}
          watcher={{ vkey: "your.example/log/witness+5a6b7c8d+BAkt", url: "https://your.example/witness" }}
        />
      ),
    },
  ],
};
