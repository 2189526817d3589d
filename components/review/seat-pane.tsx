"use client";
import { CONFLICT_WORDS } from "#components/case/dispute-words.ts";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { BallotPlace } from "#lib/client/review/ballot-box.ts";
import type { OwnSeat } from "#lib/contract/review.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { BallotForm } from "./ballot-form.tsx";
import { DueText } from "./queue-row.tsx";
import { SealedBallot } from "./sealed-ballot.tsx";
import { SeatAcceptance, StepAside } from "./seat-acceptance.tsx";
import type { SeatProps } from "./seat-props.ts";

/** The right side: what the own seat asks next, and nothing for whoever has none. */
export function SeatPane({
  seat,
  bar,
  ...props
}: Omit<SeatProps, "seat"> & { seat: OwnSeat | null; bar: ConflictReason | null }) {
  if (seat === null && bar !== null) return <NoVoice bar={bar} />;
  if (seat === null)
    return (
      <Panel title="Ballot">
        <p className="text-muted">
          You have no seat in this case. Reviewers are drawn by lot, and nobody chooses a case.
        </p>
      </Panel>
    );
  const place: BallotPlace = {
    log: props.origin,
    case: props.one.id as BallotPlace["case"],
    round: seat.round,
    maintainer: props.did,
  };
  const given = { ...props, seat, place };
  return (
    <Panel title={TITLES[seat.does ?? "none"]}>
      <div data-seat={standingOf(seat, props.now)} className="flex flex-col gap-4">
        {seat.due_at === null || seat.does === null ? null : (
          <p>
            <DueText due={seat.due_at} now={props.now} />
          </p>
        )}
        {contentOf(given)}
      </div>
    </Panel>
  );
}

/** What the seat asks, for whoever looks at the page from outside. */
function standingOf({ does, from, votes_by: votesBy, has_opened: hasOpened }: OwnSeat, now: number): string {
  if (does === "reveal") return now >= Date.parse(from ?? votesBy) ? "openable" : "sealed";
  return does ?? (hasOpened ? "opened" : "over");
}

/** An own case, or one to which the log binds this account. */
export function NoVoice({ bar }: { bar: ConflictReason }) {
  return (
    <Panel title="Ballot">
      <Alert tone="attention" title="You have no voice in this case">
        Your account {CONFLICT_WORDS[bar]}. What it signs here as a reviewer is refused, and void in the log.
      </Alert>
    </Panel>
  );
}

const TITLES = {
  answer: "You were drawn",
  vote: "Your ballot",
  reveal: "Your sealed ballot",
  "vote-openly": "Your open ballot",
  none: "Your seat",
} as const;

function contentOf(props: SeatProps & { place: BallotPlace }) {
  const { seat } = props;
  switch (seat.does) {
    case "answer":
      return <SeatAcceptance {...props} />;
    case "vote":
    case "vote-openly":
      return (
        <>
          <BallotForm key={props.one.id} {...props} />
          <StepAside {...props} />
        </>
      );
    case "reveal":
      return <SealedBallot {...props} />;
    case null:
      return <SeatOver seat={seat} id={props.one.id} now={props.now} />;
  }
}

/** Nothing is to be done any more, and why. */
export function SeatOver({ seat, id, now }: { seat: OwnSeat; id: string; now: number }) {
  if (seat.has_opened)
    return (
      <Alert tone="verified" title="Your ballot is open. It counts.">
        <Link data-guide="public-case" href={`/cases/${id}`}>
          The public page of the case
        </Link>{" "}
        shows how it goes on, with names.
      </Alert>
    );
  switch (seat.state) {
    case "declined":
      return <p>You declined, or were asked too late to answer. Somebody else was asked.</p>;
    case "recused":
      return <p>You stepped aside. Somebody else was asked.</p>;
    case "no-show":
      return (
        <Alert tone="attention" title="Your time ran out">
          The seat is shown as not filled, and you are not drawn for 30 days.
        </Alert>
      );
    case "not-cosigned":
      return <p>You voted alone, and no administrator signed it in time. Your ballot is not counted.</p>;
    case "removed":
    case "conflicted":
      return (
        <Alert tone="attention" title="This seat no longer counts">
          You were removed, or are bound to one of the two sides.
        </Alert>
      );
    default:
      return (
        <p>
          The time for this seat ended <TimeText at={Date.parse(seat.reveals_by)} now={now} />.
        </p>
      );
  }
}
