/**
 * A sealed ballot as its maintainer keeps it until it is opened: the answers, and the nonce without which nobody can show
 * that they are what was sealed. The browser, the file that it offers and the command line hold the same text.
 */
import { z } from "zod";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type Answers, answersSchema } from "#lib/statement/dispute-bodies.ts";
import { didKey, hexHash, originText } from "#lib/statement/fields.ts";
import { ballotCommit } from "./ballot.ts";

export const BALLOT_FILE_TYPE = "touchstone-ballot/v1";

/** Of whom and for which panel a ballot is. */
export type BallotPlace = {
  readonly log: Origin;
  readonly case: CaseId;
  readonly round: number;
  readonly maintainer: Did;
};

export type BallotFile = BallotPlace & {
  readonly type: typeof BALLOT_FILE_TYPE;
  /** 32 bytes, hex. */
  readonly nonce: string;
  readonly answers: Answers;
};

const schema = z.strictObject({
  type: z.literal(BALLOT_FILE_TYPE),
  log: originText,
  case: z.string().regex(/^case_[a-z2-7]{26}$/),
  round: z.int().min(1).max(99),
  maintainer: didKey,
  nonce: hexHash,
  answers: answersSchema,
});

/** What `vote.commit` says of it, hex. */
export function commitOfBallot({ log, case: id, round, maintainer, nonce, answers }: BallotFile): string {
  return ballotCommit({ log, case: id, panel: round, maintainer, nonce, answers });
}

/** Canonical text of the file. */
export function formatBallot({ type, log, case: id, round, maintainer, nonce, answers }: BallotFile): string {
  return `${canonicalText({ type, log, case: id, round, maintainer, nonce, answers } as unknown as JsonValue)}\n`;
}

export type BallotProblem =
  | "not-a-ballot"
  | "another-log"
  | "another-case"
  | "another-round"
  | "another-maintainer"
  | "another-ballot";

/** `commit`: what the log holds of this seat; null: nothing yet. Total: every text gives a ballot or says what is wrong. */
export function readBallot(text: string, place: BallotPlace, commit: string | null): Result<BallotFile, BallotProblem> {
  const file = parse(text);
  if (file === undefined) return err("not-a-ballot");
  if (file.log !== place.log) return err("another-log");
  if (file.case !== place.case) return err("another-case");
  if (file.round !== place.round) return err("another-round");
  if (file.maintainer !== place.maintainer) return err("another-maintainer");
  if (commit !== null && commitOfBallot(file) !== commit) return err("another-ballot");
  return ok(file);
}

function parse(text: string): BallotFile | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as BallotFile) : undefined;
  } catch {
    return undefined;
  }
}
