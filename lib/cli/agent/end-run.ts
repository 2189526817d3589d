/** How a run of an agent ends, whichever way it asks: with its evidence on disk, with what it reports, and with one exit code. */
import { EXIT, IncompleteError, type Io } from "../command.ts";
import { printable } from "../print-finding.ts";
import type { Committer } from "./committer.ts";
import type { EvidenceDesk, Kept } from "./desk.ts";
import { type Filing, fileEvidence, type Reported, sendUnsent } from "./filing.ts";

type Means = {
  readonly desk: EvidenceDesk;
  readonly committer: Pick<Committer, "close"> | undefined;
  readonly io: Pick<Io, "signal">;
  /** Left out: nothing is reported. */
  readonly filing?: Filing | undefined;
};

/** `away`: what was not there any more, so that the run ended early. */
export type Ended = {
  readonly kept: readonly Kept[];
  readonly reports: readonly Reported[] | undefined;
  readonly away: IncompleteError | undefined;
};

/** Runs to the end; whatever ends it, what was caught before is evidence all the same. Rejects as the run does, but for `away`. */
export async function runToEnd(run: () => Promise<void>, { desk, committer, io, filing }: Means): Promise<Ended> {
  let away: IncompleteError | undefined;
  try {
    await run();
  } catch (error) {
    if (!(error instanceof IncompleteError) || io.signal.aborted) throw error;
    away = error;
  } finally {
    await committer?.close();
    await desk.close();
  }
  const kept = await desk.close();
  const reports = filing && [...(await sendUnsent(filing, kept)), ...(await fileEvidence(kept, filing))];
  return { kept, reports, away };
}

/** A wrong answer outweighs that the run ended early, which is said all the same. Errors: `away`, where nothing was wrong. */
export function exitOf(wrong: number, away: IncompleteError | undefined, io: Pick<Io, "err">): number {
  if (away !== undefined && wrong === 0) throw away;
  if (away !== undefined) io.err(printable(away.message));
  return wrong > 0 ? EXIT.tampered : EXIT.ok;
}
