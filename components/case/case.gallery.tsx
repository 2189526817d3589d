import type { GallerySection, Specimen } from "#components/gallery/gallery-section.ts";
import { honestSample, SAMPLE_DAY, withFault } from "#components/marks/marks-sample.ts";
import type { CaseView, EvidenceFigures } from "#lib/contract/cases.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { marksOf } from "#lib/reputation/marks.ts";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { BothSides } from "./both-sides.tsx";
import { CaseEffect } from "./case-effect.tsx";
import { CaseFilter } from "./case-filter.tsx";
import { CaseHeadline } from "./case-headline.tsx";
import { CaseNotes } from "./case-notes.tsx";
import { at, SAMPLE_NOW as NOW, SAMPLE_DID, SAMPLE_HASH, SAMPLE_RULING, sampleCase } from "./case-sample.ts";
import { CaseSample } from "./case-samples.tsx";
import { CaseTable } from "./case-table.tsx";
import { stopsOf, trackLead } from "./case-words.ts";
import { CaseList } from "./cases-panel.tsx";
import { decisionSpecimens } from "./decision-specimens.tsx";
import { EvidenceFiguresRow } from "./evidence-figures.tsx";
import { EvidenceWaiting } from "./evidence-waiting.tsx";
import { PrintButton } from "./print-button.tsx";
import { StateTrack } from "./state-track.tsx";
import { Asked } from "./waiting-cases.tsx";
import { CaseNext } from "./what-next.tsx";

const LONG = "An operator whose name is as long as names may be, for the table to hold";

const WAITS = sampleCase({});
const OPEN = sampleCase({
  ...{ state: "evidence_open", whose_turn: "both" },
  dispute: {
    ...{ answer: { type: "contest", ground: null, entry: 650, at: at(3) }, round: 1 },
    ...{ evidence_opened_at: at(3), evidence_closes_at: at(13), shares_by: at(14) },
  },
});
const LATE = sampleCase({ ...OPEN, ruling_due_by: at(8), dispute: OPEN.dispute ?? {} });
const PROVEN = sampleCase({
  ...{ claim: "wrong-result", state: "proven", verdict: "proven", reason: null, rules_at: at(8 + 7) },
  ...{ ruling_due_by: null, whose_turn: "operator", dispute: { respond_by: null } },
});
const BY_MACHINE = sampleCase({
  ...{ ...PROVEN, state: "ruled", finding: "against", rules_at: at(8), whose_turn: "both" },
  dispute: {
    rulings: [{ ...SAMPLE_RULING, by: "machine", round: 0, at: at(8), counted: 0, dissent: 0 }],
    final_at: at(30),
  },
});
const HELD = sampleCase({ ...PROVEN, state: "checked", rules_at: null, whose_turn: "maintainers", dispute: {} });
const FILED = sampleCase({
  ...{ state: "filed", verdict: null, reason: null, verdict_statement: null, judged_at: null, whose_turn: "machines" },
  ...{ late_verdict: true, dispute: { respond_by: null } },
});
const REFUTED = sampleCase({
  ...{ state: "final", verdict: "refuted", reason: "output-match", ruling_due_by: null, whose_turn: "nobody" },
  dispute: { respond_by: null, final_at: at(9) },
});
const REFUSED = sampleCase({
  ...{ ...REFUTED, state: "inadmissible", verdict: "out-of-scope", reason: "no-evidence", dispute: {} },
});
const HANDED = sampleCase({
  ...OPEN,
  state: "handed_over",
  ruling_due_by: null,
  whose_turn: "nobody",
  dispute: OPEN.dispute ?? {},
});
const RULED = sampleCase({
  ...{ state: "ruled", finding: "against", labels: ["needs-confirmation", "on-silence"], ruling_due_by: null },
  ...{ whose_turn: "both", dispute: { answer: { type: "silence", ground: null, entry: null, at: at(8) } } },
});
const UNCLAIMED = { is_unclaimed: true, provider_name: null, accused: SAMPLE_DID };

