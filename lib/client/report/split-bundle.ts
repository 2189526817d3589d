/** A proof of a split ledger as a bundle: the two statements in it say themselves whom they accuse. */
import { parseSplitProof } from "#lib/disclosure/ledger-digest/split-proof.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { err, type Result } from "#lib/kernel/result.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { assembleBundle } from "./assemble.ts";
import { refusalWords } from "./read-proof.ts";

/** Refuses what is no proof of a split, with its place. Total. */
export function splitBundle(split: JsonObject, text: string): Result<Bundle, { readonly words: string }> {
  const parsed = parseSplitProof(canonicalBytes(split));
  if (!parsed.ok) return err({ words: refusalWords("The proof", parsed.error) });
  const entry = parseEntry(parsed.value.sides[0].receipt.entryBytes);
  const provider = entry.ok ? parseProviderId(entry.value.parsed?.statement.subject ?? "") : undefined;
  if (provider === undefined) return err({ words: "The first statement of the proof is about no provider." });
  return assembleBundle(
    { kind: "disclosure-contradiction", params: { split }, text },
    { provider, signer: undefined },
    [],
  );
}
