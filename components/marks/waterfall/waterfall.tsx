"use client";
import type { ReactNode } from "react";
import { ChartFigure } from "#components/charts/chart-figure.tsx";
import { TierMark } from "#components/tier/tier-badge.tsx";
import { capital } from "#components/ui/capital.ts";
import { countText } from "#lib/kernel/amount.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import { tierWords } from "../marks-words.ts";
import { PlaceRow, Scale } from "./waterfall-lane.tsx";
import { type ConductBar, type Waterfall as Drawn, findingOf } from "./waterfall-model.ts";
import { factWords, WaterfallRows } from "./waterfall-rows.tsx";
import { twinOf } from "./waterfall-twin.ts";
import { pointsText, scoreText } from "./waterfall-words.ts";

/** Fewer facts than this are told, not drawn. */
const DRAWN_FROM = 4;

type Props = {
  drawn: Drawn;
  /** What the points alone would be; "unrated" where too little is known. */
  byPoints: Tier;
  /** What holds in the end, if this is the score that decides; null: it is the other one. */
  tier: Tier | null;
  /** A sentence for each rule that bounds the tier. Rules are no bars: they would fail to explain the letter. */
  rules: readonly string[];
  fileName: string;
  /** A control beside a fact that tells what would be without it. */
  whatIfNot?: ((bar: ConductBar) => ReactNode) | undefined;
};

/** Horizontal steps from every newcomer's start to the score, the largest first, then the rules that bound the tier. */
export function Waterfall(props: Props) {
  const { drawn, byPoints, tier, rules, whatIfNot } = props;
  const isLowered = tier !== null && tier !== byPoints;
  const title = isLowered ? `By points ${byPoints}; a rule makes it ${tier}` : findingOf(drawn);
  return (
    <ChartFigure level={3} title={title} caption={captionOf(drawn)} twin={twinOf(props)}>
      {drawn.of === "conduct" && drawn.counted < DRAWN_FROM ? (
        <Told drawn={drawn} whatIfNot={whatIfNot} />
      ) : (
        <>
          <Scale drawn={drawn} />
          <PlaceRow drawn={drawn} label="Start: every newcomer" at={drawn.start} />
          <WaterfallRows drawn={drawn} whatIfNot={whatIfNot} />
          <PlaceRow drawn={drawn} label="Score" at={drawn.score} isEnd />
        </>
      )}
      {tier === null ? null : <Outcome tier={tier} byPoints={byPoints} rules={rules} />}
    </ChartFigure>
  );
}

function Told({ drawn, whatIfNot }: Pick<Props, "whatIfNot"> & { drawn: Drawn }) {
  const facts = drawn.groups.flatMap(({ entries }) => entries);
  return (
    <div className="flex flex-col gap-1.5">
      <p>Every newcomer starts with {scoreText(drawn.start)} points.</p>
      {facts.length === 0 ? <p>Nobody has tested it yet, and nothing was proven against it.</p> : null}
      {facts.map((bar) => (
        <p key={bar.id} className="flex flex-wrap items-baseline gap-x-3">
          <span>
            {factWords(bar)} on {bar.day}: {pointsText(bar.points)} points.
          </span>
          {whatIfNot?.(bar)}
        </p>
      ))}
      {facts.length === 0 ? null : <p>That makes {scoreText(drawn.score)}.</p>}
    </div>
  );
}

function Outcome({ tier, byPoints, rules }: Pick<Props, "byPoints" | "rules"> & { tier: Tier }) {
  return (
    <dl className="mt-3 grid gap-x-3 gap-y-1.5 border-divider border-t pt-3 sm:grid-cols-[14rem_minmax(0,1fr)]">
      {rules.length === 0 ? null : (
        <>
          <dt>By points</dt>
          <dd>
            <TierText tier={byPoints} />
          </dd>
        </>
      )}
      {rules.map((rule) => (
        <div key={rule} className="grid grid-cols-subgrid border-ink border-l-2 max-sm:pl-2.5 sm:col-span-2">
          <dt className="sm:pl-2.5">Rule</dt>
          <dd className="min-w-0">{capital(rule)}</dd>
        </div>
      ))}
      <dt className="font-medium">Tier</dt>
      <dd className="font-medium">
        <TierText tier={tier} />
      </dd>
    </dl>
  );
}

function TierText({ tier }: { tier: Tier }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <TierMark tier={tier} />
      {tier === "unrated" ? "Unrated: too little is known for a tier" : tierWords(tier)}
    </span>
  );
}

function captionOf({ start, score, counted, of }: Drawn): ReactNode {
  if (of === "conduct" && counted === 0)
    return "Clean checks by others, disclosures renewed in time and proven faults will stand here as bars.";
  const what = of === "conduct" ? (counted === 1 ? "fact" : "facts") : "terms with an effect";
  return (
    <>
      From {scoreText(start)} to {scoreText(score)} points by {countText(counted)} {what}.{" "}
      {of === "conduct" ? (
        <>
          Bars share out the score. Removing one event can change it by another amount: open a group and ask{" "}
          <em>what if not</em>.
        </>
      ) : (
        "Twenty points double the odds. Most of these numbers are guesses that say so: no failures of Prex providers exist to measure."
      )}
    </>
  );
}
