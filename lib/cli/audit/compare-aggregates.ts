/** Participants, providers, definitions, cases and signing keys as the site shows them, against the fold. */

import { caseSummarySchema, unclaimedSchema } from "#lib/contract/cases.ts";
import { oneOf } from "#lib/contract/common.ts";
import { definitionViewSchema } from "#lib/contract/definitions.ts";
import { participantSchema, providerSchema, signingKeySchema } from "#lib/contract/entries.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { caseKey, unclaimedKey } from "#lib/state/case/case-forms.ts";
import { definitionKey, type Form, formText, keyKey, participantKey, providerKey } from "#lib/state/forms.ts";
import type { AggregateRow, MemoryState } from "#lib/state/memory-state.ts";
import type { RemoteIndex } from "../remote-index.ts";

/** An aggregate as the site shows it; `ownKey` is what its public name makes of it. */
type Shown = {
  ownKey: string;
  key: string;
  form: Record<string, unknown>;
  digest: string;
  chain_head: string;
  chain_length: number;
  from_size: number;
};

export async function compareAggregates(
  remote: RemoteIndex,
  size: number,
  entries: readonly AuditedEntry[],
  state: MemoryState,
): Promise<Check> {
  const name = "aggregates";
  const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });
  const missing = new Map(state.rows().map((row) => [row.key as string, row]));
  const since = new Map(entries.flatMap(({ index, touched }) => touched.map(({ key }) => [key as string, index + 1])));
  for await (const shown of shownAggregates(remote, size, state)) {
    const own = missing.get(shown.key);
    if (own === undefined) return fail(`The site shows ${shown.key} twice, or the log does not give it.`);
    const difference = differenceOf(own, shown, since.get(shown.key));
    if (difference !== undefined) return fail(`${shown.key}: ${difference}`);
    missing.delete(shown.key);
  }
  const hidden = [...missing].find(([, { form }]) => !UNLISTED.has(form.aggregate))?.[0];
  if (hidden !== undefined) return fail(`The site does not show ${hidden}, which the log gives.`);
  return { name, outcome: "pass", detail: `${state.rows().length} aggregates agree: form, digest and chain` };
}

/**
 * What the site lists in no form: its own keys and policy (what it says of itself is compared with them), peers and
 * proposals (shown in other words), single checks of balances (counted in the provider's form), and how reports are counted.
 */
const UNLISTED: ReadonlySet<Form["aggregate"]> = new Set([
  "index",
  "policy",
  "peer",
  "proposal",
  "check",
  "committer",
  "fault",
  "suspicion",
  "reporter",
  "unvouched",
  "record",
  "attester",
  "cluster",
  "model",
  "panel",
  "maintainer",
  "roster",
  "flag",
]);

async function* shownAggregates(remote: RemoteIndex, size: number, state: MemoryState): AsyncGenerator<Shown> {
  for await (const row of remote.list("participants", size, participantSchema))
    yield { ...row, ownKey: participantKey(row.did) };
  for await (const row of remote.list("providers", size, providerSchema)) yield { ...row, ownKey: providerKey(row.id) };
  for await (const row of remote.list("definitions", size, definitionViewSchema))
    yield { ...row, ownKey: definitionKey(row.id) };
  for await (const row of remote.list("cases", size, caseSummarySchema)) yield { ...row, ownKey: caseKey(row.id) };
  for await (const row of remote.list("unclaimed-providers", size, unclaimedSchema))
    yield { ...row, ownKey: unclaimedKey(row.id) };
  const answer = oneOf(signingKeySchema);
  for (const row of state.rows()) {
    if (row.form.aggregate !== "key") continue;
    const { data } = await remote.get(`api/v1/keys/${row.form.thumbprint}?as_of=${size}`, answer);
    yield { ...data, ownKey: keyKey(data.thumbprint) };
  }
}

function differenceOf(own: AggregateRow, shown: Shown, since: number | undefined): string | undefined {
  if (shown.ownKey !== own.key) return "it is shown under another name.";
  if (formText(own.form) !== canonicalText(shown.form as JsonValue))
    return "the form shown is not the one that the log gives.";
  if (hexEncode(own.digest) !== shown.digest) return "the digest shown is not that of its form.";
  if (hexEncode(own.chainHead) !== shown.chain_head || own.chainLength !== shown.chain_length)
    return "the chain of entries shown is not the log's.";
  return shown.from_size === since ? undefined : "it is shown as changed by another entry than the last one.";
}
