/**
 * One seat's ballot in this browser: what is filled, what was sealed, and its opening. A ballot is kept here before its
 * commitment is signed, so that no commitment stands in the log whose answers nobody has.
 */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { commitOfBallot, formatBallot, readBallot } from "#lib/dispute/ballot-file.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import type { Draft } from "../operator/use-account-statement.ts";
import { browserRandom } from "../platform.ts";
import { type BallotFile, type BallotPlace, ballotStore, draftStore, makeBallot, placeText } from "./ballot-box.ts";
import { type BallotDraft, EMPTY_BALLOT } from "./ballot-draft.ts";

/** Undefined while the browser is asked. */
export function useBallotDraft(place: BallotPlace): [BallotDraft | undefined, (next: BallotDraft) => void] {
  const name = placeText(place);
  const [draft, setDraft] = useState<{ readonly of: string; readonly is: BallotDraft }>();
  useEffect(() => {
    let isOver = false;
    void draftStore()
      .read(name)
      .then((kept) => isOver || setDraft({ of: name, is: kept ?? EMPTY_BALLOT }));
    return () => {
      isOver = true;
    };
  }, [name]);
  const change = useCallback(
    (next: BallotDraft) => {
      setDraft({ of: name, is: next });
      void draftStore().write(name, next);
    },
    [name],
  );
  return [draft?.of === name ? draft.is : undefined, change];
}

/** The ballot that this browser keeps and that is the one of `commit`; null: none. */
export function useKeptBallot(place: BallotPlace, commit: string | null) {
  const name = placeText(place);
  return useQuery({
    queryKey: ["ballot", name, commit],
    queryFn: async () => {
      const read = readBallot((await ballotStore().read(name)) ?? "", place, commit);
      return read.ok ? read.value : null;
    },
    networkMode: "always",
  });
}

/** Keeps a ballot in this browser. False where the browser keeps nothing: then only the file is left. */
export function useKeepBallot(): (ballot: BallotFile) => Promise<boolean> {
  const client = useQueryClient();
  return useCallback(
    async (ballot) => {
      const isKept = await ballotStore().write(placeText(ballot), formatBallot(ballot));
      await client.invalidateQueries({ queryKey: ["ballot"] });
      return isKept;
    },
    [client],
  );
}

/** One ballot for the same answers, however often the button is pressed: its nonce is made once. */
export function useSealing(place: BallotPlace): (answers: Answers) => BallotFile {
  const made = useRef<BallotFile>(undefined);
  return (answers) => {
    const same = made.current !== undefined && placeText(made.current) === placeText(place);
    if (!same || JSON.stringify(made.current?.answers) !== JSON.stringify(answers))
      made.current = makeBallot(place, answers, browserRandom);
    return made.current ?? makeBallot(place, answers, browserRandom);
  };
}

export const commitDraft = (ballot: BallotFile): Draft => ({
  kind: "vote.commit",
  subject: ballot.case,
  body: { round: ballot.round, commit: commitOfBallot(ballot) },
});

export const revealDraft = ({ case: id, round, nonce, answers }: BallotFile): Draft => ({
  kind: "vote.reveal",
  subject: id,
  body: { round, nonce, answers },
});
