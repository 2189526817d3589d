import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { FailureView } from "#lib/contract/failures.ts";
import { Overlay } from "../compare/overlay.tsx";
import { isTooShort, type Line, overlayTitle, spanOfLines } from "../compare/overlay-points.ts";
import { SignList } from "./failure-item.tsx";
import { groupedText, ratedWords, warnedWords } from "./failure-words.ts";

/** One failure whole: what could be known before it, in the log's order, and what it was rated meanwhile. */
export function FailureReport({ failure, rated, now }: { failure: FailureView; rated: Line; now: number }) {
  const { provider, at, entry, signs, balances, cause, returned } = failure;
  return (
    <>
      <KeyValueList
        items={[
          {
            key: "Who",
            value: (
              <>
                <Link href={`/providers/${provider.id}`}>
                  <bdi>{provider.name}</bdi>
                </Link>
                , {provider.kind}
              </>
            ),
          },
          {
            key: "When",
            value: (
              <>
                <TimeText at={Date.parse(at)} now={now} show="both" />,{" "}
                <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
              </>
            ),
          },
          { key: "Rated before", value: ratedWords(failure) },
          {
            key: cause === "closed" ? "It owed" : "At stake",
            value:
              balances === null
                ? "unknown: it never said what it owed"
                : `${groupedText(balances.amount)} ${balances.currency}, by its own word of ${balances.at.slice(0, 10)}`,
          },
          { key: "Since then", value: returned ? "it gave a sign of life again" : "no sign of life" },
        ]}
      />
      <section>
        <SectionHeading id="warnings" lead={warnedWords(failure)}>
          Warnings before
        </SectionHeading>
        {signs.length === 0 ? (
          <EmptyState title="The log held nothing against it">
            Nothing was proven, nothing ran out, no beat was missing in the year before.
          </EmptyState>
        ) : (
          <SignList signs={signs} />
        )}
      </section>
      <section>
        <SectionHeading id="rated" lead="As it was rated then, which no later rule changes.">
          What the rating said meanwhile
        </SectionHeading>
        {isTooShort(spanOfLines([rated])) ? (
          <p className="text-muted">It was rated on fewer than 14 days of the half year before: no curve.</p>
        ) : (
          <Overlay lines={[rated]} title={overlayTitle([rated])} />
        )}
      </section>
    </>
  );
}
