import { KeyValueList } from "#components/ui/key-value.tsx";
import { Card } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { ANSWER_MS, FIRST_WORD_MS, FULL_REPORT_MS, ITEM_UPDATE_MS } from "#lib/disclosure/incident-clocks.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";

/** What is due when, from the moment of noticing; before one is stated, how long there is. */
export function ClockLines({ noticedAt, now }: { noticedAt: Instant | undefined; now: Instant }) {
  const due = (spanMs: number, words: string) =>
    noticedAt === undefined ? (
      `${words} after you noticed`
    ) : (
      <TimeText at={addMs(noticedAt, spanMs)} now={now} show="both" precision="minute" />
    );
  return (
    <Card>
      <KeyValueList
        items={[
          { key: "First word", value: due(FIRST_WORD_MS, `${FIRST_WORD_MS / HOUR_MS} hours`) },
          { key: "Full report", value: due(FULL_REPORT_MS, `${FULL_REPORT_MS / DAY_MS} days`) },
          {
            key: "Answers",
            value: `within ${ANSWER_MS / DAY_MS} days of a question that reaches you; list it with its answer`,
          },
          {
            key: "Action items",
            value: `by their due date; word of a change within ${ITEM_UPDATE_MS / DAY_MS} days`,
          },
        ]}
      />
    </Card>
  );
}
