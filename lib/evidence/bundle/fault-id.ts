/**
 * The name of a fault. It is made of signed facts only, so that one fault has one id whoever reports it, in whatever
 * words, on every index; what reporters add cannot change it.
 */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256Hex } from "#lib/kernel/hash.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import type { CLAIM_KINDS, ClaimKind } from "./claim-kinds.ts";

/** SHA-256 of a fault's core, 64 lower-case hex digits. */
export type FaultId = string & { readonly __brand: "FaultId" };

type KindOf<F extends string> = {
  [K in ClaimKind]: (typeof CLAIM_KINDS)[K]["fault"] extends F ? K : never;
}[ClaimKind];

/**
 * What a fault consists of. `m`: SHA-256 of the rebuilt signature base, or of the DSSE encoding, hex; never of the
 * signature, of which one message can have several. `s`: hashes of statements or digest documents, hex. `parts`: the
 * commitments of a report's parts; faults that only people can judge are local to one index.
 */
export type FaultCore =
  | { readonly kind: KindOf<"message">; readonly publicKey: Did; readonly m: string }
  | { readonly kind: KindOf<"messages">; readonly publicKey: Did; readonly m: readonly string[] }
  | { readonly kind: KindOf<"token">; readonly iss: Did; readonly jti: string }
  | { readonly kind: KindOf<"statements">; readonly publicKey: Did; readonly s: readonly string[] }
  | { readonly kind: KindOf<"parts">; readonly provider: ProviderId | Did; readonly parts: readonly string[] };

const DOMAIN = "touchstone/fault/v1\n";

/** SHA-256("touchstone/fault/v1\n" ‖ canonical(core)); lists are sorted first, so that their order tells nothing. Total. */
export function faultIdOf(core: FaultCore): FaultId {
  return sha256Hex(utf8Encode(DOMAIN + canonicalText(sorted(core)))) as FaultId;
}

function sorted(core: FaultCore): JsonObject {
  if ("parts" in core) return { ...core, parts: [...core.parts].sort() };
  if ("s" in core) return { ...core, s: [...core.s].sort() };
  if (!("m" in core)) return { ...core };
  // Told by the kind's form and not by the value: a type cannot narrow a union of kinds by another member.
  return typeof core.m === "string" ? { ...core, m: core.m } : { ...core, m: [...core.m].sort() };
}

/**
 * Faults that count together at most once a day: many wrong answers under one definition are one failing, not many.
 * `definition`: its hash, null when the claim needs none. `at`: when the signed answer says that it was made.
 */
export function faultGroupOf(
  provider: ProviderId | Did,
  kind: ClaimKind,
  definition: string | null,
  at: Instant,
): string {
  return [provider, kind, definition ?? "-", formatInstant(at).slice(0, 10)].join(" ");
}

/** A provider can be named in several ways: on a page that is one provider's, its name says nothing. */
export function withoutProvider(group: string): string {
  return group.slice(group.indexOf(" ") + 1);
}
