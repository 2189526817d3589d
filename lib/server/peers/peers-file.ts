import { readFileSync } from "node:fs";
import { type Peer, parsePeerList } from "#lib/log/peer-list.ts";

/** The logs of the operator's file; none without one. Throws when it is malformed: `up` has checked it before. */
export function readPeersFile(file: string | undefined): Peer[] {
  if (file === undefined) return [];
  const peers = parsePeerList(readFileSync(file, "utf8"));
  if (peers.ok) return peers.value;
  throw new Error(`The peers file is malformed, line ${peers.error.pointer.slice(1)}: ${peers.error.detail}`);
}
