import type { AsOf } from "#lib/contract/common.ts";
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import type { ProposalForm, ProviderForm } from "#lib/state/forms.ts";
import { offerStateAt } from "#lib/state/handover.ts";
import { participantOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { listProposals } from "../proposal/list-proposals.ts";

type Party = { readonly did: string; readonly name: string | undefined };

/** `carried`: `at` is when it took effect, in `entry`. `open`: `at` is when the offer lapses, `entry` where it stands. */
export type Handover = {
  readonly state: "carried" | "open";
  readonly from: Party;
  readonly to: Party;
  readonly entry: number;
  readonly at: Instant;
};

/** Of more offers than that the oldest are not looked at. */
const MOST = 200;

/** Changes of the operator, the newest first, and offers that can still be signed. */
export async function readHandovers(ctx: Ctx, form: ProviderForm, asOf: AsOf): Promise<Handover[]> {
  const { data } = await listProposals(ctx, { about: form.id, as_of: asOf.size, limit: MOST });
  const now = asInstant(Date.parse(asOf.time));
  const offers = data
    .map((row) => row.form)
    .filter((offer) => offer.kind === "provider.transfer")
    .map((offer) => ({ offer, state: offerStateAt(offer, form, now) }));
  const carriedIn = offers.flatMap(({ offer }) => offer.carriedIn ?? []);
  const { rows } = await ctx.pool.query<{ index: string; logged_at_ms: string }>(
    "SELECT index, logged_at_ms FROM entry_row WHERE index = ANY($1::bigint[])",
    [carriedIn],
  );
  const times = new Map(rows.map((row) => [Number(row.index), asInstant(Number(row.logged_at_ms))]));
  const names = await ctx.forms.ask((view) =>
    Object.fromEntries(
      offers
        .flatMap(({ offer }) => [offer.issuer, recipientOf(offer)])
        .map((did) => [did, participantOf(view, did)?.displayName]),
    ),
  );
  const partyOf = (did: string): Party => ({ did, name: names[did] });
  const handovers = offers.flatMap(({ offer, state }): Handover[] => {
    const parties = { from: partyOf(offer.issuer), to: partyOf(recipientOf(offer)) };
    const done = offer.carriedIn === null ? undefined : times.get(offer.carriedIn);
    if (offer.carriedIn !== null && done !== undefined)
      return [{ state: "carried", ...parties, entry: offer.carriedIn, at: done }];
    const lapsesAt = parseInstant(offer.lapsesAt);
    return (state === "open" || state === "announced") && lapsesAt !== undefined
      ? [{ state: "open", ...parties, entry: offer.proposedIn, at: lapsesAt }]
      : [];
  });
  return handovers.sort((a, b) => b.entry - a.entry);
}

/** Whoever must agree besides the operator that offers. */
function recipientOf({ issuer, consents }: ProposalForm): string {
  return consents.find(({ of }) => of !== issuer)?.of ?? issuer;
}
