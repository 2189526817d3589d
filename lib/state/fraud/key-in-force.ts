/** Whether a log's own history ever made a key one of its index's: what an entry names may be void, or never agreed to. */
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { Replay } from "../audit.ts";
import { indexOf } from "../view.ts";

/** Replays up to the entry by which it came into force; for most keys that is the first. */
export function wasInForce(
  origin: string,
  leaves: readonly Uint8Array[],
  purpose: "promise" | "answer",
  key: Did,
): boolean {
  // Entries of an honest log are all well signed, so that whose signatures they bear need not be asked here.
  const replay = new Replay(origin as Origin, () => true);
  return leaves.some((leaf) => {
    replay.push(leaf);
    return indexOf(replay.state)?.keys[purpose] === key;
  });
}
