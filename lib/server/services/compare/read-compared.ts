/** Providers side by side, all at one size: everything that a comparison says of each. */

import type { AsOf } from "#lib/contract/common.ts";
import type { Compared, ComparedOffer, SharedFate } from "#lib/contract/compared.ts";
import { identityFacts } from "#lib/contract/identity-facts.ts";
import { dateOfDay, loweredBy } from "#lib/contract/mark-views.ts";
import type { MarkSummary } from "#lib/contract/marks.ts";
import { traitName, traitsOf } from "#lib/disclosure/traits.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { clusterKey } from "#lib/state/cluster-forms.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { participantOf } from "#lib/state/view.ts";
import { countReports } from "../case/get-dispute-behaviour.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";
import { readOffers } from "../market/list-offers.ts";
import { readSaid } from "../market/read-traits.ts";
import { dayOfEntry } from "../marks/day-place.ts";
import { summariesAt } from "../marks/rated-providers.ts";
import { heartbeatStateOf, readOutages } from "../provider/heartbeat-state.ts";
import { readNewestOfType } from "../provider/read-disclosures.ts";
import { readForms } from "../state/read-aggregates.ts";

export type ComparedAt = {
  readonly data: readonly Compared[];
  readonly shared: readonly SharedFate[];
  /** Ids that are not listed at that size. */
  readonly missing: readonly string[];
  /** The UTC day that the marks are of. */
  readonly day: string;
  readonly as_of: AsOf;
};

/** In the order that was asked. `size`: pins all of it. Errors: `gone`. */
export async function readCompared(ctx: Ctx, ids: readonly ProviderId[], size?: number): Promise<ComparedAt> {
  const as_of = await resolveAsOf(ctx, size);
  const found = await readForms(ctx, ids.map(providerKey), as_of.size);
  const byId = new Map(found.flatMap((form) => (form.aggregate === "provider" ? [[form.id, form] as const] : [])));
  const forms = ids.flatMap((id) => byId.get(id) ?? []);
  const [marks, outages, identities, operators, day] = await Promise.all([
    summariesAt(ctx, forms, as_of),
    readOutages(ctx, as_of.size),
    readNewestOfType(
      ctx,
      forms.map(({ id }) => id),
      "identity",
      { size: as_of.size, each: 1 },
    ),
    ctx.forms.ask(
      (view) => new Map(forms.map(({ operator }) => [operator, participantOf(view, operator)?.displayName])),
    ),
    dayOfEntry(ctx, as_of.size - 1),
  ]);
  const data = await Promise.all(
    forms.map(async (form): Promise<Compared> => {
      const [reports, offers] = await Promise.all([
        countReports(ctx, form, as_of),
        readOffers(ctx, form.kind === "service" ? { service: form.id } : { instance: form.id }, as_of),
      ]);
      return {
        ...{ id: form.id, name: form.name, kind: form.kind, registeredAt: form.registeredAt },
        proven: isNameProven(form, asInstant(Date.parse(as_of.time))),
        operator: operators.get(form.operator) ?? form.operator,
        marks: shortOf(marks.get(form.id)),
        heartbeat: heartbeatStateOf(form.heartbeat, outages, as_of).state,
        ...identityFacts(identities.get(form.id)?.[0]?.body),
        reports,
        offers: offers.map((offer) => offerOf(offer, form.kind)),
      };
    }),
  );
  const missing = ids.filter((id) => !byId.has(id));
  return { data, shared: await readShared(ctx, forms, as_of.size), missing, day: dateOfDay(day), as_of };
}

function shortOf(summary: MarkSummary | undefined): Compared["marks"] {
  if (summary === undefined) return null;
  const { tier, is_shut, probability, decided_by, limit_percent, prepay_days, transparency, depth } = summary;
  const lowered_by = loweredBy(summary);
  return { tier, is_shut, probability, decided_by, limit_percent, prepay_days, transparency, depth, lowered_by };
}

type Offered = Awaited<ReturnType<typeof readOffers>>[number];

function offerOf(
  { service, instance, category, unit, currency, price }: Offered,
  kind: ProviderForm["kind"],
): ComparedOffer {
  return { category, unit, currency, price, with: kind === "service" ? instance.name : service.name };
}

/** What would fall together: a cluster of two or more of them, a service beside who sells its tokens, and who is alike. */
async function readShared(ctx: Ctx, forms: readonly ProviderForm[], size: number): Promise<SharedFate[]> {
  const ids = new Set<string>(forms.map(({ id }) => id));
  const keys = new Set(forms.flatMap(({ cluster }) => (cluster === undefined ? [] : [clusterKey(cluster)])));
  const clusters = await readForms(ctx, [...keys], size);
  const shared = clusters.flatMap((form): SharedFate[] => {
    if (form.aggregate !== "cluster") return [];
    const of = form.members.filter((id) => ids.has(id));
    const relations = form.relations.filter(({ one, other }) => ids.has(one) || ids.has(other));
    return of.length < 2 ? [] : [{ of, because: [...new Set(relations.map(({ relation }) => relation))] }];
  });
  const sold = forms.flatMap(({ id, links }) =>
    links.flatMap(({ relation, from, other }): SharedFate[] =>
      relation === "sells-tokens-of" && from === "this" && ids.has(other)
        ? [{ of: [id, other], because: [relation] }]
        : [],
    ),
  );
  return [...shared, ...sold, ...(await readAlike(ctx, [...ids], size))];
}

/** Who stands in one jurisdiction, or runs one build. */
async function readAlike(ctx: Ctx, ids: readonly string[], size: number): Promise<SharedFate[]> {
  const found = new Map<string, { because: string; of: string[] }>();
  const said = await readSaid(ctx, ids, size);
  for (const id of ids)
    for (const trait of traitsOf(said.get(id as ProviderId) ?? { jurisdiction: null, build: null })) {
      const known = found.get(traitName(trait)) ?? { because: `same-${trait.kind}`, of: [] };
      found.set(traitName(trait), { ...known, of: [...known.of, id] });
    }
  return [...found.values()].flatMap(({ because, of }) => (of.length < 2 ? [] : [{ of, because: [because] }]));
}
