/** A bundle with what an index can prove about its key and its provider, for readers who have no index. */
import { historyReader } from "#lib/contract/history-reader.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import { type Completed, completeBundle } from "#lib/evidence/complete-bundle.ts";
import { PART_MAX_BYTES } from "#lib/statement/submission.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { readerOf } from "./gather-facts.ts";

/** Rejects for nothing that the index does: what it does not give is told among the gaps. */
export async function completeHere(bundle: Bundle, remote: RemoteIndex, trust: StatementTrust): Promise<Completed> {
  return await completeBundle(bundle, historyReader(readerOf(remote)), { trust, maxBytes: PART_MAX_BYTES });
}