const track = (title: string, one: CaseView): Specimen => ({
  title,
  wide: true,
  render: () => <StateTrack stops={stopsOf(one)} lead={trackLead(one, NOW)} now={NOW} />,
});

/** Each with an id of its own: rows are told apart by it. */
const ROWS = [
  { ...PROVEN, reporters: 12, late_commit: true },
  { ...WAITS, provider_name: LONG },
  { ...RULED, labels: ["needs-confirmation", "on-silence"] },
  { ...FILED, ...UNCLAIMED },
  { ...HELD, back_dated: true },
  { ...REFUTED, late_verdict: true, reporters: 1_204 },
  { ...WAITS, state: "withdrawn" as const, ruling_due_by: null, whose_turn: "nobody" as const },
].map((row, at) => ({ ...row, id: `case_${"abcdefgh"[at]?.repeat(26)}` }));

const OWN = [{ id: WAITS.provider as ProviderId, name: "Halden Storage" }];

const honest = honestSample("service", 400);
const marks = (input: typeof honest) => marksOf(input, MODEL_1, SAMPLE_DAY);
const GRAVE = withFault(honest, { severity: "grave", attribution: "malice", type: "ruling" });
const FALLS = { before: marks(honest), after: marks(GRAVE), model: MODEL_1 };
const NOTHING = { before: marks(honest), after: marks(honest), model: MODEL_1 };

const FIGURES: EvidenceFigures = {
  ...{ reports: 1_204, judged: 1_190, by_verdict: { proven: 312, refuted: 96 }, by_claim: {}, by_state: {} },
  ...{ unattestable: 214, unattestable_rate: 0.18, late_verdicts: 3, joined: 87 },
};
const NO_FIGURES: EvidenceFigures = {
  ...{ reports: 0, judged: 0, by_verdict: {}, by_claim: {}, by_state: {} },
  ...{ unattestable: 0, unattestable_rate: null, late_verdicts: 0, joined: 0 },
};

type Said = CaseView["statements"][number];
const said = (entry: number, side: Said["side"], kind: string, change: Partial<Said> = {}): Said => ({
  ...{ entry, logged_at: at(3), kind, side, by: SAMPLE_DID, type: null, ground: null, text: null, parts: [] },
  ...change,
});
const file = (withheld: boolean) => ({ commit: SAMPLE_HASH, bytes: 9_120, media_type: "text/plain", withheld });
const BOTH = sampleCase({
  ...{ ...OPEN, dispute: OPEN.dispute ?? {} },
  statements: [
    said(640, "reporter", "report.file", { text: "They would not pay out 214.50 EUR.\n\nThe terms say seven days." }),
    said(650, "operator", "response.file", {
      ...{ type: "contest", ground: "index-error", text: `<b>The customer</b> moved. ${"No-space-at-all".repeat(12)}` },
      parts: [file(false)],
    }),
    said(655, "other", "evidence.attach", { text: "It paid me late, too.", parts: [file(true)] }),
  ],
});

const PIECES = ["It answered ", { value: "7.42" }, ". Its own rule gives ", { value: "7.24" }, "."];
const headline = (one: CaseView, pieces: Parameters<typeof CaseHeadline>[0]["pieces"]) => (
  <p className="text-xl">
    <CaseHeadline one={one} pieces={pieces} />
  </p>
);
const NO_CHOICE = { state: undefined, claim: undefined, provider: undefined, definition: undefined };

const next = (title: string, one: CaseView): Specimen => ({
  title: `What happens next: ${title}`,
  render: () => <CaseNext one={one} now={NOW} />,
});
const notes = (title: string, one: CaseView): Specimen => ({ title, render: () => <CaseNotes one={one} /> });
const sample = (name: string): Specimen => ({ title: name, render: () => <CaseSample name={name} /> });

