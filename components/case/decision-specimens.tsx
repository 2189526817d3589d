import type { Specimen } from "#components/gallery/gallery-section.ts";
import { drawAgain } from "#lib/client/case/draw-again.ts";
import type { DrawView, RulingView } from "#lib/contract/dispute.ts";
import { drawOrder, drawSeed } from "#lib/dispute/draw.ts";
import { commitOfShare, shareOfRound } from "#lib/dispute/draw-share.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";
import { CasePanels } from "./case-panels.tsx";
import {
  at,
  SAMPLE_NOW as NOW,
  SAMPLE_CASE,
  SAMPLE_DID,
  SAMPLE_RULING,
  sampleCase,
  samplePanel,
  sampleSeat,
  sampleVote,
} from "./case-sample.ts";
import { DrawResult } from "./draw-result.tsx";
import { RecomputeDraw } from "./recompute-draw.tsx";
import { RulingLabels, RulingPanel } from "./ruling-panel.tsx";

const SILENT: RulingView = {
  ...SAMPLE_RULING,
  ...{
    round: 1,
    by: "reviewer",
    counted: 1,
    dissent: 0,
    severity: "grave",
    on_silence: true,
    weight: "half",
    at: at(8),
  },
  labels: ["single-reviewer", "no-appeal-panel", "needs-confirmation"],
};
const DRAFT: RulingView = {
  ...SAMPLE_RULING,
  entry: null,
  at: at(12),
  outcome: "undecidable",
  attribution: null,
  severity: null,
};

/** An honest draw of three from nine, by the code that draws. */
function sampleDraw(): DrawView {
  const origin = "index.example/log" as Origin;
  const id = SAMPLE_CASE.id as CaseId;
  const start = sha256(new Uint8Array(32).fill(7));
  let end = start;
  for (let day = 0; day < 12; day++) end = sha256(end);
  const secret = sha256(new Uint8Array(32).fill(9));
  const commit = commitOfShare(secret);
  const share = hexEncode(shareOfRound(secret, commit, 1) ?? secret);
  const shares = { reporter: share, operator: null };
  const preimage = hexEncode(start);
  const seed = drawSeed({ log: origin, case: id, preimage, shares });
  const pool = Array.from({ length: 9 }, (_, at) => SAMPLE_DID.replace("z6Mkha", `z6Mkh${at}`) as Did);
  const candidates = pool.map((did) => ({ did, conflict: null, organisation: null }));
  const { order } = drawOrder(candidates, seed);
  const seats = order.slice(0, 3).map((maintainer, rank) => ({ maintainer, rank }));
  return {
    ...{ origin, chain: { end: hexEncode(end), since: at(1) }, pool },
    reporter: { commit, share },
    operator: { commit: null, share: null },
    rounds: [{ round: 1, entry: 701, drawn_at: at(9), epoch: 12, preimage, seed, shares, order, skipped: [], seats }],
  };
}

const DRAW = sampleDraw();
/** The same with the seats in other hands. */
const BENT: DrawView = {
  ...DRAW,
  rounds: DRAW.rounds.map((round) => ({
    ...round,
    epoch: null,
    seats: round.seats.toReversed().map((seat, rank) => ({ ...seat, rank })),
  })),
};

const panels = (title: string, ...all: Parameters<typeof CasePanels>[0]["panels"][number][]): Specimen => ({
  title,
  wide: true,
  render: () => <CasePanels panels={all} now={NOW} />,
});
const sealed = { answers: null, has_voted: true };

/** Who decides and what was decided, in each state. */
export const decisionSpecimens: readonly Specimen[] = [
  panels(
    "Votes are sealed: one is missing, one is cast by somebody who came in",
    samplePanel(1, [
      sampleSeat("Mori Ito", 0, sealed),
      sampleSeat(null, 1, { has_voted: false, commit: null, committed_at: null }),
      sampleSeat("A reviewer whose name is as long as names may be", 2, {
        ...sealed,
        state: "no-show",
        has_voted: false,
      }),
      sampleSeat("Ana Kovač", 3, { ...sealed, open: true }),
    ]),
  ),
  panels(
    "Votes are open, with dissent and somebody passed over",
    samplePanel(
      2,
      [0, 1, 2].map((rank) =>
        sampleSeat(["Wei Chen", "Ola Okafor", "Petra Blum"][rank] ?? null, rank, { answers: sampleVote(rank !== 1) }),
      ),
      {
        skipped: [
          { maintainer: SAMPLE_DID, name: "Mori Ito", reason: "sat-before" },
          { maintainer: SAMPLE_DID.replace("z6Mkha", "z6Mkhb"), name: null, reason: "holds-balance" },
        ],
      },
    ),
  ),
  panels("Nobody could sit", samplePanel(1, [])),
  { title: "A draw, not made again yet", render: () => <RecomputeDraw id={SAMPLE_CASE.id} /> },
  {
    title: "A draw made again: right, with a secret that was not revealed",
    render: () => <DrawResult draw={DRAW} findings={drawAgain(SAMPLE_CASE.id, DRAW)} />,
  },
  {
    title: "A draw made again: another secret, and others were asked",
    render: () => <DrawResult draw={BENT} findings={drawAgain(SAMPLE_CASE.id, BENT)} />,
  },
  {
    title: "A draft of a ruling",
    wide: true,
    render: () => <RulingPanel one={sampleCase({ state: "draft", draft: DRAFT, dispute: {} })} now={NOW} />,
  },
  {
    title: "A ruling on silence, appealed",
    wide: true,
    render: () => (
      <RulingPanel
        one={sampleCase({
          ...{ state: "appealed", ruling: SILENT },
          dispute: { rulings: [SILENT], appeal: { by: "operator", ground: "new-evidence", entry: 820, at: at(9) } },
        })}
        now={NOW}
      />
    ),
  },
  {
    title: "A ruling after an appeal, the other below it",
    wide: true,
    render: () => (
      <RulingPanel
        one={sampleCase({ state: "final", ruling: SAMPLE_RULING, dispute: { rulings: [SILENT, SAMPLE_RULING] } })}
        now={Date.parse(at(31))}
      />
    ),
  },
  {
    title: "What must stand beside a ruling",
    render: () => <RulingLabels ruling={SILENT} isFinal={false} />,
  },
  {
    title: "What must stand beside a ruling that nobody can appeal any more",
    render: () => <RulingLabels ruling={SILENT} isFinal />,
  },
];
