/** From what a form holds to the statement that is shown, hashed and signed. */
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { assembleStatement, type PartCommit, signingBytes, type UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import type { Signer } from "../signer.ts";
import type { Stamp } from "./use-stamp.ts";

export type StatementPlan = {
  readonly kind: Kind;
  readonly log: Origin;
  readonly issuer: Did;
  readonly key: Thumbprint;
  readonly subject: string;
  /** Hash of the last effective statement of the slot, when there is one. */
  readonly prev?: StatementHash | undefined;
  readonly body: JsonObject;
  /** Files for everybody to read, kept beside the log; the statement commits to each. */
  readonly parts?: readonly PublicPart[] | undefined;
};

export type PublicPart = Part & { readonly mediaType: string };

/** The plan with its id and time. The result is what the exact-bytes view shows; signing adds only `signature`. */
export function prepareStatement(plan: StatementPlan, { id, issuedAt }: Stamp): UnsignedStatement {
  const { kind, log, issuer, key, subject, prev, body, parts = [] } = plan;
  return {
    ...{ v: 1, kind, log, id, issuedAt, issuer, key, subject, body },
    ...(prev === undefined ? {} : { prev }),
    ...(parts.length === 0 ? {} : { parts: parts.map(publicCommit) }),
  };
}

function publicCommit(part: PublicPart): PartCommit {
  return { commit: commitOf(part), bytes: part.bytes.length, mediaType: part.mediaType, visibility: "public" };
}

/** The canonical bytes to submit. */
export async function signStatement(unsigned: UnsignedStatement, signer: Signer): Promise<Uint8Array> {
  if (unsigned.key !== signer.thumbprint) throw new TypeError("The statement names another key than the signer's.");
  return assembleStatement(unsigned, await signer.sign(signingBytes(unsigned)));
}
