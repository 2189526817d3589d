import {
  at,
  SAMPLE_DID,
  SAMPLE_HASH,
  SAMPLE_RULING,
  sampleCase,
  samplePanel,
  sampleSeat,
  sampleVote,
} from "#components/case/case-sample.ts";
import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { RulingView } from "#lib/contract/dispute.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { RulingPaper } from "./ruling-paper.tsx";

const shares = { commit: SAMPLE_HASH, share: SAMPLE_HASH };
const FIRST: RulingView = { ...SAMPLE_RULING, round: 1, at: at(16), entry: 800, dissent: 0, severity: "grave" };

const seat = (name: string, rank: number, happened: boolean) =>
  sampleSeat(name, rank, { answers: sampleVote(happened), revealed_at: at(14) });

const CASE = sampleCase({
  ...{ state: "final", ruling_due_by: null, whose_turn: "nobody", finding: "against", ruling: SAMPLE_RULING },
  dispute: {
    ...{ respond_by: at(8), reporter_share: shares, operator_share: shares },
    answer: { type: "contest", ground: "index-error", entry: 650, at: at(3) },
    evidence: [
      {
        ...{ entry: 655, statement: SAMPLE_HASH, by: SAMPLE_DID, round: 1, side: "reporter", class: "unsigned-log" },
        ...{ commit: SAMPLE_HASH, label: "Terms of service as of 2 March" },
      },
    ],
    ...{ evidence_opened_at: at(3), evidence_closes_at: at(8), round: 2, final_at: at(30) },
    appeal: { by: "operator", ground: "new-evidence", entry: 820, at: at(18) },
    rulings: [FIRST, SAMPLE_RULING],
  },
  panels: [
    samplePanel(1, [seat("Mori Ito", 0, true), seat("Lena Vogt", 1, true), seat("Ana Kovač", 2, true)]),
    samplePanel(2, [seat("Wei Chen", 3, true), seat("Ola Okafor", 4, false), seat("Petra Blum", 5, true)], {
      skipped: [{ maintainer: SAMPLE_DID, name: "Mori Ito", reason: "sat-before" }],
    }),
  ],
  statements: [
    {
      ...{ entry: 640, logged_at: at(1), kind: "report.file", side: "reporter", by: SAMPLE_DID, type: null },
      ...{ ground: null, text: "They would not pay out 214.50 EUR. The terms say seven days at most.", parts: [] },
    },
    {
      ...{ entry: 650, logged_at: at(3), kind: "response.file", side: "operator", by: SAMPLE_DID, type: "contest" },
      ground: "index-error",
      text: "The customer changed the payout address two days before.\n\nThe message was badly worded.",
      parts: [{ commit: SAMPLE_HASH, bytes: 9_120, media_type: "text/plain", withheld: false }],
    },
  ],
});

export const rulingGallery: GallerySection = {
  id: "ruling",
  title: "A ruling on paper",
  specimens: [
    {
      title: "After an appeal, with dissent",
      wide: true,
      render: () => (
        <RulingPaper
          one={CASE}
          ruling={SAMPLE_RULING}
          reasons={{
            ...{ round: 2, by: "panel", outcome: "upheld", attribution: "negligence", severity: "serious" },
            ...{ onSilence: false, weight: "full", labels: [], counted: 3, dissent: 1, rule: "touchstone/ruling/1" },
            ...{ relied: [640, 655], automated: false },
          }}
          entries={[640, 641, 650, 655, 931].map((index) => ({ index, kind: "evidence.attach", hash: SAMPLE_HASH }))}
          isCut={false}
          head={{ origin: "index.example/log", size: 940, root: asHash(new Uint8Array(32).fill(7)) }}
          address="https://index.example"
          origin="index.example/log"
        />
      ),
    },
  ],
};
