/** The site's half of an audit: what the public API shows at the same size, against what the reader's own fold gives. */
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { formText } from "#lib/state/forms.ts";
import type { AggregateRow, MemoryState } from "#lib/state/memory-state.ts";
import type { RemoteIndex } from "../remote-index.ts";

const entryRow = z.object({
  index: z.number(),
  statement_hash: z.string(),
  kind: z.string(),
  effect: z.object({ status: z.string(), code: z.string().optional() }),
});
const aggregateRow = z.object({
  key: z.string(),
  form: z.unknown(),
  digest: z.string(),
  chain_head: z.string(),
  chain_length: z.number(),
});
type AggregateAnswer = z.infer<typeof aggregateRow>;

export async function compareSite(
  remote: RemoteIndex,
  size: number,
  entries: readonly AuditedEntry[],
  state: MemoryState,
): Promise<Check[]> {
  return [await compareEffects(remote, size, entries), await compareAggregates(remote, size, state)];
}

async function compareEffects(remote: RemoteIndex, size: number, entries: readonly AuditedEntry[]): Promise<Check> {
  const name = "effects";
  const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });
  const own = new Map(entries.map((entry) => [entry.index as number, entry]));
  let shown = 0;
  for await (const row of remote.list("entries", size)) {
    const answer = entryRow.parse(row);
    const entry = own.get(answer.index);
    if (entry === undefined || entry.parsed.hash !== answer.statement_hash)
      return fail(`Entry ${answer.index}: the site shows another statement than the log.`);
    const ownEffect = entry.effect.status === "void" ? `void (${entry.effect.code})` : "effective";
    const shownEffect = answer.effect.status === "void" ? `void (${answer.effect.code})` : answer.effect.status;
    if (ownEffect !== shownEffect)
      return fail(`Entry ${answer.index}: the site shows ${shownEffect}, the fold gives ${ownEffect}.`);
    shown += 1;
  }
  if (shown !== size) return fail(`The site lists ${shown} entries, the log holds ${size}.`);
  return { name, outcome: "pass", detail: `${size} entries are shown as the fold decides them` };
}

async function compareAggregates(remote: RemoteIndex, size: number, state: MemoryState): Promise<Check> {
  const name = "aggregates";
  const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });
  const missing = new Map(state.rows().map((row) => [row.key as string, row]));
  for await (const answer of shownAggregates(remote, size, state)) {
    const own = missing.get(answer.key);
    if (own === undefined) return fail(`The site shows ${answer.key}, which the log does not give.`);
    const difference = differenceOf(own, answer);
    if (difference !== undefined) return fail(`${answer.key}: ${difference}`);
    missing.delete(answer.key);
  }
  // The index's own keys and policy have no list of their own yet; their facts are checked through genesis.
  const hidden = [...missing.keys()].find((key) => key !== "index" && key !== "policy");
  if (hidden !== undefined) return fail(`The site does not show ${hidden}, which the log gives.`);
  return { name, outcome: "pass", detail: `${state.rows().length} aggregates agree: form, digest and chain` };
}

async function* shownAggregates(
  remote: RemoteIndex,
  size: number,
  state: MemoryState,
): AsyncGenerator<AggregateAnswer> {
  for await (const row of remote.list("participants", size)) yield aggregateRow.parse(row);
  for await (const row of remote.list("providers", size)) yield aggregateRow.parse(row);
  for (const row of state.rows()) {
    if (row.form.aggregate !== "key") continue;
    const answer = z
      .object({ data: aggregateRow })
      .parse(await remote.json(`api/v1/keys/${row.form.thumbprint}?as_of=${size}`));
    yield answer.data;
  }
}

function differenceOf(own: AggregateRow, shown: AggregateAnswer): string | undefined {
  if (formText(own.form) !== canonicalText(shown.form as JsonValue))
    return "the form shown is not the one that the log gives.";
  if (hexEncode(own.digest) !== shown.digest) return "the digest shown is not that of its form.";
  if (hexEncode(own.chainHead) !== shown.chain_head || own.chainLength !== shown.chain_length)
    return "the chain of entries shown is not the log's.";
  return undefined;
}
