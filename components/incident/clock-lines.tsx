import { TimeText } from "#components/ui/time-text.tsx";
import { ANSWER_MS, FIRST_WORD_MS, FULL_REPORT_MS, ITEM_UPDATE_MS } from "#lib/disclosure/incident-clocks.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";

/** What is due when, from the moment of noticing; before one is stated, how long there is. */
export function ClockLines({ noticedAt, now }: { noticedAt: Instant | undefined; now: Instant }) {
  const lines = [
    { what: "First word", spanMs: FIRST_WORD_MS, words: `${FIRST_WORD_MS / HOUR_MS} hours` },
    { what: "Full report", spanMs: FULL_REPORT_MS, words: `${FULL_REPORT_MS / DAY_MS} days` },
  ];
  return (
    <div className="rounded-md border border-divider px-4 py-3 text-sm">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {lines.map(({ what, spanMs, words }) => (
          <div key={what} className="contents">
            <dt className="font-medium">{what}</dt>
            <dd>
              {noticedAt === undefined ? (
                `${words} after you noticed`
              ) : (
                <TimeText at={addMs(noticedAt, spanMs)} now={now} show="both" precision="minute" />
              )}
            </dd>
          </div>
        ))}
        <dt className="font-medium">Answers</dt>
        <dd>within {ANSWER_MS / DAY_MS} days of a question that reaches you; list it with its answer</dd>
        <dt className="font-medium">Action items</dt>
        <dd>by their due date; word of a change within {ITEM_UPDATE_MS / DAY_MS} days</dd>
      </dl>
    </div>
  );
}
