/**
 * `$TOUCHSTONE_HOME/ballots`: sealed ballots until they are opened, one file each, 0600. Written before the seal is signed,
 * so that no seal stands in the log whose ballot nobody has.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BallotFile,
  type BallotPlace,
  type BallotProblem,
  formatBallot,
  readBallot,
} from "#lib/dispute/ballot-file.ts";
import type { Result } from "#lib/kernel/result.ts";
import { IncompleteError, type Io } from "../command.ts";
import { homeFolder } from "../home.ts";

const fileOf = (env: Io["env"], { case: id, round, maintainer }: BallotPlace): string =>
  join(homeFolder(env), "ballots", `${id}-${round}-${maintainer.slice(-12)}.json`);

/** Writes it whole; answers where. */
export function keepBallot(env: Io["env"], ballot: BallotFile): string {
  const path = fileOf(env, ballot);
  mkdirSync(join(homeFolder(env), "ballots"), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, formatBallot(ballot), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}

/** The kept ballot, or that of a file; `commit`: what it must be. Errors: `IncompleteError` for a file that cannot be read. */
export function openBallot(
  env: Io["env"],
  place: BallotPlace,
  commit: string | null,
  file: string | undefined,
): Result<BallotFile, BallotProblem> {
  const path = file ?? fileOf(env, place);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new IncompleteError(`No ballot can be read from ${path}: ${(error as Error).message}`);
  }
  return readBallot(text, place, commit);
}

/** As {@link openBallot}, with undefined where none was kept. */
export function findBallot(env: Io["env"], place: BallotPlace): BallotFile | undefined {
  try {
    const read = openBallot(env, place, null, undefined);
    return read.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}
