import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { upcoming } from "#lib/client/case/upcoming.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { TURN_WORDS } from "./dispute-words.ts";

/** Whose turn it is, and what comes when. Both sides see the same dates. */
export function CaseNext({ one, now }: { one: CaseView; now: number }) {
  const coming = upcoming(one);
  return (
    <Panel title="What happens next" level={3}>
      <p>
        {one.whose_turn === "nobody" ? "Nothing is open any more." : <>Now it is for {TURN_WORDS[one.whose_turn]}.</>}
      </p>
      {coming.length === 0 ? null : (
        <ol className="mt-2 flex flex-col gap-1">
          {coming.map(({ what, at }) => (
            <li key={what} className="flex flex-wrap justify-between gap-x-4">
              <span className="min-w-0">{what}</span>
              <TimeText at={Date.parse(at)} now={now} show="both" precision="minute" className="text-muted" />
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
