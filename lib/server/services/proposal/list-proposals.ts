import type { AsOf } from "#lib/contract/common.ts";
import type { ProposalStanding } from "#lib/contract/keys.ts";
import type { ProposalForm } from "#lib/state/forms.ts";
import type { Ctx } from "../context.ts";
import { type Aggregate, type ListQuery, listAggregates } from "../state/read-aggregates.ts";
import { standingsOf } from "./proposal-standing.ts";

type Proposal = Aggregate<ProposalForm> & {
  readonly statement: string;
  readonly issuer: string;
  readonly standing: ProposalStanding;
};

type Query = ListQuery & { readonly [wish in "of" | "issuer" | "about" | "state"]?: string | undefined };

/** Proposals in the order of their hashes: those that one party must agree to, that one made, about one, in one state. Errors: `gone`, `malformed` (cursor). */
export async function listProposals(
  ctx: Ctx,
  query: Query,
): Promise<{ data: Proposal[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const contains = {
    ...(query.of === undefined ? {} : { consents: [{ of: query.of }] }),
    ...(query.issuer === undefined ? {} : { issuer: query.issuer }),
    ...(query.about === undefined ? {} : { subject: query.about }),
    ...(query.state === undefined ? {} : { state: query.state }),
  };
  const { data, page, as_of } = await listAggregates(ctx, "proposal", query, contains);
  const rows = data.flatMap((row) => (row.form.aggregate === "proposal" ? [{ ...row, form: row.form }] : []));
  const standings = await standingsOf(
    ctx,
    rows.map(({ form }) => form),
    as_of,
  );
  const proposals = rows.flatMap((row, nth) => {
    const standing = standings[nth];
    const { statement, issuer } = row.form;
    return standing === undefined ? [] : [{ statement, issuer, ...row, standing }];
  });
  return { data: proposals, page, as_of };
}