export const caseGallery: GallerySection = {
  id: "cases",
  title: "Cases",
  specimens: [
    {
      title:
        "The first line: proven with its values, proven by a provider without a name, ruled on silence, not taken up",
      wide: true,
      render: () => (
        <div className="flex flex-col gap-3">
          {headline(PROVEN, PIECES)}
          {headline({ ...BY_MACHINE, ...UNCLAIMED }, null)}
          {headline(RULED, null)}
          {headline(REFUSED, null)}
        </div>
      ),
    },
    track("An answer is waited for, and a ruling promised", WAITS),
    track("The index is late", LATE),
    track("Decided by machine", BY_MACHINE),
    track("Does not hold, and final", REFUTED),
    track("Held, since its rule is suspected", HELD),
    track("Nobody here could decide it", HANDED),
    { title: "Which cases: all", wide: true, render: () => <CaseFilter {...NO_CHOICE} /> },
    {
      title: "Which cases: those that wait for an answer",
      wide: true,
      render: () => <CaseFilter {...NO_CHOICE} state="awaiting_response" />,
    },
    {
      title: "Cases: long names, late ones, an unclaimed provider, a ruling on silence",
      wide: true,
      render: (theme) => <CaseTable cases={ROWS} now={NOW} caption={`Cases, ${theme}`} />,
    },
    {
      title: "Cases of one provider",
      wide: true,
      render: (theme) => (
        <CaseTable cases={ROWS.slice(0, 1)} now={NOW} caption={`Cases of one, ${theme}`} withProvider={false} />
      ),
    },
    {
      title: "Cases against one’s own providers, of which there are more than are read",
      wide: true,
      render: () => <CaseList providers={OWN} read={[{ cases: ROWS, isCut: true }]} now={NOW} />,
    },
    { title: "One report waits for an answer", render: () => <Asked cases={[WAITS]} /> },
    { title: "Several reports wait for an answer", render: () => <Asked cases={ROWS.slice(1, 2).concat(WAITS)} /> },
    { title: "Figures", wide: true, render: () => <EvidenceFiguresRow figures={FIGURES} /> },
    {
      title: "Figures of an index without a report",
      wide: true,
      render: () => <EvidenceFiguresRow figures={NO_FIGURES} />,
    },
    notes("Not judged in time, and known by its key alone", { ...FILED, ...UNCLAIMED }),
    notes("Reported before, told before, about a key that was said to be stolen, its date in doubt", {
      ...PROVEN,
      ...{ joined_to: `case_${"a".repeat(26)}`, told_in: "inc-2026-02", back_dated: true, late_commit: true },
    }),
    notes("Held", HELD),
    notes("Not taken up", REFUSED),
    notes("Handed over", HANDED),
    next("an answer", WAITS),
    next("evidence from both sides", OPEN),
    next("a ruling by machine", PROVEN),
    next("nothing", REFUTED),
    { title: "What it changes: a fall", render: () => <CaseEffect effect={FALLS} one={PROVEN} now={NOW} /> },
    {
      title: "What it changes: the same fault counts",
      render: () => <CaseEffect effect={NOTHING} one={RULED} now={NOW} />,
    },
    { title: "What it changes: not decided", render: () => <CaseEffect effect={NOTHING} one={OPEN} now={NOW} /> },
    { title: "What it changes: not judged", render: () => <CaseEffect effect={NOTHING} one={FILED} now={NOW} /> },
    { title: "The evidence is fetched", render: () => <EvidenceWaiting /> },
    sample("The evidence cannot be fetched"),
    { title: "Both sides, and another", wide: true, render: () => <BothSides one={BOTH} now={NOW} /> },
    { title: "Neither side has said a word", wide: true, render: () => <BothSides one={WAITS} now={NOW} /> },
    ...decisionSpecimens,
    ...[
      "What is asked of an answer to what machines proved",
      "What is asked of evidence, sent too early",
      "An answer that would be public, with two files",
      "A share that would be public, by a key of the case",
      "No file yet",
      "Files: full, one with a long name, too large together",
      "The secret of an answer",
      "The secret is not in this browser",
      "Written, and not sent in time",
      "Secrets revealed by themselves: one was, one could not be",
    ].map(sample),
    { title: "On paper", render: () => <PrintButton /> },
  ],
};
