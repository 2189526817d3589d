/** Gives a proof of fraud to the index that serves this page: the accused must take it too. */
import type { FraudProofView } from "#lib/contract/fraud.ts";
import type { Problem } from "#lib/contract/problems.ts";
import { withoutLog } from "#lib/state/fraud/seek-unmet.ts";

export type HandedIn =
  | { readonly status: "taken"; readonly sha256: string }
  | { readonly status: "refused"; readonly detail: string };

/** What the route takes; a longer one goes without the log, which the accused has. */
const MAX_BYTES = 750 * 1024;

/** Never throws for what network and server do. */
export async function handInProof(bytes: Uint8Array, request: typeof fetch = fetch): Promise<HandedIn> {
  const body = new Uint8Array(bytes.length <= MAX_BYTES ? bytes : (withoutLog(bytes) ?? bytes));
  try {
    const headers = { "content-type": "application/json" };
    const response = await request("/api/v1/fraud-proofs", { method: "POST", headers, body });
    if (!response.ok) {
      const { detail, errors }: Problem = await response.json();
      return { status: "refused", detail: [detail, ...errors.map((error) => error.detail)].join(" ") };
    }
    const { data }: { data: FraudProofView } = await response.json();
    return { status: "taken", sha256: data.sha256 };
  } catch {
    return { status: "refused", detail: "it could not be reached." };
  }
}
