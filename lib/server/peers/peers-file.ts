import { readFileSync } from "node:fs";
import { type Peer, parsePeerList } from "#lib/log/peer-list.ts";

/**
 * The logs of the operator's file but this index's own, `own`; none without a file. An index that watched or cosigned
 * itself would say nothing. Throws when it is malformed: `up` has checked it before.
 */
export function readPeersFile(file: string | undefined, own: string): Peer[] {
  if (file === undefined) return [];
  const peers = parsePeerList(readFileSync(file, "utf8"));
  if (peers.ok) return peers.value.filter(({ origin }) => origin !== own);
  throw new Error(`The peers file is malformed, line ${peers.error.pointer.slice(1)}: ${peers.error.detail}`);
}
