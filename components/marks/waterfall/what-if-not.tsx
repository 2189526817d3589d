"use client";
import { useState } from "react";
import { cx } from "#components/ui/cx.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { decidingBand, oneIn, tierWords } from "../marks-words.ts";
import { scoreText } from "./waterfall-words.ts";

/** Beside a fact: rates again without it, in this browser. */
export function WhatIfNot({
  provider,
  day,
  item,
  what,
}: {
  provider: string;
  day: string;
  item: string;
  what: string;
}) {
  const [says, setSays] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const press = async () => {
    setBusy(true);
    try {
      const { fetchFacts, withoutFact } = await import("#lib/client/marks/recompute.ts");
      const found = withoutFact(await fetchFacts(provider, day), item);
      setSays(found === undefined ? "That cannot be computed here." : withoutWords(found));
    } catch {
      setSays("The facts could not be fetched. Try again.");
    }
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        aria-busy={isBusy || undefined}
        onClick={() => void press()}
        className={cx("min-h-6 rounded-sm text-link underline-offset-2 hover:underline", isBusy && "text-muted")}
      >
        What if not?<span className="sr-only"> {what}</span>
      </button>
      <span role="status" className="basis-full empty:hidden sm:pl-15">
        {says}
      </span>
    </>
  );
}

/** "Without it: B, low risk instead of C, elevated risk; up to 1 in 24 instead of 1 in 9; score 17.1 instead of 9.3." */
export function withoutWords({ asIs, without }: { asIs: Marks; without: Marks }): string {
  const tier =
    asIs.tier === without.tier
      ? `still ${tierWords(asIs.tier)}`
      : `${tierWords(without.tier)} instead of ${tierWords(asIs.tier)}`;
  const [before, after] = [oneIn(decidingBand(asIs).high), oneIn(decidingBand(without).high)];
  const chance = before === after ? `up to ${after} as before` : `up to ${after} instead of ${before}`;
  return `Without it: ${tier}; ${chance}; conduct ${scoreText(without.conduct.score)} points instead of ${scoreText(asIs.conduct.score)}.`;
}
