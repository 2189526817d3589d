/**
 * Names of things, each with its own type so that one cannot be taken for another. Every parse function answers
 * undefined for anything but the one text form, and never throws.
 */

import { base32LowerDecode, base32LowerEncode, base64UrlDecode, hexDecode } from "./base.ts";
import { utf8Encode } from "./bytes.ts";
import { type Did, publicKeyOfDid, type Thumbprint } from "./did-key.ts";
import { sha256 } from "./hash.ts";

export type { Did, Thumbprint };

/** SHA-256 of a statement's canonical bytes without `signature`, 64 lower-case hex digits. */
export type StatementHash = string & { readonly __brand: "StatementHash" };
/** `prv_` and 26 letters of base32: nobody chooses it, see {@link providerIdOf}. */
export type ProviderId = string & { readonly __brand: "ProviderId" };
/** `def_` and 26 letters of base32, of the statement that founded the definition. */
export type DefinitionId = string & { readonly __brand: "DefinitionId" };
/** `case_` and 26 letters of base32, of the report that opened the case. */
export type CaseId = string & { readonly __brand: "CaseId" };
/** The name of one log, for ever: first line of its checkpoints and `log` of its statements. */
export type Origin = string & { readonly __brand: "Origin" };
/** Position of an entry in the log, from 0. */
export type EntryIndex = number & { readonly __brand: "EntryIndex" };
/** Number of entries; entry `n` is in every tree of size > n. */
export type TreeSize = number & { readonly __brand: "TreeSize" };

const ID_BYTES = 16;
const HASH_BYTES = 32;

/** Strict: the text must be what the key's own name would be. */
export function parseDid(text: string): Did | undefined {
  return publicKeyOfDid(text) === undefined ? undefined : (text as Did);
}

/** 43 letters of base64url without stray bits. */
export function parseThumbprint(text: string): Thumbprint | undefined {
  return text.length === 43 && base64UrlDecode(text)?.length === HASH_BYTES ? (text as Thumbprint) : undefined;
}

/** 64 lower-case hex digits. */
export function parseStatementHash(text: string): StatementHash | undefined {
  return text.length === 64 && hexDecode(text)?.length === HASH_BYTES ? (text as StatementHash) : undefined;
}

/** `prv_` and 26 letters of lower-case base32 without stray bits. */
export function parseProviderId(text: string): ProviderId | undefined {
  if (text.length !== 30 || !text.startsWith("prv_")) return undefined;
  return base32LowerDecode(text.slice(4))?.length === ID_BYTES ? (text as ProviderId) : undefined;
}

/** `case_`, and else as {@link parseProviderId}. */
export function parseCaseId(text: string): CaseId | undefined {
  if (text.length !== 31 || !text.startsWith("case_")) return undefined;
  return base32LowerDecode(text.slice(5))?.length === ID_BYTES ? (text as CaseId) : undefined;
}

/**
 * 1 to 255 visible ASCII letters without `+`: what a C2SP signed-note key name and a checkpoint's first line allow,
 * limited to ASCII so that two origins which look the same are the same.
 */
export function parseOrigin(text: string): Origin | undefined {
  return /^[!-*,-~]{1,255}$/.test(text) ? (text as Origin) : undefined;
}

/** A number, or decimal text without sign and leading zeros, from 0 to 2^53 − 1. */
export function parseEntryIndex(value: number | string): EntryIndex | undefined {
  return count(value) as EntryIndex | undefined;
}

/** A number, or decimal text without sign and leading zeros, from 0 to 2^53 − 1. */
export function parseTreeSize(value: number | string): TreeSize | undefined {
  return count(value) as TreeSize | undefined;
}

/**
 * Id of the provider that a statement founds: `prv_` + base32 of the hash's first 16 bytes.
 * Throws RangeError when the hash is not 64 hex digits, which its type rules out.
 */
export function providerIdOf(statementHash: StatementHash): ProviderId {
  return `prv_${foundedBy(statementHash)}` as ProviderId;
}

/** Id of the definition that a statement founds: `def_`, and else as {@link providerIdOf}. */
export function definitionIdOf(statementHash: StatementHash): DefinitionId {
  return `def_${foundedBy(statementHash)}` as DefinitionId;
}

/** Id of the case that a report opens: `case_`, and else as {@link providerIdOf}. */
export function caseIdOf(statementHash: StatementHash): CaseId {
  return `case_${foundedBy(statementHash)}` as CaseId;
}

function foundedBy(statementHash: StatementHash): string {
  const bytes = hexDecode(statementHash);
  if (bytes?.length !== HASH_BYTES) throw new RangeError("a statement hash is 64 lower-case hex digits");
  return base32LowerEncode(bytes.subarray(0, ID_BYTES));
}

/** What the id of a provider hashes that is named by its own key. */
const PROVIDER_KEY_DOMAIN = utf8Encode("touchstone/provider/v1\n");

/**
 * Id of the provider that is named by this key alone, whoever speaks of it: `prv_` + base32 of the first 16 bytes of
 * SHA-256("touchstone/provider/v1\n" ‖ 32-byte key). Throws RangeError when the did is none, which its type rules out.
 */
export function providerIdOfKey(did: Did): ProviderId {
  const publicKey = publicKeyOfDid(did);
  if (publicKey === undefined) throw new RangeError("a provider is named by an Ed25519 did:key");
  const digest = sha256(Uint8Array.of(...PROVIDER_KEY_DOMAIN, ...publicKey));
  return `prv_${base32LowerEncode(digest.subarray(0, ID_BYTES))}` as ProviderId;
}

function count(value: number | string): number | undefined {
  if (typeof value === "string") {
    return /^(0|[1-9][0-9]{0,15})$/.test(value) ? count(Number(value)) : undefined;
  }
  return Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0) ? value : undefined;
}
