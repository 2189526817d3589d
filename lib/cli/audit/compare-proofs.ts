/** Proofs under the latest state root (`?proof=1`), of facts and of marks: each must verify offline, and prove what the fold gives. */
import { documentSchema } from "#lib/contract/common.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { canonicalBytes, canonicalText, isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { StateRootClaim } from "#lib/state/check-state-root.ts";
import { formText } from "#lib/state/forms.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import type { AggregateRow } from "#lib/state/memory-state.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { viewThrough } from "#lib/state/view.ts";
import { type AggregateTrust, verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";

/** Up to so many aggregates are all asked for; of more, as many evenly spread over their keys. */
const SAMPLE = 1_000;
/** No statement hashes to it. */
const NOBODY = `prv_${"a".repeat(26)}`;
const PATHS: Readonly<Record<string, (id: string) => string>> = {
  participant: (id) => `participants/${id}`,
  provider: (id) => `providers/${id}`,
  key: (id) => `keys/${id}`,
  marks: (id) => `providers/${id}/marks`,
};
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
  const own = new Map(asked.map(({ key, form }): [string, string] => [key, formText(form)]));
  const marks = marksAt(rows, asked, log.entries.find(({ index }) => index === claim.size - 1)?.loggedAt);
  const trust: AggregateTrust = { ...log.trust, raw: rawVerify };
  const keys = [...own.keys(), ...marks.keys(), `provider:${NOBODY}`, `marks:${NOBODY}`];
  const wrong = await firstOf<string, string>(keys, async (key) => {
    const difference = await differenceOf(remote, key, own.get(key) ?? marks.get(key), claim, trust);
    return difference === undefined ? undefined : `${key}: ${difference}`;
  });
  if (wrong !== undefined) return { name, outcome: "fail", reason: "site-differs", detail: wrong };
  const detail = `${asked.length} of ${rows.size} aggregates and the marks of ${marks.size} providers are proven under the state root of entry ${claim.index}`;
  return { name, outcome: "pass", detail };
}

/** Marks of these providers as of the day of the last entry, as canonical text; of nobody while no model is in force. */
function marksAt(
  rows: ReadonlyMap<string, AggregateRow>,
  asked: readonly AggregateRow[],
  lastLoggedAt: Instant | undefined,
): Map<string, string> {
  const marks = new Map<string, string>();
  if (lastLoggedAt === undefined) return marks;
  const view = viewThrough((key) => rows.get(key)?.form);
  for (const { form } of asked) {
    const found = form.aggregate === "provider" ? marksOfProvider(view, form.id, dayOf(lastLoggedAt)) : undefined;
    if (form.aggregate === "provider" && found !== undefined) marks.set(`marks:${form.id}`, canonicalText(found));
  }
  return marks;
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
  /** Canonical text of what the log gives; undefined: there is none. */
  own: string | undefined,
  claim: StateRootClaim,
  trust: AggregateTrust,
): Promise<string | undefined> {
  const [kind = "", ...rest] = key.split(":");
  const path = PATHS[kind]?.(encodeURIComponent(rest.join(":"))) ?? "";
  const json = await remote.ask(`api/v1/${path}?proof=1`, answer);
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
  const isSame = own === canonicalText(finding.proof.presence.form) && shownForm(json) === own;
  return isSame ? undefined : "what is shown or proven is not what the log gives.";
}

/** The form of an aggregate, the document of marks. */
function shownForm({ data }: JsonObject): string | undefined {
  const form: JsonValue | undefined = isJsonObject(data) ? (data.form ?? data.document) : undefined;
  return form === undefined ? undefined : canonicalText(form);
}
