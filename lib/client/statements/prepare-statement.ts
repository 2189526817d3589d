/** From what a form holds to the statement that is shown, hashed and signed. */
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { assembleStatement, signingBytes, type UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
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
};

/** The plan with its id and time. The result is what the exact-bytes view shows; signing adds only `signature`. */
export function prepareStatement(plan: StatementPlan, { id, issuedAt }: Stamp): UnsignedStatement {
  const { kind, log, issuer, key, subject, prev, body } = plan;
  const head = { v: 1, kind, log, id, issuedAt, issuer, key, subject, body } as const;
  return prev === undefined ? head : { ...head, prev };
}

/** The canonical bytes to submit. */
export async function signStatement(unsigned: UnsignedStatement, signer: Signer): Promise<Uint8Array> {
  if (unsigned.key !== signer.thumbprint) throw new TypeError("The statement names another key than the signer's.");
  return assembleStatement(unsigned, await signer.sign(signingBytes(unsigned)));
}
