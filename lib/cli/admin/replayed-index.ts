/** The index as its own log gives it: what admins sign must not rest on what a site says. */
import { findingOf } from "#lib/kernel/checks.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { Checkpoint } from "#lib/log/checkpoint.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import { replayLog } from "../audit/replay-log.ts";
import { IncompleteError, type Io } from "../command.ts";
import { findKnownLog } from "../home.ts";
import type { RemoteIndex } from "../remote-index.ts";

export type ReplayedIndex = {
  readonly state: MemoryState;
  readonly checkpoint: Checkpoint;
  /** Of the last entry. */
  readonly loggedAt: Instant;
};

/** The whole log, replayed and checked against its signed head. Errors: `IncompleteError`. */
export async function replayIndex(remote: RemoteIndex, io: Io): Promise<ReplayedIndex> {
  const { origin, vkeys } = await remote.describe();
  const opened = openCheckpoint(await remote.checkpoint(), findKnownLog(io.env, origin)?.vkey ?? vkeys.log);
  if (!opened.ok)
    throw new IncompleteError("The log's head is not signed by the key that you know. Run touchstone audit.");
  const { checkpoint } = opened.value;
  const { checks, entries, replay } = await replayLog(remote, checkpoint, undefined, () => undefined);
  const last = entries.at(-1);
  if (!findingOf(checks).ok || last === undefined)
    throw new IncompleteError("The log is not what its head says. Run touchstone audit.");
  return { state: replay.state, checkpoint, loggedAt: last.loggedAt };
}
