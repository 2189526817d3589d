/** How far a proposal is: who has signed, who must still, and until when. */
import type { AsOf } from "#lib/contract/common.ts";
import type { ProposalStanding } from "#lib/contract/keys.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { type AggregateKey, type Form, keyKey, type ProposalForm, participantKey } from "#lib/state/forms.ts";
import { missingConsent } from "#lib/state/reducers/proposal.ts";
import { carriedFrom } from "#lib/state/reducers/provider-sides.ts";
import { viewThrough } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { readForms } from "../state/read-aggregates.ts";

/** Judged by the keys and thresholds of that size and time, as the fold would judge the next signature. */
export async function standingsOf(
  ctx: Ctx,
  proposals: readonly ProposalForm[],
  asOf: AsOf,
): Promise<ProposalStanding[]> {
  if (proposals.length === 0) return [];
  const parties = proposals.flatMap(({ consents }) => consents.map(({ of }) => of));
  const dids = parties.filter((of) => of !== "index-admins");
  const owners = await readForms(ctx, ["index", ...dids.map(participantKey)], asOf.size);
  const controlKeys = owners.flatMap((form) => (form.aggregate === "participant" ? form.controlKeys : []));
  const keys = await readForms(ctx, controlKeys.map(keyKey), asOf.size);
  const known = new Map<AggregateKey, Form>([...owners, ...keys].flatMap(keyed));
  const view = viewThrough((key) => known.get(key));
  const now = asInstant(Date.parse(asOf.time));
  return proposals.map((form) => ({
    statement: form.statement,
    state: form.state === "open" && now >= Date.parse(form.lapsesAt) ? "lapsed" : form.state,
    proposed_in: form.proposedIn,
    lapses_at: form.lapsesAt,
    not_before: carriedFrom(form),
    carried_in: form.carriedIn,
    consents: form.consents.map((consent) => ({
      of: consent.of,
      needed: consent.needed,
      signed: consent.signers,
      missing: form.state === "carried" ? 0 : missingConsent(view, consent, now),
    })),
  }));
}

function keyed(form: Form): [AggregateKey, Form][] {
  if (form.aggregate === "index") return [["index", form]];
  if (form.aggregate === "participant") return [[participantKey(form.did), form]];
  return form.aggregate === "key" ? [[keyKey(form.thumbprint), form]] : [];
}
