import type { AsOf } from "#lib/contract/common.ts";
import type { PolicyView } from "#lib/contract/governance.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { IndexForm, PolicyForm } from "#lib/state/forms.ts";
import { policyActivatableFrom } from "#lib/state/reducers/policy.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { ServiceError } from "../service-error.ts";
import { readForms } from "../state/read-aggregates.ts";
import { readLoggedAt } from "../state/read-facts.ts";

/** Errors: `gone`; `not-found` before the first entry. */
export async function getPolicy(ctx: Ctx, size?: number): Promise<{ data: PolicyView; as_of: AsOf }> {
  const as_of = await resolveAsOf(ctx, size);
  const forms = await readForms(ctx, ["policy", "index"], as_of.size);
  const policy = forms.find((form): form is PolicyForm => form.aggregate === "policy");
  const index = forms.find((form): form is IndexForm => form.aggregate === "index");
  if (policy === undefined || index === undefined)
    throw new ServiceError("not-found", "The log has no first entry yet.");
  const at = policy.history.at(-1)?.at ?? formatInstant(await readLoggedAt(ctx.pool, policy.since));
  return { data: viewOf(policy, index, at), as_of };
}

function viewOf(form: PolicyForm, { drawChainEnd, drawChainSince }: IndexForm, at: string): PolicyView {
  const { policy, since, announced, history } = form;
  return {
    in_force: { policy, hash: history.at(-1)?.hash ?? null, entry: since, at },
    announced: announced && announcedView(announced),
    history: history.map(({ hash, entry, at: from }) => ({ hash, entry, at: from })),
    draw_chain: drawChainEnd === null || drawChainSince === null ? null : { end: drawChainEnd, since: drawChainSince },
  };
}

function announcedView(announced: NonNullable<PolicyForm["announced"]>): PolicyView["announced"] {
  const { policy, hash, drawChainEnd, entry, at } = announced;
  const from = policyActivatableFrom(announced);
  return {
    policy,
    hash,
    draw_chain_end: drawChainEnd,
    entry,
    at,
    not_before: from === undefined ? at : formatInstant(from),
  };
}
