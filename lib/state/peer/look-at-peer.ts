/** One look at a peer: its head now, held against every head of its that is known. */
import { type ConvictingProof, compareHeads, type HeadComparison } from "./compare-heads.ts";
import type { PeerFault, PeerLog, SignedHead } from "./peer-log.ts";

/** Why a peer's last look is not simply good. `forked` stays for ever: a log that showed two histories is no log. */
export const PEER_TROUBLES = ["no-answer", "not-signed", "older-head", "unproven", "other-key", "forked"] as const;
export type PeerTrouble = (typeof PEER_TROUBLES)[number];

/**
 * `agrees`: one history with all known heads. `older-head`: a smaller head than was seen, of the same history as far as
 * it can be told; an old copy, or a log that was set back. `unproven`: see {@link HeadComparison}.
 */
export type Look =
  | { readonly outcome: "agrees"; readonly head: SignedHead }
  | { readonly outcome: "older-head" | "unproven"; readonly head: SignedHead; readonly detail: string }
  | { readonly outcome: "forked"; readonly head: SignedHead; readonly fraud: ConvictingProof }
  | { readonly outcome: PeerFault["code"]; readonly detail: string };

/** Reads the head and compares. Never rejects for what a peer does. */
export async function lookAtPeer(log: PeerLog, known: readonly SignedHead[]): Promise<Look> {
  const answer = await log.head();
  if (!answer.ok) return { outcome: answer.error.code, detail: answer.error.detail };
  const head = answer.value;
  const { size } = head.checkpoint;
  let doubt: string | undefined;
  for (const other of known) {
    const compared: HeadComparison = await compareHeads(log, other, head);
    if (compared.outcome === "two-histories") return { outcome: "forked", head, fraud: compared.fraud };
    // The tiles of a larger tree than the one that is served now are not owed to anybody.
    if (compared.outcome === "unproven" && other.checkpoint.size < size) doubt ??= compared.detail;
  }
  if (doubt !== undefined) return { outcome: "unproven", head, detail: doubt };
  const largest = Math.max(0, ...known.map(({ checkpoint }) => checkpoint.size));
  if (size >= largest) return { outcome: "agrees", head };
  return { outcome: "older-head", head, detail: `It shows ${size} entries and has signed ${largest}.` };
}
