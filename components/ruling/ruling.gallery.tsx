import type { GallerySection } from "#components/gallery/gallery-section.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { PanelView, RulingView } from "#lib/contract/dispute.ts";
import { asHash } from "#lib/kernel/hash.ts";
import { RulingPaper } from "./ruling-paper.tsx";

const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK";
const HASH = "3f9c".repeat(16);
const at = (day: number) => `2026-03-${String(day).padStart(2, "0")}T09:00:00.000Z`;
const shares = { commit: HASH, share: HASH };

const RULING: RulingView = {
  ...{ by: "panel", round: 2, outcome: "upheld", attribution: "negligence", severity: "serious", on_silence: false },
  ...{ weight: "full", labels: [], at: at(30), entry: 931, counted: 3, dissent: 1 },
};
const FIRST: RulingView = { ...RULING, round: 1, at: at(16), entry: 800, dissent: 0, severity: "grave" };

const seat = (name: string, rank: number, happened: boolean): PanelView["seats"][number] => ({
  ...{ maintainer: DID, name, rank, state: "accepted", open: false, has_voted: true, commit: HASH },
  ...{ committed_at: at(12), revealed_at: at(14) },
  answers: {
    fact: happened ? "happened" : "did-not-happen",
    attribution: happened ? "negligence" : null,
    severity: happened ? "serious" : null,
    ...{ remedied: happened ? false : null, abusive: false },
    reasons: {
      fact: happened
        ? "The signed answer names the balance and refuses it within the same hour."
        : "The terms allow a hold of fourteen days after a change of address. I read the refusal as that hold.",
      attribution: happened ? "Usual care would have shown it: two others were refused within the hour." : null,
      severity: happened ? "Whoever relied on the terms could not leave for eleven days." : null,
    },
  },
});

const panel = (round: number, seats: PanelView["seats"]): PanelView => ({
  ...{ round, size: 3, drawn_in: 700 + round, drawn_at: at(9), seats, skipped: [] },
  ...{ seats_by: at(10), votes_by: at(13), reveals_by: at(14), open_votes_by: at(15), draft_ends_at: at(16) },
});

const CASE: CaseView = {
  ...{ id: `case_${"b".repeat(26)}`, provider: `prv_${"a".repeat(26)}`, provider_name: "Halden Storage" },
  ...{ is_unclaimed: false, claim: "withdrawal-refused", state: "final", verdict: "out-of-scope" },
  ...{ reason: "for-people", filed_at: at(1), filed_in: 640, verdict_by: at(1), judged_at: at(1) },
  ...{
    late_verdict: false,
    rules_at: null,
    joined_to: null,
    reporters: 1,
    told_in: null,
    back_dated: false,
    late_commit: false,
  },
  ...{ ruling_due_by: null, whose_turn: "nobody", finding: "against", labels: [], accused: `prv_${"a".repeat(26)}` },
  reporter: DID,
  bundle: { commit: HASH, bytes: 1_912, withheld: false },
  verdict_statement: {
    ...{ entry: 641, logged_at: at(1), t: at(1), rules: {}, inputs: HASH, fault_id: HASH, fault_group: null },
    ...{ signer: DID, definition: null, key_history: null },
    checks: [{ name: "signature", outcome: "pass" }],
  },
  joined: [],
  ruling: RULING,
  draft: null,
  dispute: {
    ...{ respond_by: at(8), extended: false, reporter_share: shares, operator_share: shares },
    answer: { type: "contest", ground: "index-error", entry: 650, at: at(3) },
    evidence: [
      {
        ...{ entry: 655, statement: HASH, by: DID, round: 1, side: "reporter", class: "unsigned-log", commit: HASH },
        label: "Terms of service as of 2 March",
      },
    ],
    ...{ evidence_opened_at: at(3), evidence_closes_at: at(8), shares_by: null, round: 2 },
    appeal: { by: "operator", ground: "new-evidence", entry: 820, at: at(18) },
    ...{ rulings: [FIRST, RULING], final_at: at(30), reopened: 0 },
  },
  rules: {
    ...{ panel: 3, appeal_panel: 5 },
    hours: {
      ...{ respond: 168, extension: 168, evidence: 168, shares: 24, seats: 24, vote: 120, reveal: 24, draft: 48 },
      ...{ incident: 336, appeal: 720, appeal_ruling: 504, admission_appeal: 336 },
    },
  },
  panels: [
    panel(1, [seat("Mori Ito", 0, true), seat("Lena Vogt", 1, true), seat("Ana Kovač", 2, true)]),
    {
      ...panel(2, [seat("Wei Chen", 0, true), seat("Ola Okafor", 1, false), seat("Petra Blum", 2, true)]),
      skipped: [{ maintainer: DID, name: "Mori Ito", reason: "sat-before" }],
    },
  ],
  statements: [
    {
      ...{ entry: 640, logged_at: at(1), kind: "report.file", side: "reporter", by: DID, type: null, ground: null },
      text: "They would not pay out 214.50 EUR. The terms say seven days at most.",
      parts: [],
    },
    {
      ...{ entry: 650, logged_at: at(3), kind: "response.file", side: "operator", by: DID, type: "contest" },
      ground: "index-error",
      text: "The customer changed the payout address two days before.\n\nThe message was badly worded.",
      parts: [{ commit: HASH, bytes: 9_120, media_type: "text/plain", withheld: false }],
    },
  ],
  ...{ key: `case:case_${"b".repeat(26)}`, form: {}, digest: HASH, chain_head: HASH, chain_length: 12, from_size: 940 },
};

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
          ruling={RULING}
          reasons={{
            ...{ round: 2, by: "panel", outcome: "upheld", attribution: "negligence", severity: "serious" },
            ...{ onSilence: false, weight: "full", labels: [], counted: 3, dissent: 1, rule: "touchstone/ruling/1" },
            ...{ relied: [640, 655], automated: false },
          }}
          entries={[640, 641, 650, 655, 931].map((index) => ({ index, kind: "evidence.attach", hash: HASH }))}
          isCut={false}
          head={{ origin: "index.example/log", size: 940, root: asHash(new Uint8Array(32).fill(7)) }}
          address="https://index.example"
          origin="index.example/log"
        />
      ),
    },
  ],
};
