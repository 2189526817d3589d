/** `clock.record`: the index's record of a transition that time has made due. Deterministic bytes, so never twice. */
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Did, Origin, Thumbprint } from "#lib/kernel/ids.ts";
import type { UnsignedStatement } from "./envelope.ts";

export type DueTransition = {
  aggregate: string;
  transition: string;
  /** RFC 3339, ms. */
  deadline: string;
  /** Beginning of an outage. */
  since?: string;
  /** Owner of the aggregate: a provider id, a did, or "index". */
  subject: string;
};

/** The statement for a due transition: issuedAt is the deadline, id the first 16 bytes of SHA-256(aggregate LF transition LF deadline). */
export function clockRecord(
  due: DueTransition,
  signer: { log: Origin; issuer: Did; key: Thumbprint },
): UnsignedStatement {
  const { aggregate, transition, deadline, since, subject } = due;
  return {
    v: 1,
    kind: "clock.record",
    log: signer.log,
    id: clockRecordId(due),
    issuedAt: deadline,
    issuer: signer.issuer,
    key: signer.key,
    subject,
    body: { aggregate, transition, deadline, ...(since === undefined ? {} : { since }) },
  };
}

export function clockRecordId({
  aggregate,
  transition,
  deadline,
}: Pick<DueTransition, "aggregate" | "transition" | "deadline">): string {
  return base64UrlEncode(sha256(utf8Encode(`${aggregate}\n${transition}\n${deadline}`)).slice(0, 16));
}
