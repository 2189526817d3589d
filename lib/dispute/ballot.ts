/** Sealed ballots: what is committed to, and whether an opened ballot is the sealed one. */
import { hexEncode } from "#lib/kernel/base.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId, Did, Origin } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonValue } from "#lib/kernel/json.ts";
import type { Answers } from "#lib/statement/dispute-bodies.ts";
import type { Seat } from "./dispute.ts";

export const BALLOT_TYPE = "application/vnd.touchstone.vote.v1+json";

/** `nonce`: 32 bytes, hex. `panel`: the round. */
export type SealedBallot = {
  readonly log: Origin;
  readonly case: CaseId;
  readonly panel: number;
  readonly maintainer: Did;
  readonly nonce: string;
  readonly answers: Answers;
};

/** SHA-256 of the DSSE encoding of canonical {answers, case, log, maintainer, nonce32, panel}, hex. */
export function ballotCommit({ log, case: id, panel, maintainer, nonce, answers }: SealedBallot): string {
  const ballot: JsonValue = { log, case: id, panel, maintainer, nonce32: nonce, answers };
  return hexEncode(sha256(preAuthEncoding(BALLOT_TYPE, canonicalBytes(ballot))));
}

/** Whether the seat may show this ballot: an open seat any, every other the one that it sealed. */
export function opensSeat(seat: Pick<Seat, "open" | "commit">, ballot: SealedBallot): boolean {
  return seat.open ? seat.commit === null : seat.commit === ballotCommit(ballot);
}
