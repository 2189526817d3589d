/** Sends signed bytes to the intake and tells the outcomes apart that a person must treat differently. */
import type { EffectView } from "#lib/contract/common.ts";
import type { Problem } from "#lib/contract/problems.ts";
import type { ReceiptDocument } from "#lib/contract/statements.ts";

export type SubmitOutcome =
  | { readonly status: "recorded"; readonly receipt: ReceiptDocument; readonly effect: EffectView | null }
  /** Accepted, to be recorded soon: the signed promise is the proof of it. */
  | { readonly status: "promised"; readonly promise: string }
  /** Not now. The same bytes can be sent again at any time; they are recorded once. */
  | { readonly status: "later"; readonly retryAfterSeconds: number; readonly detail: string }
  | { readonly status: "offline" }
  | { readonly status: "refused"; readonly problem: Problem };

const PRESET_RETRY_SECONDS = 5;

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get("retry-after"));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : PRESET_RETRY_SECONDS;
}

/** `bytes` are the canonical statement or submission. Never throws for anything the network or the server does. */
export async function submitStatement(bytes: Uint8Array, request: typeof fetch = fetch): Promise<SubmitOutcome> {
  let response: Response;
  let answer: unknown;
  try {
    const headers = { "content-type": "application/json" };
    response = await request("/api/v1/statements", { method: "POST", headers, body: new Uint8Array(bytes) });
    answer = await response.json();
  } catch {
    return { status: "offline" };
  }
  if (response.status === 201)
    return { status: "recorded", ...(answer as { receipt: ReceiptDocument; effect: EffectView | null }) };
  if (response.status === 202) return { status: "promised", promise: (answer as { promise: string }).promise };
  const problem = answer as Problem;
  if (response.status === 503 || response.status === 429 || response.status >= 500) {
    const detail = typeof problem.detail === "string" ? problem.detail : `The index answered ${response.status}.`;
    return { status: "later", retryAfterSeconds: retryAfter(response), detail };
  }
  return { status: "refused", problem };
}

/** What became of a promised statement: its receipt once it is recorded, undefined while it waits. */
export async function findReceipt(
  statementHash: string,
  request: typeof fetch = fetch,
): Promise<{ receipt: ReceiptDocument; effect: EffectView | null } | undefined> {
  try {
    const response = await request(`/api/v1/statements/${statementHash}/receipt`);
    return response.status === 200 ? await response.json() : undefined;
  } catch {
    return undefined;
  }
}
