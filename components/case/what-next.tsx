import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { upcoming } from "#lib/client/case/upcoming.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import { TURN_WORDS } from "./dispute-words.ts";

/** What those whose turn it is can do. */
function turnSentence({ whose_turn: turn, state }: Pick<CaseView, "whose_turn" | "state">): string {
  if (turn === "nobody") return "Nothing is open any more.";
  if (turn !== "both") return `Now it is for ${TURN_WORDS[turn]}.`;
  if (state === "ruled") return "Each side can appeal.";
  if (state === "evidence_open" || state === "appealed") return "Both sides can add evidence.";
  return "Now it is for both sides.";
}

/** Whose turn it is, and what comes when. Both sides see the same dates. */
export function CaseNext({ one, now }: { one: CaseView; now: number }) {
  const coming = upcoming(one);
  return (
    <Panel title="What happens next" level={3}>
      <p>{turnSentence(one)}</p>
      {coming.length === 0 ? null : (
        <ol className="mt-3 flex flex-col gap-2">
          {coming.map(({ what, at }) => (
            <li key={what}>
              {what}
              <span className="block text-muted text-sm">
                <TimeText at={Date.parse(at)} now={now} show="both" precision="minute" />
              </span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
