import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { TierMark } from "#components/tier/tier-badge.tsx";
import {
  type Allowed,
  allowedWords,
  decidingBand,
  oneIn,
  pendingSentence,
  type ShownMarks,
  tierWords,
  WITHIN_A_YEAR,
} from "./marks-words.ts";

/**
 * What a reader has to know, in one breath: the tier, what it means in people's counts, and how much to keep there. Stands
 * first on a provider's page, unless an alarm takes its place.
 */
export function TierSentence({
  marks,
  allowed,
  ratedInDays,
  titleOf,
}: {
  marks: ShownMarks;
  allowed: Allowed;
  /** Of who is unrated: days of checks until it is rated at all; null: not within three years, or not known. */
  ratedInDays: number | null;
  /** Title of a type of disclosure. */
  titleOf: (type: string) => string;
}) {
  return (
    <div className="mb-4 max-w-[56rem]">
      <p className="text-xl">
        {marks.tier === "unrated" ? (
          <Unrated allowed={allowed} ratedInDays={ratedInDays} kind={marks.failure === null ? "service" : "instance"} />
        ) : (
          <Rated marks={marks} allowed={allowed} />
        )}
      </p>
      {marks.pending === null ? null : (
        <p className="mt-2 flex items-start gap-2 text-attention">
          <Clock aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>
            <span className="font-medium">About to change:</span> {pendingSentence(marks.pending, titleOf)}
          </span>
        </p>
      )}
    </div>
  );
}

function Lead({ tier, children }: { tier: ShownMarks["tier"]; children: ReactNode }) {
  return (
    <strong className="whitespace-nowrap font-semibold">
      <TierMark tier={tier} className="mr-1.5 inline size-4.5 align-[-0.12em]" />
      {children}
    </strong>
  );
}

function Rated({ marks, allowed }: { marks: ShownMarks; allowed: Allowed }) {
  const { estimate, high } = decidingBand(marks);
  return (
    <>
      <Lead tier={marks.tier}>{tierWords(marks.tier)}.</Lead> Up to {oneIn(high)} like it{" "}
      {WITHIN_A_YEAR[marks.decidedBy]} (estimate {oneIn(estimate)}).{" "}
      {allowed.percent === 0
        ? "Do not add money; withdraw what you can."
        : `${capital(`keep ${allowedWords(allowed)}`)}.`}
    </>
  );
}

function Unrated({
  allowed,
  ratedInDays,
  kind,
}: {
  allowed: Allowed;
  ratedInDays: number | null;
  kind: "instance" | "service";
}) {
  const needs = kind === "service" ? "of clean checks" : "of signs of life";
  return (
    <>
      <Lead tier="unrated">Unrated: treat as high risk.</Lead> Too little is known of it, neither good nor bad
      {ratedInDays === null ? "" : `: ${weeks(ratedInDays)} ${needs} would give it a first tier`}. Until then{" "}
      {`keep ${allowedWords(allowed)}.`}
    </>
  );
}

const weeks = (days: number) => {
  const count = Math.max(1, Math.ceil(days / 7));
  return count === 1 ? "one more week" : `${count} more weeks`;
};
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
