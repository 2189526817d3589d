/** What another index needs of a case to open it anew: its evidence, without what only the first index's log shows. */
import { type Bundle, newBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { isDidKey } from "#lib/kernel/did-key.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import type { CaseStory } from "./case-story.ts";
import type { WholeCaseFinding } from "./verify-whole-case.ts";

/** Why nothing can be taken up from a file. */
export type NotTakenUp = "no-evidence" | "unreadable-evidence";

/**
 * The evidence of a case against a provider as another index knows it. Histories of keys, dates and standings of the first
 * log are left out, since another log has its own; what was signed stays byte for byte, and with it the fault's id.
 */
export function evidenceOf({ filed }: WholeCaseFinding, against: ProviderId | Did): Bundle | NotTakenUp {
  if (filed === undefined) return "no-evidence";
  const parsed = parseBundle(filed.bytes);
  if (!parsed.ok) return "unreadable-evidence";
  const { claim, exchanges, keys, receipts, definition, token, notSecret } = parsed.value;
  const { standing: _, ...params } = claim.params;
  return newBundle({
    subject: { provider: against },
    claim: { ...claim, params },
    exchanges,
    keys: keys.map(({ publicKey }) => ({ publicKey, events: [], proofs: [] })),
    receipts,
    ...(definition && { definition }),
    ...(token && { token }),
    ...(notSecret && { notSecret }),
  });
}

/** By what the accused is known anywhere: the key that signed, or the name that the reporter gave, if that is a key. */
export function accusedKey({ verdict, accused }: CaseStory): Did | undefined {
  const signer = verdict?.signer ?? null;
  if (signer !== null && isDidKey(signer)) return signer as Did;
  return isDidKey(accused) ? (accused as Did) : undefined;
}
