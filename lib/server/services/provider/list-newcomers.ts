import type { AsOf } from "#lib/contract/common.ts";
import type { MarkSummary } from "#lib/contract/marks.ts";
import { parseStatementHash, providerIdOf } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { providerKey } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import type { ReadCtx } from "../context.ts";
import { listEntries } from "../log/list-entries.ts";
import { summariesAt } from "../marks/rated-providers.ts";
import { readForms } from "../state/read-aggregates.ts";

export type Newcomer = {
  readonly id: string;
  readonly name: string;
  readonly kind: "instance" | "service";
  readonly proven: boolean;
  /** ISO time. */
  readonly registeredAt: string;
  /** Null: no model is in force. */
  readonly marks: Pick<MarkSummary, "tier" | "is_shut" | "transparency"> | null;
};

/** The providers that registered last, newest first. */
export async function listNewcomers(ctx: ReadCtx, asOf: AsOf, limit: number): Promise<Newcomer[]> {
  const { data } = await listEntries(ctx, { kind: "provider.register", limit, as_of: asOf.size });
  const ids = data.flatMap(({ statement_hash, effect }) => {
    const hash = effect.status === "effective" ? parseStatementHash(statement_hash) : undefined;
    return hash === undefined ? [] : [providerIdOf(hash)];
  });
  const found = await readForms(ctx, ids.map(providerKey), asOf.size);
  const forms = found.flatMap((form) => (form.aggregate === "provider" ? [form] : []));
  const marks = await summariesAt(ctx, forms, asOf);
  const now = asInstant(Date.parse(asOf.time));
  return forms
    .map((form) => ({
      ...{ id: form.id, name: form.name, kind: form.kind, proven: isNameProven(form, now) },
      registeredAt: form.registeredAt,
      marks: shortOf(marks.get(form.id)),
    }))
    .sort((a, b) => (a.registeredAt < b.registeredAt ? 1 : -1));
}

function shortOf(summary: MarkSummary | undefined): Newcomer["marks"] {
  return summary === undefined
    ? null
    : { tier: summary.tier, is_shut: summary.is_shut, transparency: summary.transparency };
}
