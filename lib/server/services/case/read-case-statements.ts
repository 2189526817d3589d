/** What both sides and others said in a case, in log order: only what took effect. */
import type { CaseStatementView } from "#lib/contract/dispute.ts";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { CaseForm } from "#lib/state/case/case-forms.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Ctx } from "../context.ts";
import { byteaOf } from "../state/projected-forms.ts";
import { readStatements } from "./case-view.ts";
import { readPublicPart } from "./read-known-definition.ts";

/** Of parties and others; what maintainers and the index say stands with their panels and rulings. */
const KINDS = ["response.file", "evidence.attach", "report.withdraw", "appeal.file", "draw.reveal", "case.reopen"];
const MOST = 200;

export async function readCaseStatements(ctx: Ctx, form: CaseForm, size: number): Promise<CaseStatementView[]> {
  const { rows } = await ctx.pool.query<{ index: string; logged_at_ms: string }>(
    `SELECT index, logged_at_ms FROM entry_row
      WHERE subject = $1 AND kind = ANY($2::text[]) AND status = 'effective' AND index < $3 ORDER BY index LIMIT ${MOST}`,
    [form.id, KINDS, size],
  );
  const said = await readStatements(
    ctx,
    rows.map(({ index }) => Number(index)),
  );
  const withheld = await readMissing(
    ctx,
    [...said.values()].flatMap(({ parts = [] }) => parts.map(({ commit }) => commit)),
  );
  const later = rows.flatMap(({ index, logged_at_ms: at }) => {
    const statement = said.get(Number(index));
    return statement === undefined ? [] : [viewOf(form, statement, { entry: Number(index), at: Number(at) }, withheld)];
  });
  return [...(await readReport(ctx, form)), ...later];
}

/** The reporter's own words in the evidence, where there are any; none once the evidence is withheld. */
async function readReport(ctx: Ctx, form: CaseForm): Promise<CaseStatementView[]> {
  const bytes = await readPublicPart(ctx.pool, form.bundle);
  const bundle = bytes === undefined ? undefined : parseBundle(bytes);
  const text = bundle?.ok === true ? bundle.value.claim.text : undefined;
  if (text === undefined) return [];
  const { filedIn: entry, filedAt, reporter } = form;
  const rest = { type: null, ground: null, parts: [] };
  return [{ entry, logged_at: filedAt, kind: "report.file", side: "reporter", by: reporter, text, ...rest }];
}

function viewOf(
  form: CaseForm,
  { kind, issuer, body, parts = [] }: UnsignedStatement,
  { entry, at }: { readonly entry: number; readonly at: number },
  withheld: ReadonlySet<string>,
): CaseStatementView {
  const said = body as Record<string, unknown>;
  return {
    entry,
    logged_at: formatInstant(asInstant(at)),
    kind,
    side: sideOf(form, kind, issuer, entry),
    by: issuer,
    type: textOr(said.type),
    ground: textOr(said.ground),
    text: textOr(said.statement) ?? textOr(said.reason),
    parts: parts.map(({ commit, bytes, mediaType }) => ({
      commit,
      bytes,
      media_type: mediaType,
      withheld: withheld.has(commit),
    })),
  };
}

/** Evidence has its side in the form; a response is the provider's, whoever signs for it. */
function sideOf(
  { reporter, dispute }: CaseForm,
  kind: string,
  issuer: string,
  entry: number,
): CaseStatementView["side"] {
  if (kind === "response.file") return "operator";
  if (kind === "case.reopen") return "other";
  if (issuer === reporter) return "reporter";
  if (kind !== "evidence.attach") return "operator";
  return dispute?.evidence.find((item) => item.entry === entry)?.side ?? "other";
}

async function readMissing(ctx: Ctx, commits: readonly string[]): Promise<ReadonlySet<string>> {
  if (commits.length === 0) return new Set();
  const { rows } = await ctx.pool.query<{ commit: Buffer }>(
    "SELECT commit FROM part WHERE commit = ANY($1::bytea[]) AND visibility = 'public'",
    [commits.map(byteaOf)],
  );
  const there = new Set(rows.map(({ commit }) => commit.toString("hex")));
  return new Set(commits.filter((commit) => !there.has(commit)));
}

const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);
