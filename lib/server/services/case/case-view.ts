/** A case as the API shows it: what the form says at that time, with names, and what its verdict's checks noted. */
import type { CaseSummaryView } from "#lib/contract/cases.ts";
import type { AsOf } from "#lib/contract/common.ts";
import { isAppealRound, sharesDueBy } from "#lib/dispute/advance.ts";
import type { CaseState } from "#lib/dispute/dispute.ts";
import { rulingDueBy } from "#lib/dispute/paths.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { addMs, asInstant, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import { isVerdictLate } from "#lib/state/case/case-state.ts";
import { findingOf, rulingLabelsOf, turnOf } from "#lib/state/case/outlook.ts";
import { type AggregateKey, type Form, keyKey, providerKey } from "#lib/state/forms.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import type { Ctx } from "../context.ts";
import { type Aggregate, readForms } from "../state/read-aggregates.ts";
import { type CaseStanding, readCasesNow } from "./read-cases-now.ts";

export type CaseAggregate = Aggregate<CaseForm>;
export type CaseSummary = Omit<CaseSummaryView, "form"> & { readonly form: CaseForm };

/** Summaries of cases that existed at that size, in their order. */
export async function summariesOf(ctx: Ctx, rows: readonly CaseAggregate[], asOf: AsOf): Promise<CaseSummary[]> {
  const keys = rows.flatMap(({ form }): AggregateKey[] => [providerKey(form.provider), ...signerKeyOf(form)]);
  const known = new Map((await readForms(ctx, keys, asOf.size)).flatMap(keyed));
  const verdicts = await readStatements(
    ctx,
    rows.flatMap(({ form }) => form.verdict?.entry ?? []),
  );
  const standings = await readCasesNow(
    ctx,
    rows.map(({ form }) => form),
    asOf,
  );
  return rows.flatMap((row, at) => {
    const standing = standings[at];
    if (standing === undefined) return [];
    return [summaryOf(row, standing, known, verdicts.get(row.form.verdict?.entry ?? -1), asOf)];
  });
}

function summaryOf(
  { form, ...row }: CaseAggregate,
  { state, dispute, panel, rulesAt }: CaseStanding,
  known: ReadonlyMap<string, Form>,
  verdict: UnsignedStatement | undefined,
  asOf: AsOf,
): CaseSummary {
  const provider = known.get(providerKey(form.provider));
  const now = asInstant(Date.parse(asOf.time));
  const checks = (verdict?.body as VerdictBody | undefined)?.checks ?? [];
  return {
    id: form.id,
    provider: form.provider,
    provider_name: provider?.aggregate === "provider" ? provider.name : null,
    is_unclaimed: provider === undefined,
    claim: form.claim,
    state,
    verdict: form.verdict?.verdict ?? null,
    reason: form.closedFor ?? form.verdict?.reason ?? null,
    filed_at: form.filedAt,
    filed_in: form.filedIn,
    verdict_by: form.verdictBy,
    judged_at: form.judgedAt,
    late_verdict: isVerdictLate(form, now),
    rules_at: rulesAt,
    joined_to: form.joinedTo,
    reporters: form.reporters,
    told_in: form.toldIn ?? null,
    back_dated: isBackDated(form, known.get(signerKeyOf(form)[0] ?? "")),
    late_commit: checks.some(({ name, reason }) => name === "time" && reason === "late-commit"),
    ruling_due_by: rulingDueByOf(form, { state, dispute }),
    whose_turn: turnOf(state, panel, isDrawDue(form, dispute, asOf.time)),
    finding: findingOf(dispute),
    labels: rulingLabelsOf(dispute),
    ...row,
    form,
  };
}

function isDrawDue({ rules }: CaseForm, dispute: CaseStanding["dispute"], time: string): boolean {
  const by = dispute === null ? undefined : sharesDueBy(dispute, rules);
  return by !== undefined && by <= time;
}

/** States in which the index owes a ruling. */
const OWED: ReadonlySet<CaseState> = new Set([
  "awaiting_response",
  "proven",
  "accepted",
  "evidence_open",
  "drawing",
  "voting",
  "revealing",
  "draft",
  "appealed",
]);

/** One date for both sides: from the filing, or from the appeal. An uncontested proof is ruled by its own clock. */
function rulingDueByOf(form: CaseForm, { state, dispute }: Pick<CaseStanding, "state" | "dispute">): string | null {
  if (dispute === null || !OWED.has(state)) return null;
  if (state === "proven") return form.rulesAt ?? dispute.respondBy;
  const { rules } = form;
  if (dispute.appeal !== null && isAppealRound(dispute))
    return formatInstant(addMs(asInstant(Date.parse(dispute.appeal.at)), rules.hours.appealRuling * HOUR_MS));
  const from = dispute.appeal?.at ?? (dispute.reopened > 0 ? (dispute.evidenceOpenedAt ?? form.filedAt) : form.filedAt);
  return formatInstant(rulingDueBy(asInstant(Date.parse(from)), rules, dispute.extended));
}

function signerKeyOf({ verdict }: CaseForm): AggregateKey[] {
  const thumbprint = verdict?.signer ? thumbprintOfDid(verdict.signer) : undefined;
  return thumbprint === undefined ? [] : [keyKey(thumbprint)];
}

/** After the report the owner said that the key was stolen before the evidence: the log's order says otherwise. */
function isBackDated({ verdict, filedIn }: CaseForm, key: Form | undefined): boolean {
  const revocation = key?.aggregate === "key" ? key.revocation : null;
  if (verdict === null || revocation?.compromisedSince == null) return false;
  return revocation.entry > filedIn && revocation.compromisedSince <= verdict.t;
}

function keyed(form: Form): [string, Form][] {
  if (form.aggregate === "provider") return [[providerKey(form.id), form]];
  return form.aggregate === "key" ? [[keyKey(form.thumbprint), form]] : [];
}

/** Statements by the index of their entry. */
export async function readStatements(ctx: Ctx, entries: readonly number[]): Promise<Map<number, UnsignedStatement>> {
  if (entries.length === 0) return new Map();
  const { rows } = await ctx.pool.query<{ index: string; leaf: Buffer }>(
    "SELECT index, leaf FROM log_entry WHERE index = ANY($1::bigint[])",
    [[...entries]],
  );
  return new Map(
    rows.map(({ index, leaf }) => {
      const entry = parseEntry(new Uint8Array(leaf));
      if (!entry.ok) throw new Error(`The stored entry ${index} does not parse.`);
      return [Number(index), entry.value.parsed.statement];
    }),
  );
}
