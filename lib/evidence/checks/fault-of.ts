/** Which fault a bundle is about (docs/protocol/evidence.md, "Fault id"). */
import type { Did } from "#lib/kernel/ids.ts";
import { type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { Bundle } from "../bundle/bundle.ts";
import { CLAIM_KINDS } from "../bundle/claim-kinds.ts";
import { type FaultId, faultGroupOf, faultIdOf } from "../bundle/fault-id.ts";
import { readToken, splitToken } from "../token/prex-token.ts";
import { contradictionOf } from "./contradiction.ts";
import type { Signed } from "./read-signed.ts";

/** `group`: of what counts together. */
export type Fault = { readonly id: FaultId; readonly group: string };

/** The fault's name, as far as what was signed can be read. People's claims are named when they are filed. */
export function faultOf(bundle: Bundle, { findings, signer, definition, createdAt }: Signed): Fault | undefined {
  const { claim, subject } = bundle;
  const { kind } = claim;
  const messages = findings.map(({ faultMessage }) => faultMessage).filter((m) => m !== undefined);
  const group = (at: Instant) => faultGroupOf(subject.provider as Did, kind, definition ?? null, at);
  if (kind === "token-misuse") {
    const [compact = ""] = (claim.params as { tokens: readonly string[] }).tokens;
    const parts = splitToken(compact);
    const claims = parts === undefined ? undefined : readToken(parts).claims;
    if (claims === undefined) return undefined;
    const at = (claims.iat * SECOND_MS) as Instant;
    return { id: faultIdOf({ kind, iss: claims.iss, jti: claims.jti }), group: group(at) };
  }
  if (kind === "disclosure-contradiction") {
    const found = contradictionOf(bundle);
    if (found === undefined) return undefined;
    const id = faultIdOf({ kind, publicKey: found.operator, s: found.statements });
    return { id, group: group(found.at) };
  }
  const form = CLAIM_KINDS[kind].fault;
  if (signer === undefined || createdAt === undefined || messages.length !== findings.length) return undefined;
  const [m] = messages;
  if (form === "message" && m !== undefined) {
    return { id: faultIdOf({ kind: kind as "wrong-result", publicKey: signer, m }), group: group(createdAt) };
  }
  if (kind !== "equivocation" && kind !== "offer-broken") return undefined;
  return { id: faultIdOf({ kind, publicKey: signer, m: messages }), group: group(createdAt) };
}
