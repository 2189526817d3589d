import { CONFLICT_WORDS, SEAT_WORDS } from "#components/case/dispute-words.ts";
import type { PanelView, RulingView } from "#lib/contract/dispute.ts";
import { dissents } from "#lib/dispute/count-ballots.ts";
import { voteWords } from "./ruling-words.ts";
import { Part, Whole } from "./sheet-parts.tsx";

/** Each panel with its votes and reasons, dissent marked by a word, and who was passed over. */
export function SheetVotes({ panels, rulings }: { panels: readonly PanelView[]; rulings: readonly RulingView[] }) {
  return panels.map((panel) => (
    <Part
      key={panel.round}
      title={panel.round === 1 ? "The panel and its votes" : `Panel ${panel.round} and its votes`}
    >
      {panel.seats.length === 0 ? <p>Nobody could sit.</p> : null}
      <ul className="flex flex-col gap-3">
        {panel.seats.map((seat) => (
          <Seat key={seat.maintainer} seat={seat} ruling={rulings.find(({ round }) => round === panel.round)} />
        ))}
      </ul>
      {panel.skipped.length === 0 ? null : (
        <>
          <p>Passed over:</p>
          <ul className="list-disc pl-5">
            {panel.skipped.map(({ maintainer, name, reason }) => (
              <li key={maintainer}>
                {name === null ? maintainer : <bdi>{name}</bdi>} {CONFLICT_WORDS[reason]}.
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  ));
}

function Seat({ seat, ruling }: { seat: PanelView["seats"][number]; ruling: RulingView | undefined }) {
  const { name, maintainer, state, open, answers } = seat;
  const counts = state === "accepted";
  return (
    <li>
      <p className="break-after-avoid">
        <b className="font-medium">{name === null ? "A reviewer" : <bdi>{name}</bdi>}</b>
        {answers === null ? `: ${SEAT_WORDS[state]}, no open vote` : `: ${voteWords(answers)}`}
        {answers !== null && counts && ruling !== undefined && dissents(answers, ruling.outcome) ? (
          <>
            {" "}
            <b className="font-semibold">(dissent)</b>
          </>
        ) : null}
        {answers !== null && !counts ? `; ${SEAT_WORDS[state]}` : ""}
        {open ? "; voted openly, in for another" : ""}
      </p>
      <Whole text={maintainer} />
      {answers === null
        ? null
        : [answers.reasons.fact, answers.reasons.attribution, answers.reasons.severity].map((reason, at) =>
            reason === null ? null : (
              <p key={QUESTIONS[at]} className="mt-1 whitespace-pre-wrap break-words">
                <span className="text-muted text-sm">{QUESTIONS[at]}</span> <bdi>{reason}</bdi>
              </p>
            ),
          )}
    </li>
  );
}

const QUESTIONS = ["On the fact:", "On whose doing:", "On how grave:"] as const;
