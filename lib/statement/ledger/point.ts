/** What a ledger's document pins: one block with its hash, whatever the product calls them. */
import type { Ticks } from "./ticks.ts";

/** Products whose documents are read (docs/protocol/ledger-digests.md). */
export const LEDGERS = ["azure-sql", "immudb", "tlog"] as const;
export type Ledger = (typeof LEDGERS)[number];

/** A ledger in one life: a restored database has a new creation time, and so is another series. */
export type SeriesKey = {
  readonly ledger: Ledger;
  readonly server: string;
  readonly database: string;
  /** Seven digits, no zone: the incarnation. */
  readonly createdAt: string;
};

export type LedgerPoint = {
  /** Block id, transaction id or tree size: below 2^53. */
  readonly block: number;
  /** 64 lower-case hex digits. */
  readonly hash: string;
  /** Null: the product's document has no times. */
  readonly times: { readonly commit: Ticks; readonly digest: Ticks } | null;
  /** `holds`: the product's own signature was verified. `unchecked`: there is one that this reader cannot verify. */
  readonly signature: "none" | "holds" | "unchecked";
  /** Base64 hashes that prove it from the size before, where the format has such proofs. */
  readonly consistency?: readonly string[];
};

/** ECDSA over P-256 with SHA-256: a 65-byte point, the message, an ASN.1 signature. The platform's; it does not throw. */
export type VerifyP256 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** Key by which the product signs: a vkey for tlog, base64 of a 65-byte point for immudb, none for Azure SQL. */
export type ReadWith = { readonly series: SeriesKey; readonly signedBy?: string; readonly verifyP256?: VerifyP256 };
