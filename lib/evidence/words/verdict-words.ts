/** What a machine's verdict over a claim says to people, in one sentence, and what it does not prove. */
import type { ClaimKind } from "../bundle/claim-kinds.ts";
import { BUNDLE_CHECKS } from "../rules.ts";
import { CHECK_WORDS } from "./check-words.ts";

export type VerdictWord = "proven" | "contested" | "refuted" | "inconclusive" | "out-of-scope" | "open";

/** The verdict in a word or two, as a badge says it. */
export const VERDICT_WORDS: Readonly<Record<VerdictWord, string>> = {
  proven: "proven",
  contested: "for people to weigh",
  refuted: "does not hold",
  inconclusive: "nobody can tell",
  "out-of-scope": "not for machines",
  open: "not decided here",
};

const PROVEN: Readonly<Record<ClaimKind, string>> = {
  equivocation: "Proven: it signed two different answers to the same request.",
  "content-address": "Proven: it signed content that is not what the address names.",
  "wrong-result": "Proven: its signed answer is not what its own published rule gives.",
  "predicate-violated": "Proven: its signed answer breaks its own published rule.",
  "key-misuse": "Proven: it signed with a key that it must not use so.",
  "token-misuse": "Proven: it issued one token twice, with different claims.",
  "offer-broken": "Proven: it charged more than its own published price list allows.",
  "disclosure-contradiction": "Proven: two of its signed disclosures cannot both be true.",
  insolvent: "It cannot pay out what it owes.",
  "withdrawal-refused": "It refused to pay out a balance.",
  vanished: "It is gone, with the balances it held.",
  withheld: "It took payment and did not answer.",
  slow: "It answered later than it promised.",
  unsigned: "It answered without a valid signature.",
};

const BEGINS: Readonly<Record<Exclude<VerdictWord, "proven">, string>> = {
  contested: "People must weigh this.",
  refuted: "This report does not hold.",
  inconclusive: "Nobody can tell from this, and nobody is hurt.",
  "out-of-scope": "No machine decides this.",
  open: "Not decided here.",
};

/** Reasons that verdicts have and checks do not. */
const VERDICT_REASONS: Readonly<Record<string, string>> = {
  "bundle-form": "It cannot be read as evidence.",
  secrets: "A secret would become public with it.",
  "bundle-integrity": "The body is not the one that was signed: that is a fault of the report, not of the provider.",
  "not-the-profile": "The signature does not cover what it must.",
  "bad-signature": "The signature does not fit the answer.",
  "for-people": "People decide what kind of thing happened, from what both sides show.",
  "no-evidence": "It comes without any signed answer, so that nobody can check it.",
  "wrong-claim": "It says another thing than the evidence that it brings.",
  "wrong-party": "It accuses another provider than the one that signed.",
  "over-budget": "This reporter filed too many reports in one day.",
  "cluster-full": "Too many such reports from unknown reporters are open against this provider.",
  superseded: "It was judged again by a newer rule.",
};

/** Checks whose reasons name verdicts, in the order in which one reason is looked for. */
const BY_REASON: ReadonlyMap<string, string> = new Map([
  ...[...BUNDLE_CHECKS].reverse().flatMap((name) => Object.entries(CHECK_WORDS[name].reasons)),
  ...Object.entries(VERDICT_REASONS),
]);

/** Why, in a sentence; undefined for a reason that is not known here. Total. */
export function reasonSentence(reason: string): string | undefined {
  return BY_REASON.get(reason);
}

/** The verdict in one or two sentences. `kind`: undefined for what could not be read. Total. */
export function verdictSentence(kind: ClaimKind | undefined, verdict: VerdictWord, reason: string | null): string {
  if (verdict === "proven") return kind === undefined ? "Proven." : PROVEN[kind];
  const why = reason === null ? undefined : reasonSentence(reason);
  if (verdict === "open" && reason === "cases-unknown")
    return "Every check that asks nothing of other cases passed: an index that has no other such case calls it proven.";
  return why === undefined ? BEGINS[verdict] : `${BEGINS[verdict]} ${why}`;
}

/** The claim as its reporter makes it: never "proven". */
export function claimSentence(kind: ClaimKind): string {
  const said = PROVEN[kind].replace(/^Proven: /, "");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const NOT_PROVEN_EVER = ["intent", "who lost money, and how much"];

/** Each completes "This does not prove …". */
export function notProvenBy(
  kind: ClaimKind | undefined,
  verdict: VerdictWord,
  reason: string | null = null,
): readonly string[] {
  const isAsGoodAsProven = verdict === "open" && reason === "cases-unknown";
  if (verdict === "refuted") return ["that the provider is honest: only that this report does not show the contrary"];
  if (verdict !== "proven" && !isAsGoodAsProven) return ["that the provider did anything wrong", "that it did not"];
  if (kind === "wrong-result" || kind === "predicate-violated")
    return [...NOT_PROVEN_EVER, "that its published rule is a good one: only that it broke it"];
  if (kind === "key-misuse") return [...NOT_PROVEN_EVER, "who held the key"];
  return NOT_PROVEN_EVER;
}
