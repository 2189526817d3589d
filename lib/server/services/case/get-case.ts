import type { CaseView } from "#lib/contract/cases.ts";
import { standingOf } from "#lib/dispute/finding.ts";
import { type CaseForm, caseKey } from "#lib/state/case/case-forms.ts";
import type { VerdictBody } from "#lib/statement/evidence-bodies.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { type Pin, type Proven, readAggregate, withProof } from "../state/read-aggregates.ts";
import { readStatements, summariesOf } from "./case-view.ts";
import { disputeView, rulesView, rulingView } from "./dispute-view.ts";
import { readCaseStatements } from "./read-case-statements.ts";
import { readCasesNow } from "./read-cases-now.ts";
import { readPanels } from "./read-panels.ts";

export type CaseAnswer = Omit<CaseView, "form"> & { readonly form: CaseForm };

/** Errors: `not-found` (with the proof of absence when pinned to the state root), `gone`. */
export async function getCase(ctx: Ctx, id: string, pin?: Pin): Promise<Proven<CaseAnswer>> {
  const { data, as_of, proof } = await readAggregate(ctx, caseKey(id), pin);
  if (data?.form.aggregate !== "case")
    throw new ServiceError("not-found", `No case ${id} was filed at size ${as_of.size}.`, withProof(proof));
  const { form } = data;
  const [summary] = await summariesOf(ctx, [{ ...data, form }], as_of);
  if (summary === undefined) throw new Error(`The case ${id} has no summary.`);
  const [standing] = await readCasesNow(ctx, [form], as_of);
  if (standing === undefined) throw new Error(`The case ${id} stands nowhere.`);
  const dispute = standing.dispute === null ? null : disputeView(standing.dispute, form);
  const answer: CaseAnswer = {
    ...summary,
    accused: form.accused,
    reporter: form.reporter,
    bundle: await readBundle(ctx, form),
    verdict_statement: await readVerdict(ctx, form),
    joined: await readJoined(ctx, form, as_of.size),
    ruling: standingOf(dispute?.rulings ?? []) ?? null,
    draft: standing.draft === null ? null : rulingView(standing.draft),
    dispute,
    rules: rulesView(form.rules),
    panels: await readPanels(ctx, form, standing, as_of),
    statements: await readCaseStatements(ctx, form, as_of.size),
  };
  return { data: answer, as_of, ...withProof(proof) };
}

async function readVerdict(ctx: Ctx, { verdict }: CaseForm): Promise<CaseView["verdict_statement"]> {
  if (verdict === null) return null;
  const statement = (await readStatements(ctx, [verdict.entry])).get(verdict.entry);
  const checks = (statement?.body as VerdictBody | undefined)?.checks ?? [];
  return {
    entry: verdict.entry,
    logged_at: verdict.loggedAt,
    t: verdict.t,
    rules: verdict.rules,
    inputs: verdict.inputs,
    checks: checks.map(({ name, outcome, reason }) => ({ name, outcome, ...(reason === undefined ? {} : { reason }) })),
    fault_id: verdict.faultId,
    fault_group: verdict.faultGroup,
    signer: verdict.signer,
    definition: verdict.definition,
    key_history: verdict.keyHistory,
  };
}

/** The size stands in the statement, whatever became of the bytes. */
async function readBundle(ctx: Ctx, { bundle, statement }: CaseForm): Promise<CaseView["bundle"]> {
  const { rows } = await ctx.pool.query<{ index: string; is_there: boolean }>(
    `SELECT e.index, EXISTS (SELECT 1 FROM part WHERE commit = $2 AND visibility = 'public') AS is_there
       FROM entry_row e WHERE e.statement_hash = $1`,
    [byteaOf(statement), byteaOf(bundle)],
  );
  const entry = Number(rows[0]?.index ?? -1);
  const said = (await readStatements(ctx, [entry])).get(entry);
  const bytes = said?.parts?.find(({ commit }) => commit === bundle)?.bytes ?? 0;
  return { commit: bundle, bytes, withheld: rows[0]?.is_there !== true };
}

const MOST_JOINED = 200;

async function readJoined(ctx: Ctx, { id, joined }: CaseForm, size: number): Promise<string[]> {
  if (joined === 0) return [];
  const { rows } = await ctx.pool.query<{ id: string }>(
    // What joined another case stays joined to it: an older version is none of them.
    `SELECT id FROM case_row WHERE joined_to = $2 AND to_size IS NULL AND from_size <= $1 ORDER BY from_size LIMIT $3`,
    [size, id, MOST_JOINED],
  );
  return rows.map((row) => row.id);
}
