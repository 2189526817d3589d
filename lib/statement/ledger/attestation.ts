/** A verification of a ledger that somebody other than its operator signs. */
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { verifyEd25519 } from "#lib/kernel/ed25519.ts";
import { parseDid } from "#lib/kernel/ids.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { SeriesKey } from "./point.ts";

/** DSSE payload type of what the verifier signs. */
export const ATTESTATION_TYPE = "application/vnd.touchstone.ledger-attestation.v1+json";

export type LedgerAttestation = {
  readonly by: string;
  readonly at: string;
  readonly firstBlock: number;
  readonly lastBlock: number;
  readonly result: "passed" | "failed";
  /** did:key of the verifier; with it comes its signature, base64url. */
  readonly publicKey?: string | undefined;
  readonly signature?: string | undefined;
};

/** The series, who, when, which blocks and the result, as canonical JSON in the DSSE encoding. */
export function attestationBytes(series: SeriesKey, attestation: LedgerAttestation): Uint8Array {
  const { by, at, firstBlock, lastBlock, result } = attestation;
  const { ledger, server, database, createdAt } = series;
  return preAuthEncoding(
    ATTESTATION_TYPE,
    canonicalBytes({ at, by, firstBlock, lastBlock, result, series: { createdAt, database, ledger, server } }),
  );
}

/** Whether it carries no signature, or one that holds. Total. */
export function isAttestationSound(series: SeriesKey, attestation: LedgerAttestation): boolean {
  if (attestation.publicKey === undefined && attestation.signature === undefined) return true;
  const did = parseDid(attestation.publicKey ?? "");
  const key = did === undefined ? undefined : publicKeyOfDid(did);
  const signature = base64UrlDecode(attestation.signature ?? "");
  if (key === undefined || signature?.length !== 64) return false;
  return verifyEd25519(key, attestationBytes(series, attestation), signature);
}
