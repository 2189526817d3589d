/** What a panel found, question by question (docs/protocol/draw.md, "Counting"). */
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import {
  BALLOT_SEVERITIES,
  type BallotAttribution,
  type BallotSeverity,
  type Fact,
  type Outcome,
  type RulingLabel,
} from "#lib/statement/dispute-words.ts";
import type { Panel, Ruling } from "./dispute.ts";

/** Ballots that agree before anything is found, for or against anybody, unless one reviews alone by the draw. */
const AGREEING = 2;

/** More than half of a panel's seats must have voted: who stays away shall not leave the finding to the rest. */
export function hasQuorum({ size, seats }: Pick<Panel, "size" | "seats">): boolean {
  return ballotsOf(seats).length * 2 > size;
}

function ballotsOf(seats: Panel["seats"]): Answers[] {
  return seats.flatMap(({ state, answers }) => (state === "accepted" && answers ? [answers] : []));
}

export type CountedFor = {
  readonly isAppeal: boolean;
  /** The operator did not answer. */
  readonly onSilence: boolean;
  /** When the ruling takes effect. */
  readonly at: string;
};

/**
 * The ruling of a panel whose seats hold what counts: {@link settleSeats} has taken out who may not vote. Undefined: nobody
 * voted.
 */
export function countBallots(panel: Pick<Panel, "round" | "size" | "seats">, how: CountedFor): Ruling | undefined {
  const ballots = ballotsOf(panel.seats);
  if (ballots.length === 0) return undefined;
  const found = hasQuorum(panel) ? findingOf(ballots, panel.size) : UNDECIDED;
  const isSingle = ballots.length === 1;
  const isGrave = found.severity === "grave" || found.severity === "serious";
  const labels: RulingLabel[] = [];
  if (isSingle) labels.push("single-reviewer");
  // A colluding index and reporter can bias a draw whose other share is missing: an appeal panel has to confirm it.
  if (how.onSilence && !how.isAppeal && isGrave) labels.push("needs-confirmation");
  return {
    by: panel.size === 1 ? "reviewer" : "panel",
    round: panel.round,
    ...found,
    onSilence: how.onSilence,
    weight: labels.length > 0 ? "half" : "full",
    labels,
    at: how.at,
    entry: null,
    counted: ballots.length,
    dissent: ballots.filter((ballot) => dissents(ballot, found.outcome)).length,
  };
}

type Found = Pick<Ruling, "outcome" | "attribution" | "severity">;
const UNDECIDED: Found = { outcome: "undecidable", attribution: null, severity: null };

function findingOf(ballots: readonly Answers[], size: number): Found {
  const upholders = ballots.filter(({ fact }) => isUpheld(fact));
  const against = upholders.length;
  const decides = (count: number) => isMajority(count, ballots) && (count >= AGREEING || size === 1);
  if (decides(against)) {
    const attribution = attributionOf(upholders);
    const severity = severityOf(upholders);
    if (attribution === "shared-software") return { outcome: "no_fault", attribution, severity };
    const whole = ballots.filter(({ fact }) => fact === "happened").length;
    return { outcome: isMajority(whole, ballots) ? "upheld" : "upheld_in_part", attribution, severity };
  }
  const denials = ballots.filter(({ fact }) => fact === "did-not-happen").length;
  return decides(denials) ? { ...UNDECIDED, outcome: denied(ballots) } : UNDECIDED;
}

/** That a report was made in bad faith weighs on the reporter, and takes two who say so. */
function denied(ballots: readonly Answers[]): Outcome {
  const abusive = ballots.filter(({ abusive }) => abusive).length;
  return isMajority(abusive, ballots) && abusive >= AGREEING ? "abusive_report" : "not_upheld";
}

function attributionOf(upholders: readonly Answers[]): BallotAttribution {
  const counts = new Map<BallotAttribution, number>();
  for (const { attribution } of upholders) {
    if (attribution === null) continue;
    const count = (counts.get(attribution) ?? 0) + 1;
    counts.set(attribution, count);
    if (isMajority(count, upholders)) return attribution;
  }
  return "unknown";
}

/** The lower median: of two in the middle the milder. */
function severityOf(upholders: readonly Answers[]): BallotSeverity | null {
  const mildestFirst = upholders
    .flatMap(({ severity }) => (severity === null ? [] : [BALLOT_SEVERITIES.indexOf(severity)]))
    .sort((a, b) => b - a);
  const place = mildestFirst[Math.floor((mildestFirst.length - 1) / 2)];
  return place === undefined ? null : (BALLOT_SEVERITIES[place] ?? null);
}

/** Whether a ballot says otherwise on the fact than was ruled. */
export function dissents({ fact }: Pick<Answers, "fact">, outcome: Outcome): boolean {
  if (outcome === "undecidable") return false;
  const denies = outcome === "not_upheld" || outcome === "abusive_report";
  return denies ? fact !== "did-not-happen" : !isUpheld(fact);
}

export function isUpheld(fact: Fact): boolean {
  return fact === "happened" || fact === "partly";
}

function isMajority(count: number, of: readonly unknown[]): boolean {
  return count * 2 > of.length;
}
