import { Clock } from "lucide-react";
import type { ReactNode } from "react";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { capital } from "#components/ui/capital.ts";
import { countText } from "#lib/kernel/amount.ts";
import type { Way, WaysUp } from "#lib/reputation/ways-up.ts";
import type { SoldBy } from "./marks-view.ts";
import {
  type Allowed,
  decidingBand,
  limitWords,
  oneIn,
  pendingSentence,
  type ShownMarks,
  tierWords,
  WITHIN_A_YEAR,
} from "./marks-words.ts";

type FirstTier = Pick<WaysUp, "rated" | "ratedE">;

/**
 * What a reader has to know, in one breath: the tier, what it means in people's counts, and how much to keep there. Stands
 * first on a provider's page, unless an alarm takes its place.
 */
export function TierSentence({
  marks,
  allowed,
  soldBy,
  up,
  faults,
  titleOf,
}: {
  marks: ShownMarks;
  allowed: Allowed;
  /** Of a service that is sold: with whom it is that much is allowed. */
  soldBy: SoldBy | null;
  /** Of who is unrated: what would give it a first tier. */
  up: FirstTier;
  /** That were proven or upheld. */
  faults: number;
  /** Title of a type of disclosure. */
  titleOf: (type: string) => string;
}) {
  return (
    <div className="mb-4 max-w-[56rem]">
      <p className="text-xl">
        {marks.tier === "unrated" ? (
          <Unrated {...{ marks, allowed, soldBy, up, faults }} />
        ) : (
          <Rated {...{ marks, allowed, soldBy }} />
        )}
      </p>
      {soldBy?.best == null ? null : (
        <p className="mt-2">
          Bought at <bdi>{soldBy.best.name}</bdi> it is {tierWords(soldBy.best.tier)}: {limitWords(soldBy.best.allowed)}
          .
        </p>
      )}
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

type Limited = { allowed: Allowed; soldBy: SoldBy | null };

/** How much to keep there, and because of whom. */
function Limit({ allowed, soldBy }: Limited) {
  const keep = limitWords(allowed);
  if (soldBy === null) return `${capital(keep)}.`;
  const { name, tier, isShut, of } = soldBy;
  return (
    <>
      {of === 1 ? "You pay it through " : `The riskiest of its ${of} sellers is `}
      <bdi>{name}</bdi>
      {isShut
        ? ", which is suspended or closing: "
        : `, which holds your balance and may fail, too; both together are ${tierWords(tier)}: `}
      {keep}.
    </>
  );
}

function Rated({ marks, allowed, soldBy }: Limited & { marks: ShownMarks }) {
  const { estimate, high } = decidingBand(marks);
  return (
    <>
      <Lead tier={marks.tier}>{tierWords(marks.tier)}.</Lead> Up to {oneIn(high)} like it{" "}
      {WITHIN_A_YEAR[marks.decidedBy]} (estimate {oneIn(estimate)}). <Limit {...{ allowed, soldBy }} />
    </>
  );
}

function Unrated({
  marks: { day, conduct },
  allowed,
  soldBy,
  up,
  faults,
}: Limited & {
  marks: ShownMarks;
  up: FirstTier;
  faults: number;
}) {
  const known =
    faults > 0
      ? "Too little else is known of it for a tier"
      : conduct.score < conduct.start
        ? "Too little is known of it for a tier, and what is known speaks against it"
        : "Too little is known of it, neither good nor bad";
  return (
    <>
      {faults === 0 ? (
        <Lead tier="unrated">Unrated: treat as high risk.</Lead>
      ) : (
        <>
          <Lead tier="unrated">Unrated,</Lead>{" "}
          <strong className="font-semibold">
            and {faults === 1 ? "one fault was" : `${countText(faults)} faults were`} upheld: treat as high risk.
          </strong>
        </>
      )}{" "}
      {known}
      {firstTierWords(up, day)}. <Limit {...{ allowed, soldBy }} />
    </>
  );
}

/** Being rated E is no good news, and nobody is asked to bring it about. */
function firstTierWords({ rated, ratedE }: FirstTier, day: number): string {
  if (rated === null) return ratedE === null ? "" : `. With more evidence it would be ${tierWords("E")}`;
  const then = `${weeks(rated.day - day)} ${needs(rated)}`;
  if (ratedE === null) return `: ${then} would give it a first tier`;
  return `. With more evidence it would first be ${tierWords("E")}; ${then} would make it ${tierWords(rated.tier)}`;
}

function needs({ acts }: Way): string {
  if (acts.some(({ act }) => act === "audits")) return "of clean checks";
  return acts.every(({ act }) => act === "wait" || act === "heartbeat")
    ? "of signs of life"
    : "with what it can do today (below)";
}

const weeks = (days: number) => {
  const count = Math.max(1, Math.ceil(days / 7));
  return count === 1 ? "one more week" : `${count} more weeks`;
};
