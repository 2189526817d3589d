/** What a ruling on paper says in sentences: its scope, how it was found, why its rule applies, and what is still open. */
import { ATTRIBUTION_WORDS, FACT_WORDS, RULED_BY_WORDS } from "#components/case/dispute-words.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { PanelView, RulingView } from "#lib/contract/dispute.ts";
import { CHARTER } from "#lib/dispute/charter.ts";
import { FINDINGS } from "#lib/dispute/finding.ts";

/** What follows for the provider. */
export function measureWords({ outcome, weight }: Pick<RulingView, "outcome" | "weight">): string {
  switch (FINDINGS[outcome]) {
    case "against":
      return weight === "half"
        ? "It stands in the provider’s record from the day of the report on, and counts half in its marks."
        : "It stands in the provider’s record from the day of the report on, and counts in full in its marks.";
    case "cleared":
      return "Nothing of it counts against the provider. The case stays public.";
    case "open":
      return "It could not be told, and counts neither for nor against the provider. The case stays public.";
  }
}

/** By whom, and with how many votes. */
export function decidedWords({
  by,
  counted,
  dissent,
  outcome,
}: Pick<RulingView, "by" | "counted" | "dissent" | "outcome">): string {
  if (by === "machine")
    return "Decided by machines alone: the fourteen checks of the evidence, which anybody can run again.";
  if (by === "admission") return "Decided by the provider’s own admission. No person judged it.";
  const votes = votesText({ counted, dissent, outcome });
  return by === "panel"
    ? `Decided ${RULED_BY_WORDS.panel}: ${votes}. No machine decided.`
    : `Decided ${RULED_BY_WORDS.reviewer}, and no machine.`;
}

function votesText({ counted, dissent, outcome }: Pick<RulingView, "counted" | "dissent" | "outcome">): string {
  const all = counted === 1 ? "1 vote" : `${counted} votes`;
  if (outcome === "undecidable") return `${all}, and no answer to the fact that enough of them share`;
  return dissent === 0
    ? `${all}, all alike on the fact`
    : `${counted - dissent} of ${all} alike on the fact, ${dissent} dissenting`;
}

/** The charter's tests that were found to be met, each with its answer. */
export function testsOf({ outcome, attribution, severity }: Pick<RulingView, "outcome" | "attribution" | "severity">) {
  const fact = FACTS_OF[outcome];
  const met = [
    fact === undefined ? undefined : CHARTER.fact.options.find(({ value }) => value === fact),
    attribution === null ? undefined : CHARTER.attribution.options.find(({ value }) => value === attribution),
    severity === null ? undefined : CHARTER.severity.options.find(({ value }) => value === severity),
  ];
  return met.filter((option) => option !== undefined);
}

const FACTS_OF: Readonly<Record<RulingView["outcome"], (typeof CHARTER.fact.options)[number]["value"] | undefined>> = {
  upheld: "happened",
  no_fault: "happened",
  upheld_in_part: "partly",
  not_upheld: "did-not-happen",
  abusive_report: "did-not-happen",
  undecidable: undefined,
};

type Answers = NonNullable<PanelView["seats"][number]["answers"]>;

/** A vote in one line. */
export function voteWords({ fact, attribution, severity, remedied, abusive }: Answers): string {
  const rest = [
    attribution === null ? "" : ATTRIBUTION_WORDS[attribution],
    severity ?? "",
    remedied === true ? "put right" : "",
    abusive ? "the report was made to harm" : "",
  ].filter((text) => text !== "");
  return [FACT_WORDS[fact], ...rest].join("; ");
}

/** What either side can still do, and by when. */
export function redressWords(
  { state, dispute }: Pick<CaseView, "state" | "dispute">,
  day: (at: string) => string,
): string {
  const finalAt = dispute?.final_at ?? null;
  if (state === "final")
    return "Final. Administrators can reopen it within twelve months, by threshold, for forged evidence, a stolen key or a fault of the machines.";
  if (state === "ruled" && finalAt !== null)
    return `Either side can appeal once until ${day(finalAt)}, on new evidence or a named error. Other reviewers then decide.`;
  if (dispute?.appeal != null)
    return "Appealed: other reviewers hear it now, and their ruling takes the place of this one.";
  return "The case goes on: what is printed here can be replaced by a later ruling.";
}
