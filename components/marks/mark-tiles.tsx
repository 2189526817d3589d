import type { ReactNode } from "react";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { capital } from "#components/ui/capital.ts";
import { Link } from "#components/ui/link.tsx";
import { naturalFrequency } from "#lib/reputation/frequency.ts";
import { type Rated, riskiestOf } from "#lib/reputation/stack.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { days, percentText, type ShownMarks } from "./marks-words.ts";

/** An instance that sells a service's tokens, with its chance to fail. */
export type Seller = Rated & { readonly id: string; readonly name: string };

/** What each mark would give alone. */
export type Alone = { readonly conduct: Tier; readonly failure: Tier | null };

export type Reported = { readonly open: number; readonly upheld: number };

/** The four marks as the questions that people have. They are never blended, and unknown is neither good nor bad. */
export function MarkTiles({
  marks,
  alone,
  sellers,
  reported,
}: {
  marks: ShownMarks;
  alone: Alone;
  /** Of a service: who sells its tokens; its users' money lies there. */
  sellers: readonly Seller[];
  reported: Reported;
}) {
  return (
    <dl className="grid gap-3 sm:grid-cols-2">
      {marks.failure === null ? (
        <SellerTile sellers={sellers} />
      ) : (
        <Tile
          question="Will it stay solvent?"
          tier={marks.decidedBy === "failure" && marks.tier === "unrated" ? "unrated" : alone.failure}
          detail={<Chance of={marks.failure} known={marks.tier !== "unrated" || marks.decidedBy !== "failure"} />}
        >
          {marks.tier === "unrated" && marks.decidedBy === "failure"
            ? "Too little is known"
            : `${capital(naturalFrequency(marks.failure.estimate))} like it fail within a year`}
        </Tile>
      )}
      <Tile
        question="Does it answer truthfully?"
        tier={isTested(marks) ? alone.conduct : "unrated"}
        detail={
          <>
            <Chance of={marks.conduct} known={isTested(marks)} /> {reportWords(reported)}
          </>
        }
      >
        {isTested(marks)
          ? `${capital(naturalFrequency(marks.conduct.estimate))} like it caught at fault within a year`
          : marks.conduct.score < marks.conduct.start
            ? "Little is known, and it speaks against it"
            : "Too little is known"}
      </Tile>
      <Tile
        question="How much does it show?"
        tier={null}
        detail={
          <>
            {SHOWN[marks.transparency]} <Link href="#disclosures">What is missing</Link>
          </>
        }
      >
        {marks.transparency} of 4 steps
      </Tile>
      <Tile
        question="How much do we know?"
        tier={null}
        detail={`${DEPTH[marks.depth].says} ${evidenceWords(marks.effective)}`}
      >
        {DEPTH[marks.depth].word}
      </Tile>
    </dl>
  );
}

/** What stands behind so many steps, no more than that: the list itself is in "Disclosures". */
const SHOWN: readonly string[] = [
  "Not all of who it is, whom to ask, what it charges and its keys.",
  "Who it is, whom to ask, what it charges, its keys.",
  "Who it is, what it charges, its books’ hashes, its software.",
  "Who it is, what it charges, its books, how it would close.",
  "Who it is, what it charges, its books, an audit, a bond.",
];

function Tile({
  question,
  tier,
  detail,
  children,
}: {
  question: string;
  tier: Tier | null;
  detail: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-24 min-w-0 flex-col rounded-lg border border-divider px-4 py-3">
      <dt className="text-muted text-sm">{question}</dt>
      <dd className="min-w-0">
        <span className="flex items-start gap-1.5 font-semibold text-lg leading-snug">
          {tier === null ? null : <TierMark tier={tier} className="mt-1" />}
          <span className="min-w-0">{children}</span>
        </span>
        <span className="mt-0.5 block text-muted text-sm">{detail}</span>
      </dd>
    </div>
  );
}

function SellerTile({ sellers }: { sellers: readonly Seller[] }) {
  const riskiest = riskiestOf(sellers, (seller) => seller);
  if (riskiest === undefined)
    return (
      <Tile
        question="Will your balance be safe?"
        tier="unrated"
        detail="No instance and this service both say that its tokens are sold there. Where you prepay decides."
      >
        Depends on where you prepay
      </Tile>
    );
  return (
    <Tile
      question={
        sellers.length === 1
          ? "Will the instance that sells it stay solvent?"
          : "Will the instances that sell it stay solvent?"
      }
      tier={riskiest.tier}
      detail={
        <>
          {sellers.length === 1
            ? "Your balance lies with "
            : `Said of the riskiest of the ${sellers.length} that sell it: `}
          <Link href={`/providers/${riskiest.id}`}>
            <bdi>{riskiest.name}</bdi>
          </Link>
          .{riskiest.isShut ? " It is suspended or closing: add no money there." : ""}
        </>
      }
    >
      {riskiest.tier === "unrated"
        ? "Too little is known"
        : `${capital(naturalFrequency(riskiest.band.estimate))} like it fail within a year`}
    </Tile>
  );
}

/** Whether conduct says anything of its own: somebody checked, or something was proven. */
const isTested = ({ tier, decidedBy, conduct }: ShownMarks) =>
  decidedBy === "conduct" ? tier !== "unrated" : conduct.score !== conduct.start;

function Chance({ of, known }: { of: ShownMarks["conduct"]; known: boolean }) {
  const range = `${percentText(of.low).replace(" %", "")} to ${percentText(of.high)}`;
  if (known)
    return (
      <>
        {percentText(of.estimate)} ({range}).
      </>
    );
  if (of.score !== of.start) return <>By the little that is known: {range}.</>;
  return <>As of any newcomer: {range}.</>;
}

function reportWords({ open, upheld }: Reported): string {
  if (open + upheld === 0) return "Nothing was reported.";
  const parts = [upheld === 0 ? [] : [`${upheld} proven or upheld`], open === 0 ? [] : [`${open} open`]].flat();
  return `Reports: ${parts.join(", ")}.`;
}

const DEPTH: Readonly<Record<ShownMarks["depth"], { word: string; says: string }>> = {
  none: { word: "Next to nothing", says: "Not enough for a tier." },
  thin: { word: "A little", says: "Enough for a tier, with wide doubt." },
  medium: { word: "A fair amount", says: "The doubt is moderate." },
  deep: { word: "A lot", says: "The doubt is small." },
};

/** Evidence in 2^16ths of a unit; a unit is a day on which somebody tested and found nothing. */
function evidenceWords(effective: number): string {
  const units = Math.floor(effective / 65_536);
  return units === 0 ? "Less than one day's clean check." : `As much as ${days(units)} of clean checks.`;
}
