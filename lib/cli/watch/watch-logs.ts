/** One look at each log of a list: what it shows now, held against what it showed this reader before. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Peer } from "#lib/log/peer-list.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { type Look, lookAtPeer } from "#lib/state/peer/look-at-peer.ts";
import { PeerLog } from "#lib/state/peer/peer-log.ts";
import { EXIT, type Io } from "../command.ts";
import { homeFolder } from "../home.ts";
import { printable } from "../print-finding.ts";
import { fileGetter } from "./get-file.ts";
import { keepSeen, readSeen } from "./seen-heads.ts";

/** Exit 3: a log showed two histories. 1: one is set back. 2: one could not be read. */
export async function watchLogs(peers: readonly Peer[], io: Io): Promise<number> {
  const get = fileGetter(io.signal);
  let worst: number = EXIT.ok;
  for (const peer of peers) {
    const known = readSeen(io.env, peer);
    const look = await lookAtPeer(new PeerLog(peer, get, rawVerify), known);
    if (look.outcome === "agrees") keepSeen(io.env, peer, known, look.head);
    const kept = look.outcome === "forked" ? keepProof(peer, look.fraud.bytes, io) : undefined;
    worst = Math.max(worst, exitOf(look));
    tell(peer, look, { before: known.at(-1)?.checkpoint.size, kept }, io);
  }
  return worst;
}

function exitOf({ outcome }: Look): number {
  if (outcome === "agrees") return EXIT.ok;
  if (outcome === "forked") return EXIT.equivocation;
  return outcome === "older-head" ? EXIT.tampered : EXIT.incomplete;
}

/** Under a name of its own: a second proof does not replace the first. */
function keepProof({ origin }: Peer, bytes: Uint8Array, { env }: Io): string {
  const file = join(homeFolder(env), "heads", `${origin.replaceAll(/[^\w.-]/g, "_")}.fraud.json`);
  writeFileSync(file, bytes, { mode: 0o600 });
  return file;
}

type Beside = { readonly before: number | undefined; readonly kept: string | undefined };

function tell({ origin }: Peer, look: Look, { before, kept }: Beside, io: Io): void {
  const size = "head" in look ? look.head.checkpoint.size : null;
  if (io.json) {
    io.out(JSON.stringify({ origin, outcome: look.outcome, size, before: before ?? null, proof: kept ?? null }));
    return;
  }
  io.out(printable(`${origin}: ${wordsOf(look, before)}`));
  if (kept !== undefined) io.out(`Two signed heads that no log can have, verified: ${kept}`);
}

function wordsOf(look: Look, before: number | undefined): string {
  switch (look.outcome) {
    case "agrees":
      return before === undefined
        ? `${look.head.checkpoint.size} entries, signed. Remembered: from now on it must extend this.`
        : `${look.head.checkpoint.size} entries, signed. They extend the ${before} seen before.`;
    case "forked":
      return "it showed two histories. Never trust it again.";
    default:
      return `${look.outcome}: ${look.detail}`;
  }
}
