/** Proofs under the latest state root (`?proof=1`): each must verify offline, and prove what the fold gives. */
import { documentSchema } from "#lib/contract/common.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { canonicalBytes, canonicalText, isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { StateRootClaim } from "#lib/state/check-state-root.ts";
import { formText } from "#lib/state/forms.ts";
import type { AggregateRow } from "#lib/state/memory-state.ts";
import { type AggregateTrust, verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";

/** Up to so many aggregates are all asked for; of more, as many evenly spread over their keys. */
const SAMPLE = 1_000;
/** No statement hashes to it. */
const NOBODY = `prv_${"a".repeat(26)}`;
const PATHS: Readonly<Record<string, string>> = { participant: "participants", provider: "providers", key: "keys" };
const answer = documentSchema.transform((value) => value as JsonObject);

export async function compareProofs(
  remote: RemoteIndex,
  log: {
    readonly entries: readonly AuditedEntry[];
    readonly claims: readonly StateRootClaim[];
    readonly trust: Pick<AggregateTrust, "logVkey" | "issuer">;
  },
): Promise<Check> {
  const name = "proofs";
  const claim = latestClaim(log.entries, log.claims);
  if (claim === undefined) {
    const detail = "The index has not logged a state root yet, so that it proves no single answer.";
    return { name, outcome: "cannot-check", reason: "no-state-root", detail };
  }
  if (claim.outcome === "fail") return { name, outcome: "not-run" };
  if (claim.outcome === "cannot-check") {
    const detail = `The state root of entry ${claim.index} cannot be recomputed here, so that its proofs say nothing.`;
    return { name, outcome: "cannot-check", reason: claim.reason ?? "overtaken", detail };
  }
  const rows = new Map<string, AggregateRow>();
  for (const { index, touched } of log.entries)
    if (index < claim.size) for (const row of touched) rows.set(row.key, row);
  const asked = sampleOf([...rows.values()].filter(({ form }) => form.aggregate in PATHS));
  const trust: AggregateTrust = { ...log.trust, raw: rawVerify };
  const wrong = await firstOf<string, string>([...asked.map(({ key }) => key), `provider:${NOBODY}`], async (key) => {
    const difference = await differenceOf(remote, key, rows.get(key), claim, trust);
    return difference === undefined ? undefined : `${key}: ${difference}`;
  });
  if (wrong !== undefined) return { name, outcome: "fail", reason: "site-differs", detail: wrong };
  const detail = `${asked.length} of ${rows.size} aggregates are proven under the state root of entry ${claim.index}`;
  return { name, outcome: "pass", detail };
}

/** What the API answers from: the newest claim that is effective. */
function latestClaim(entries: readonly AuditedEntry[], claims: readonly StateRootClaim[]): StateRootClaim | undefined {
  const effective = new Set(entries.flatMap(({ index, effect }) => (effect.status === "effective" ? [index] : [])));
  return claims.findLast(({ index }) => effective.has(index));
}

function sampleOf(rows: readonly AggregateRow[]): readonly AggregateRow[] {
  if (rows.length <= SAMPLE) return rows;
  return Array.from({ length: SAMPLE }, (_, at) => rows[Math.floor((at * rows.length) / SAMPLE)]).filter(
    (row) => row !== undefined,
  );
}

async function differenceOf(
  remote: RemoteIndex,
  key: string,
  own: AggregateRow | undefined,
  claim: StateRootClaim,
  trust: AggregateTrust,
): Promise<string | undefined> {
  const [kind = "", ...rest] = key.split(":");
  const json = await remote.ask(`api/v1/${PATHS[kind]}/${encodeURIComponent(rest.join(":"))}?proof=1`, answer);
  if (!isJsonObject(json.proof)) return "the answer holds no proof.";
  const finding = verifyAggregateProof(canonicalBytes(json.proof), trust);
  const failed = finding.checks.find(({ outcome }) => outcome === "fail");
  if (!finding.ok || finding.proof?.key !== key)
    return `its proof does not hold (${failed?.name ?? "of another aggregate"}: ${failed?.reason ?? "other-key"}).`;
  // A state root that was logged since the audit began speaks of a later state: its proof holds, which is all there is.
  if (finding.proof.receipt.index > claim.index) return undefined;
  if (finding.proof.receipt.index < claim.index) return "it is proven under an older state root than the latest.";
  if ("absence" in finding.proof) return own === undefined ? undefined : "the site proves that it does not exist.";
  if (own === undefined) return "the site proves something that the log does not give.";
  const isSame =
    formText(own.form) === canonicalText(finding.proof.presence.form) && shownForm(json) === formText(own.form);
  return isSame ? undefined : "the form that is shown or proven is not the one that the log gives.";
}

function shownForm({ data }: JsonObject): string | undefined {
  const form: JsonValue | undefined = isJsonObject(data) ? data.form : undefined;
  return form === undefined ? undefined : canonicalText(form);
}
