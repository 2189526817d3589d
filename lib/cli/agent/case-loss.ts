/** What a call lost by the case that was made of it: what machines or people decided, proven under the log's state root. */
import { z } from "zod";
import { documentSchema, problemSchema } from "#lib/contract/common.ts";
import { isTerminal } from "#lib/dispute/dispute.ts";
import { FINDINGS, standingOf } from "#lib/dispute/finding.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { type CallOutcome, lossOf } from "#lib/selection/losses.ts";
import { type CaseForm, caseKey } from "#lib/state/case/case-forms.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";
import { RemoteIndex } from "../remote-index.ts";
import type { KnownIndexes } from "./known-indexes.ts";
import { meetIndex } from "./meet-index.ts";

/** What the case says of the call; `open`: not for good yet; `nothing`: nobody found anything either way. */
export type Decided = CallOutcome | "open" | "nothing";

/** Only what nothing but a reopening can change. */
export function decidedBy({ state, verdict, dispute }: Pick<CaseForm, "state" | "verdict" | "dispute">): Decided {
  if (!isTerminal(state)) return "open";
  if (state !== "final") return "nothing";
  const ruling = standingOf(dispute?.rulings ?? []);
  const finding = ruling && FINDINGS[ruling.outcome];
  if (ruling === undefined || finding === undefined)
    return verdict?.verdict === "proven" ? { kind: "rerun", isEqual: false } : "nothing";
  if (finding === "cleared") return { kind: "ruling", is: "rejected" };
  if (finding !== "against") return "nothing";
  if (verdict?.verdict === "proven" && ruling.severity === null) return { kind: "rerun", isEqual: false };
  if (ruling.onSilence) return { kind: "silence" };
  return { kind: "ruling", is: "upheld", severity: ruling.severity ?? "moderate" };
}

const proofAnswer = z.union([z.object({ proof: documentSchema }), problemSchema]);

type Given = { readonly known: KnownIndexes; readonly io: Pick<Io, "signal" | "env"> };

/** Errors: `UsageError`; `IncompleteError` for an index that is away, and for what its log does not prove. */
export async function askCase(id: string, url: string, { known: all, io }: Given): Promise<Decided> {
  if (!/^case_[a-z2-7]{26}$/.test(id)) throw new UsageError("--case is case_…, as the index named it.");
  const remote = new RemoteIndex(url, io);
  const { vkey, issuer } = all.get(remote.address) ?? (await meetIndex(remote, io));
  const answer = await remote.ask(`api/v1/cases/${id}?proof=1`, proofAnswer);
  if (!("proof" in answer)) throw new IncompleteError(`${remote.address} does not prove this case: ${answer.detail}`);
  const trust = { logVkey: vkey, issuer: issuer as Did, raw: rawVerify };
  const { ok, proof } = verifyAggregateProof(canonicalBytes(answer.proof as never), trust);
  if (!ok || proof?.key !== caseKey(id) || !("presence" in proof))
    throw new IncompleteError(`What ${remote.address} says of this case is not proven under its log's state root.`);
  return decidedBy(proof.presence.form as unknown as CaseForm);
}

/** `never`: nothing was found. Errors: as {@link askCase}; `IncompleteError` while it is open. */
export async function lossOfCase(id: string, url: string, given: Given): Promise<number | "never"> {
  const outcome = await askCase(id, url, given);
  if (outcome === "open") throw new IncompleteError("The case is not decided for good yet: ask again later.");
  if (outcome === "nothing") return "never";
  const nothingElse = { latencyMs: 0, latencyLimitMs: 1, price: 0, priceLimit: 1, value: 1, cap: 1 };
  return lossOf({ outcome, ...nothingElse });
}
