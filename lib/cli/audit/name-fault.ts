/** Which entry is at fault, where leaves do not give the signed root: the heads that were signed before bound it. */
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import type { ListedHead } from "./check-log-times.ts";

/** `heads`: newest first, signed by the log's key. `size`: of the head whose root the leaves do not give. */
export function nameFault(
  leafHashes: readonly Hash[],
  heads: readonly (ListedHead | undefined)[],
  size: number,
): string {
  let frontier = emptyFrontier();
  let from = 0;
  let to = size;
  for (const head of heads.toReversed()) {
    if (head === undefined || head.size > leafHashes.length) continue;
    frontier = append(frontier, leafHashes.slice(frontier.size, head.size)).frontier;
    if (equalBytes(rootOf(frontier), head.root)) {
      from = head.size;
      continue;
    }
    to = head.size;
    break;
  }
  const last = to - 1;
  const named = from === last ? `Entry ${from} is` : `One of the entries ${from} to ${last} is the first that is`;
  return `${named} not what was signed: the leaves give every signed root up to size ${from}, and not that of size ${to}.`;
}
