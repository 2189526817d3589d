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

/** Proposals in the order of their hashes, those of one party, one proposer and one state. Errors: `gone`, `malformed` (cursor). */
export async function listProposals(
  ctx: Ctx,
  query: ListQuery & {
    readonly of?: string | undefined;
    readonly issuer?: string | undefined;
    readonly state?: string | undefined;
  },
): Promise<{ data: Proposal[]; page: { next_cursor: string | null }; as_of: AsOf }> {
  const contains = {
    ...(query.of === undefined ? {} : { consents: [{ of: query.of }] }),
    ...(query.issuer === undefined ? {} : { issuer: query.issuer }),
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
