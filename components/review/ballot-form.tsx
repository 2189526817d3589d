"use client";
import { useState } from "react";
import { KeyElsewhere } from "#components/publish/before-signing.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { useAccountStatement } from "#lib/client/operator/use-account-statement.ts";
import { browserRandom } from "#lib/client/platform.ts";
import { type BallotPlace, ballotFileName, putBox } from "#lib/client/review/ballot-box.ts";
import { answersOf, askedOf, type BallotDraft, isAnswered, unreasoned } from "#lib/client/review/ballot-draft.ts";
import { commitDraft, revealDraft, useBallotDraft, useKeepBallot, useSealing } from "#lib/client/review/use-ballot.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { formatBallot } from "#lib/dispute/ballot-file.ts";
import { ABUSIVE_TEST, CHARTER, isUpholding, QUESTION_NAMES, REMEDIED_TEST } from "#lib/dispute/charter.ts";
import { BallotEffect } from "./ballot-effect.tsx";
import { BallotQuestion } from "./ballot-question.tsx";
import { sealingKeyOf } from "./sealing.ts";
import type { SeatProps } from "./seat-props.ts";

/**
 * The three questions, each answer with its reason; the effect only behind them, so that it does not lead the finding; then
 * the seal. What was filled is kept in this browser until it is sealed.
 */
export function BallotForm({ account, origin, one, seat, place }: SeatProps & { place: BallotPlace }) {
  const [draft, change] = useBallotDraft(place);
  if (draft === undefined) return <Skeleton className="h-56" />;
  return (
    <>
      <BallotQuestions draft={draft} onChange={change} one={one} />
      {isAnswered(draft) ? <BallotEffect id={one.id} draft={draft} /> : null}
      {account.key === undefined ? (
        <KeyElsewhere title="This browser does not hold your account key">
          It seals your ballot, and nothing else does.
        </KeyElsewhere>
      ) : (
        <SealButton {...{ account, origin, seat, place, draft }} />
      )}
    </>
  );
}

export function BallotQuestions({
  draft,
  onChange,
  one,
}: {
  draft: BallotDraft;
  onChange: (next: BallotDraft) => void;
  one: Pick<SeatProps["one"], "id" | "claim" | "verdict_statement">;
}) {
  const asked = askedOf(draft);
  const upholds = draft.fact !== undefined && isUpholding(draft.fact);
  return (
    <>
      {QUESTION_NAMES.filter((name) => asked.includes(name)).map((name) => (
        <BallotQuestion
          key={name}
          name={name}
          question={CHARTER[name]}
          value={draft[name]}
          reason={draft.reasons[name]}
          one={one}
          onValue={(value) => onChange({ ...draft, [name]: value })}
          onReason={(reason) => onChange({ ...draft, reasons: { ...draft.reasons, [name]: reason } })}
        />
      ))}
      {upholds ? (
        <RadioGroup
          legend="Was it put right?"
          help={REMEDIED_TEST}
          inline
          value={draft.remedied === undefined ? "unknown" : draft.remedied ? "yes" : "no"}
          onValueChange={(value) => onChange({ ...draft, remedied: value === "unknown" ? undefined : value === "yes" })}
        >
          <Radio value="yes" label="Yes" />
          <Radio value="no" label="No" />
          <Radio value="unknown" label="Not known" />
        </RadioGroup>
      ) : draft.fact === undefined ? null : (
        <Checkbox
          label="The report was made to harm"
          help={ABUSIVE_TEST}
          checked={draft.abusive}
          onChange={(event) => onChange({ ...draft, abusive: event.target.checked })}
        />
      )}
    </>
  );
}

function SealButton({
  account,
  origin,
  seat,
  place,
  draft,
}: Pick<SeatProps, "account" | "origin" | "seat"> & { place: BallotPlace; draft: BallotDraft }) {
  const { state, send, submit } = useAccountStatement(account, origin);
  const ballotOf = useSealing(place);
  const keep = useKeepBallot();
  const [isHeld, setHeld] = useState(false);
  const answers = answersOf(draft);
  const isBusy = isHeld || state.phase === "signing" || state.phase === "sending";

  const seal = async () => {
    if (answers === undefined) return;
    setHeld(true);
    try {
      const ballot = ballotOf(answers);
      if (seat.open) return await submit(revealDraft(ballot));
      // Before anything is signed: a commitment whose ballot nobody has could never be opened.
      if (!(await keep(ballot))) saveFile(ballotFileName(place), formatBallot(ballot));
      const key = sealingKeyOf(account);
      if (key !== undefined) await putBox(ballot, key, browserRandom).catch(() => undefined);
      await submit(commitDraft(ballot));
    } finally {
      setHeld(false);
    }
  };

  return (
    <div className="flex flex-col gap-3">
      <PublishStatus state={state} onSend={(item) => void send(item)} />
      <Button
        data-ballot="seal"
        variant="primary"
        disabled={answers === undefined}
        busy={isBusy}
        onClick={() => void seal()}
      >
        {seat.open ? "Vote openly" : "Seal"}
      </Button>
      <p className="text-muted text-sm">
        {answers === undefined ? lackText(draft) : seat.open ? OPEN_NOTE : SEAL_NOTE}
      </p>
    </div>
  );
}

const SEAL_NOTE =
  "Only its seal becomes public now; your answers when voting has closed. Until then they are kept in this browser, and you can save them as a file.";
const OPEN_NOTE = "Public for ever, with your name. You stand in for somebody else, so it is not sealed first.";

/** What is still to be done, in the order of the form. */
export function lackText(draft: BallotDraft): string {
  if (!isAnswered(draft)) return "Answer every question.";
  const lacking = unreasoned(draft).map((name) => CHARTER[name].title.replace("?", "").toLowerCase());
  return lacking.length === 0
    ? "A reason holds characters that cannot be signed, or is too long."
    : `Give your reason: ${lacking.join(", ")}.`;
}
