import { Badge } from "#components/ui/badge.tsx";
import { Details } from "#components/ui/details.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { CaseView } from "#lib/contract/cases.ts";
import type { RulingView } from "#lib/contract/dispute.ts";
import { standingOf } from "#lib/dispute/finding.ts";
import { findingWords, RULED_BY_WORDS, rulingLabels } from "./dispute-words.ts";

/** The ruling that stands, what must be said with it, and the others. */
export function RulingPanel({ one, now }: { one: CaseView; now: number }) {
  const rulings = one.dispute?.rulings ?? [];
  const last = one.draft ?? standingOf(rulings);
  if (last === undefined) return null;
  const others = rulings.filter((ruling) => ruling !== last);
  const note = noteOf(one);
  const isFinal = one.state === "final";
  return (
    <Panel title={one.draft === null ? "The ruling" : "Draft of the ruling"} className="border-l-2 border-l-link">
      <Ruling ruling={last} isDraft={one.draft !== null} isFinal={isFinal} now={now} />
      {note === undefined ? null : <p className="mt-2 text-sm">{note}</p>}
      {others.length === 0 ? null : (
        <Details className="mt-4" summary={others.length === 1 ? "The other ruling" : "The other rulings"}>
          <div className="flex flex-col gap-4">
            {others.map((ruling) => (
              <Ruling
                key={`${ruling.round} ${ruling.at}`}
                ruling={ruling}
                isDraft={false}
                isFinal={isFinal}
                now={now}
              />
            ))}
          </div>
        </Details>
      )}
    </Panel>
  );
}

function noteOf({ draft, state, ruling, dispute }: CaseView): string | undefined {
  if (draft !== null)
    return "A draft changes nothing yet: both sides can point out slips until it takes effect, and votes that come later still count.";
  if (ruling === null || dispute?.appeal == null || state === "final") return undefined;
  return ruling.severity === "minor"
    ? "Appealed. As it is minor, it does not count until the appeal is decided."
    : "Appealed. It counts until the appeal is decided.";
}

function Ruling({
  ruling,
  isDraft,
  isFinal,
  now,
}: {
  ruling: RulingView;
  isDraft: boolean;
  isFinal: boolean;
  now: number;
}) {
  const { by, at, entry, counted, dissent, weight } = ruling;
  const votes =
    by === "panel"
      ? `, ${counted - dissent} of ${counted} votes${dissent === 0 ? ": no dissent" : `, ${dissent} against`}`
      : "";
  return (
    <div data-ruling={isDraft ? "draft" : entry === null ? "due" : "logged"} className="min-w-0">
      <p className="font-medium text-lg">{findingWords(ruling)}</p>
      <p className="text-muted">
        Decided {RULED_BY_WORDS[by]}
        {votes}, {isDraft ? "takes effect " : ""}
        <TimeText at={Date.parse(at)} now={now} />
        {isDraft ? null : entry === null ? (
          ". Its entry is not in the log yet."
        ) : (
          <>
            , <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
          </>
        )}
      </p>
      <RulingLabels ruling={ruling} isFinal={isFinal} />
      {weight === "half" ? <p className="mt-1 text-sm">It counts half in the provider’s marks.</p> : null}
    </div>
  );
}

/** What must stand wherever a ruling is shown, each with its sentence. */
export function RulingLabels({
  ruling,
  isFinal,
}: {
  ruling: Pick<RulingView, "labels" | "on_silence">;
  /** Nobody can appeal any more. */
  isFinal: boolean;
}) {
  const all = rulingLabels(ruling, isFinal);
  if (all.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1">
      {all.map(({ name, says }) => (
        <li key={name} className="flex flex-wrap items-baseline gap-x-2">
          <Badge tone="attention">{name}</Badge>
          <span className="text-muted text-sm">{says}</span>
        </li>
      ))}
    </ul>
  );
}
