import type { ReactNode } from "react";
import { FoldSection } from "#components/provider/fold-section.tsx";
import type { WaysUp } from "#lib/reputation/ways-up.ts";
import { MarkTiles, type Reported, type Seller } from "./mark-tiles.tsx";
import { type MarksPageView, pageMarksOf } from "./marks-view.ts";
import { RecomputeHere } from "./recompute-here.tsx";
import { shownWays, WaysUpList, waysHeading } from "./ways-up-list.tsx";
import { Why } from "./why.tsx";

/** The marks of a provider's page below the sentence: four questions, why, and what would make it better. */
export function MarksSections({
  provider,
  shown,
  up,
  sellers,
  reported,
  titleOf,
  children,
}: {
  provider: { readonly id: string; readonly name: string };
  shown: MarksPageView;
  up: WaysUp;
  sellers: readonly Seller[];
  reported: Reported;
  titleOf: (type: string) => string;
  /** The history, which stands between why and what would change it. */
  children?: ReactNode;
}) {
  const { marks, alone, conduct, failure, rules, date } = shown;
  const ways = shownWays(up);
  const letter = marks.tier === "unrated" ? "unrated" : marks.tier;
  return (
    <>
      <section className="max-sm:mb-6">
        <h2 className="sr-only">Four marks</h2>
        <MarkTiles marks={marks} alone={alone} sellers={sellers} reported={reported} />
      </section>
      <FoldSection
        id="why"
        title={`Why ${letter}?`}
        isOpen
        lead="What counted for it and against it, the largest first. Each bar opens to its facts."
      >
        <Why {...{ provider, marks, alone, conduct, failure, rules, date }} />
        <div className="mt-3">
          <RecomputeHere provider={provider.id} day={date} page={pageMarksOf(shown)} />
        </div>
      </FoldSection>
      {children}
      <FoldSection
        id="up"
        title={waysHeading(up)}
        count={up.goal === null || ways.length === 0 ? undefined : ways.length === 1 ? "1 way" : `${ways.length} ways`}
        lead={
          up.goal === null
            ? undefined
            : "Each way was tried by the same rules, with nothing changed but what it says. The soonest first."
        }
      >
        <WaysUpList
          up={up}
          day={marks.day}
          titleOf={titleOf}
          hasEquivocated={marks.gates.some(({ rule }) => rule === "equivocation")}
        />
      </FoldSection>
    </>
  );
}
