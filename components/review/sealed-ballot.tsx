"use client";
import { useMutation } from "@tanstack/react-query";
import { Download, LockKeyhole } from "lucide-react";
import { useState } from "react";
import { SignAct } from "#components/handover/sign-act.tsx";
import { FileChoice } from "#components/keys/file-choice.tsx";
import { OpenSpareForm } from "#components/keys/open-spare-form.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Skeleton } from "#components/ui/skeleton.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { OpenedSpare } from "#lib/client/keystore/open-spare.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { browserRandom } from "#lib/client/platform.ts";
import {
  type BallotFile,
  type BallotPlace,
  ballotFileName,
  openKeptBox,
  putBox,
} from "#lib/client/review/ballot-box.ts";
import { revealDraft, useKeepBallot, useKeptBallot } from "#lib/client/review/use-ballot.ts";
import { saveFile } from "#lib/client/save-file.ts";
import { type BallotProblem, formatBallot, readBallot } from "#lib/dispute/ballot-file.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { answerTitle } from "./review-words.ts";
import { sealingKeyOf } from "./sealing.ts";
import type { SeatProps } from "./seat-props.ts";

type Props = SeatProps & { place: BallotPlace };

/** A ballot whose seal stands in the log: where it is kept, and its opening when voting has closed. */
export function SealedBallot(props: Props) {
  const kept = useKeptBallot(props.place, props.seat.commit);
  if (kept.data === undefined) return <Skeleton className="h-32" />;
  return kept.data === null ? <LostBallot {...props} /> : <KeptBallot {...props} ballot={kept.data} />;
}

function KeptBallot({ account, origin, seat, place, ballot, now }: Props & { ballot: BallotFile }) {
  const opensAt = Date.parse(seat.from ?? seat.votes_by);
  const isOpen = now >= opensAt;
  return (
    <>
      <p className="flex gap-2">
        <LockKeyhole aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>Sealed, and kept in this browser.</span>
      </p>
      <BallotSummary ballot={ballot} />
      <div>
        <Button size="sm" onClick={() => saveFile(ballotFileName(place), formatBallot(ballot))}>
          <Download aria-hidden />
          Save it as a file
        </Button>
      </div>
      <BackUp account={account} ballot={ballot} />
      {isOpen ? (
        <SignAct
          account={account}
          origin={origin}
          draft={revealDraft(ballot)}
          action="Open my ballot"
          note="Your ballot is open."
          onRecorded={() => undefined}
        />
      ) : (
        <p className="text-muted">
          It can be opened <TimeText at={opensAt} now={now} show="both" precision="minute" />, when voting has closed.
          Opened earlier it would not count.
        </p>
      )}
    </>
  );
}

export function BallotSummary({ ballot: { answers } }: { ballot: Pick<BallotFile, "answers"> }) {
  const { fact, attribution, severity } = answers;
  const said = [
    answerTitle("fact", fact),
    ...(attribution === null ? [] : [answerTitle("attribution", attribution)]),
    ...(severity === null ? [] : [answerTitle("severity", severity)]),
  ];
  return <p className="font-medium">{said.join(" · ")}</p>;
}

/** A box at the index that only the spare-key file opens. */
function BackUp({ account, ballot }: Pick<Props, "account"> & { ballot: BallotFile }) {
  const { writeNote } = useKeystoreActions();
  const key = sealingKeyOf(account);
  const back = useMutation({ mutationFn: (to: string) => putBox(ballot, to, browserRandom) });
  const learn = async ({ sealing, digest }: OpenedSpare) => {
    const { did } = account;
    if (did === undefined) return;
    const known = { key: base64UrlEncode(sealing.publicKey), of: digest };
    await writeNote(did, { sealing: known });
    back.mutate(known.key);
  };
  if (back.isSuccess)
    return <p className="text-sm">A copy lies at the index, sealed to your spare key: only its file opens it.</p>;
  if (key !== undefined)
    return (
      <div className="flex flex-col gap-1.5">
        <p className="text-muted text-sm">A copy is sealed to your spare key and kept at the index when you seal.</p>
        <div>
          <Button size="sm" busy={back.isPending} onClick={() => back.mutate(key)}>
            Keep the copy again
          </Button>
        </div>
        {back.error === null ? null : <p className="text-failed text-sm">{back.error.message}</p>}
      </div>
    );
  if (account.participant?.nextKeyDigest == null)
    return (
      <p className="text-muted text-sm">
        Your account has no spare key: save the file, or the ballot is lost with this browser.
      </p>
    );
  return (
    <Details summary="Keep a copy that your spare key opens">
      <OpenSpareForm
        action="Seal a copy to it"
        check={async ({ digest }) =>
          digest === account.participant?.nextKeyDigest ? undefined : "This is not the spare key of your account."
        }
        onOpened={(opened) => void learn(opened)}
      />
      {back.error === null ? null : <p className="mt-2 text-failed text-sm">{back.error.message}</p>}
    </Details>
  );
}

export const PROBLEM_WORDS: Readonly<Record<BallotProblem, string>> = {
  "not-a-ballot": "This is no ballot file, or it was changed.",
  "another-log": "This ballot is of another index.",
  "another-case": "This ballot is of another case.",
  "another-round": "This ballot is of another panel of this case.",
  "another-maintainer": "This ballot is somebody else’s.",
  "another-ballot": "This is not the ballot that you sealed: its seal in the log is another.",
};

/** The seal is in the log and this browser does not have the ballot: from the file, or from the copy at the index. */
export function LostBallot({ account, seat, place }: Pick<Props, "account" | "seat" | "place">) {
  const keep = useKeepBallot();
  const [problem, setProblem] = useState<string>();
  const take = (text: string) => {
    const read = readBallot(text, place, seat.commit);
    if (read.ok) void keep(read.value);
    else setProblem(PROBLEM_WORDS[read.error]);
  };
  return (
    <>
      <Alert tone="attention" title="Your sealed ballot is not in this browser">
        Bring it here before {new Date(seat.reveals_by).toISOString().slice(0, 16).replace("T", " ")} UTC, or the seat
        counts as not filled.
      </Alert>
      <FileChoice
        label="Open the ballot file"
        onText={take}
        onTooLarge={() => setProblem(PROBLEM_WORDS["not-a-ballot"])}
      />
      {problem === undefined ? null : (
        <p role="alert" className="text-failed text-sm">
          {problem}
        </p>
      )}
      <Details summary="Open the copy at the index with your spare-key file">
        <OpenSpareForm
          action="Open the copy"
          check={async ({ sealing }) => {
            const ballot = await openKeptBox(place, sealing, seat.commit);
            if (ballot === undefined) return "No copy at the index opens with this key.";
            await keep(ballot);
            return undefined;
          }}
          onOpened={() => undefined}
        />
      </Details>
      {account.participant?.nextKeyDigest == null ? (
        <p className="text-muted text-sm">Without a spare key there is no copy: only the file helps.</p>
      ) : null}
    </>
  );
}
