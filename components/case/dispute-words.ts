/** The words of disputes, for every page that shows one: grounds, outcomes, seats, labels, and why somebody may not sit. */
import type { PanelView, RulingView } from "#lib/contract/dispute.ts";
import type { Turn } from "#lib/state/case/outlook.ts";
import type {
  AppealGround,
  BallotAttribution,
  CaseEvidenceClass,
  Fact,
  Ground,
  Outcome,
} from "#lib/statement/dispute-words.ts";

export const GROUND_WORDS: Readonly<Record<Ground, { readonly name: string; readonly help: string }>> = {
  "evidence-forged": {
    name: "The evidence is forged",
    help: "The answer was not made by your service, though the signature fits.",
  },
  "key-compromised": {
    name: "The key was stolen",
    help: "Somebody else signed with it. The log must show that you ended the key, or you must say why not.",
  },
  "definition-at-fault": {
    name: "The published rule is wrong",
    help: "The rule gives another answer than what was promised to users.",
  },
  "shared-software": {
    name: "A bug in software that many use",
    help: "Others who run it answer alike. It takes a public post-mortem.",
  },
  "wrong-provider": { name: "It is not about us", help: "The key or the service belongs to somebody else." },
  "index-error": { name: "This index erred", help: "Its machines read the evidence wrongly." },
};

export const APPEAL_GROUND_WORDS: Readonly<Record<AppealGround, string>> = {
  "new-evidence": "new evidence",
  "named-error": "an error in the ruling",
  inadmissible: "the report was wrongly not taken up",
};

export const CLASS_WORDS: Readonly<Record<CaseEvidenceClass, { readonly name: string; readonly help: string }>> = {
  "signed-by-accused": { name: "Signed by the provider", help: "Weighs most of what people must read." },
  "signed-by-third-party": { name: "Signed by somebody else, or on a chain", help: "Weighs half." },
  "unsigned-log": { name: "A log or screenshot without signature", help: "Weighs little: anybody can make one." },
  claim: { name: "My word only", help: "Weighs nothing by itself; it can show where to look." },
};

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  upheld: "It happened as reported.",
  upheld_in_part: "It happened in part.",
  not_upheld: "It did not happen.",
  no_fault: "It happened, by software that many share: nobody’s fault.",
  undecidable: "It cannot be told.",
  abusive_report: "It did not happen, and the report was made to harm.",
};

export const FACT_WORDS: Readonly<Record<Fact, string>> = {
  happened: "it happened",
  partly: "it happened in part",
  "did-not-happen": "it did not happen",
  "cannot-tell": "it cannot be told",
};

export const ATTRIBUTION_WORDS: Readonly<Record<BallotAttribution, string>> = {
  malice: "meant by the provider",
  negligence: "the provider’s negligence",
  "third-party": "somebody else’s doing",
  "shared-software": "software that many share",
  unknown: "whose doing is not known",
};

export const RULED_BY_WORDS: Readonly<Record<RulingView["by"], string>> = {
  machine: "by machines",
  admission: "by the provider’s own admission",
  panel: "by a panel of reviewers",
  reviewer: "by a single reviewer",
};

/** Short for a badge, and a sentence. */
type LabelWords = { readonly name: string; readonly says: string };

const LABEL_WORDS: Readonly<Record<string, LabelWords>> = {
  "single-reviewer": {
    name: "single reviewer",
    says: "Fewer than three reviewers could sit, so one decided: it counts half.",
  },
  "no-appeal-panel": {
    name: "no appeal panel here",
    says: "This index has too few other reviewers to hear an appeal: the ruling counts half.",
  },
  "needs-confirmation": {
    name: "awaits confirmation",
    says: "The provider said nothing, and the finding is grave or serious: it counts half until an appeal panel confirms it.",
  },
};
/** Once nobody can appeal any more. */
const FINAL_WORDS: typeof LABEL_WORDS = {
  "needs-confirmation": {
    name: "never confirmed",
    says: "The provider said nothing, and the finding is grave or serious: no appeal panel confirmed it, so it counts half.",
  },
};
const SILENCE_LABEL = {
  name: "on silence",
  says: "The provider did not answer. Rulings on silence are counted apart from those on both sides’ word.",
};

export const CONFLICT_WORDS: Readonly<Record<PanelView["skipped"][number]["reason"], string>> = {
  "is-party": "is one of the two sides",
  operates: "operates one of the two sides",
  funds: "funds one of the two sides",
  audits: "audits one of the two sides",
  "employed-by": "is employed by one of the two sides",
  "holds-balance": "holds a balance with one of the two sides",
  rival: "offers the same kind of service",
  "reported-lately": "reported, or was reported by, one of the two sides within 180 days",
  "sat-before": "sat on an earlier panel of this case",
  "same-organisation": "belongs to an organisation that has a seat already",
  "stale-interests": "has not stated its interests within 180 days",
  removed: "is no reviewer any more",
  "no-show-lately": "missed a vote within 30 days",
};

export const SEAT_WORDS: Readonly<Record<PanelView["seats"][number]["state"], string>> = {
  asked: "asked",
  accepted: "sits",
  declined: "declined",
  recused: "stepped aside",
  "no-show": "did not vote in time",
  "not-cosigned": "voted alone, and no administrator signed it in time",
  removed: "was removed: its vote does not count",
  conflicted: "is bound to a side: its vote does not count",
};

export const TURN_WORDS: Readonly<Record<Turn, string>> = {
  machines: "the machines of this index",
  reporter: "the reporter",
  operator: "the provider",
  maintainers: "the reviewers",
  index: "this index, which draws the reviewers",
  both: "both sides",
  nobody: "nobody",
};

/** What must stand wherever a ruling is shown; what nobody knows is left out. `isFinal`: nobody can appeal any more. */
export function rulingLabels(
  { labels, on_silence: onSilence }: Pick<RulingView, "labels" | "on_silence">,
  isFinal: boolean,
): LabelWords[] {
  const known = labels.flatMap((label) => (isFinal ? FINAL_WORDS[label] : undefined) ?? LABEL_WORDS[label] ?? []);
  return [...known, ...(onSilence ? [SILENCE_LABEL] : [])];
}

/** Short words of the same, out of the labels of a case. */
export function labelNames(labels: readonly string[], isFinal: boolean): string[] {
  const words = isFinal ? { ...LABEL_WORDS, ...FINAL_WORDS } : LABEL_WORDS;
  return labels.map((label) => (label === "on-silence" ? SILENCE_LABEL.name : (words[label]?.name ?? label)));
}

/** What was found, in one line: "It happened as reported. Meant by the provider; grave." */
export function findingWords({
  outcome,
  attribution,
  severity,
}: Pick<RulingView, "outcome" | "attribution" | "severity">): string {
  const whose = attribution === null ? "" : ATTRIBUTION_WORDS[attribution];
  const more = [whose, severity ?? ""].filter((text) => text !== "").join("; ");
  const sentence = more === "" ? "" : ` ${more.charAt(0).toUpperCase()}${more.slice(1)}.`;
  return `${OUTCOME_WORDS[outcome]}${sentence}`;
}
