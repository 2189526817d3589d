import type { AsOf } from "#lib/contract/common.ts";
import type { DrawView } from "#lib/contract/dispute.ts";
import { CHAIN_LINKS } from "#lib/dispute/draw-chain.ts";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseKey, panelKey } from "#lib/state/case/case-forms.ts";
import { rosterKey } from "#lib/state/governance/maintainer-forms.ts";
import type { Ctx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { readAggregate, readForms } from "../state/read-aggregates.ts";

/** Everything that the draws of a case took in, so that anybody draws again. Errors: `not-found`, `gone`. */
export async function getDraw(ctx: Ctx, id: string, pin?: number): Promise<{ data: DrawView; as_of: AsOf }> {
  const { data, as_of } = await readAggregate(ctx, caseKey(id), pin);
  if (data?.form.aggregate !== "case")
    throw new ServiceError("not-found", `No case ${id} was filed at size ${as_of.size}.`);
  const { form } = data;
  const rounds = Array.from({ length: form.dispute?.round ?? 0 }, (_, at) => panelKey(id, at + 1));
  const keys = form.roster === null ? rounds : [rosterKey(form.roster), ...rounds];
  const forms = await readForms(ctx, [...keys], as_of.size);
  const none = { commit: null, share: null };
  return {
    data: {
      origin: ctx.publicKeys.origin,
      chain: form.chain,
      reporter: form.dispute?.reporterShare ?? none,
      operator: form.dispute?.operatorShare ?? none,
      pool: forms.flatMap((one) => (one.aggregate === "roster" ? one.members.map(({ did }) => did) : [])),
      rounds: forms.flatMap((one): DrawView["rounds"] =>
        one.aggregate === "panel"
          ? [
              {
                round: one.round,
                entry: one.drawnIn,
                drawn_at: one.drawnAt,
                epoch: form.chain === null ? null : linksTo(one.preimage, form.chain.end),
                preimage: one.preimage,
                seed: one.seed,
                shares: one.shares,
                order: one.order,
                skipped: one.skipped,
                seats: one.seats.map(({ maintainer, rank }) => ({ maintainer, rank })),
              },
            ]
          : [],
      ),
    },
    as_of,
  };
}

/** Hashes from the preimage to the end of the chain; null: it does not lead there. */
function linksTo(preimage: string, end: string): number | null {
  let value = hexDecode(preimage);
  for (let links = 1; value !== undefined && links <= CHAIN_LINKS; links++) {
    value = sha256(value);
    if (hexEncode(value) === end) return links;
  }
  return null;
}
