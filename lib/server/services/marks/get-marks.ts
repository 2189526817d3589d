import type { AsOf } from "#lib/contract/common.ts";
import { inCommonOf } from "#lib/contract/in-common.ts";
import { conductView, dateOfDay, failureView, markSummaryOf, stackedView } from "#lib/contract/mark-views.ts";
import type { ClusterView, ProviderMarksView } from "#lib/contract/marks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { togetherCap } from "#lib/reputation/limits.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";
import { MICROS, moneyText } from "#lib/reputation/money.ts";
import { type Rated, stackOf } from "#lib/reputation/stack.ts";
import { clusterKey } from "#lib/state/cluster-forms.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { type Clock, standingAt } from "#lib/state/marks/gate-facts.ts";
import { marksInputOf } from "#lib/state/marks/marks-input.ts";
import { factsOf } from "#lib/state/marks/record-items.ts";
import type { ReadCtx } from "../context.ts";
import { countTraits, readSaid } from "../market/read-traits.ts";
import { readClock } from "../provider/heartbeat-state.ts";
import { ServiceError } from "../service-error.ts";
import { readForms, withProof } from "../state/read-aggregates.ts";
import type { DayPlace } from "./day-place.ts";
import { marksAt } from "./marks-at.ts";
import { proveMarks } from "./prove-marks.ts";
import { type RatedAt, ratedAt } from "./rated-at.ts";
import { readMarksView } from "./read-marks-view.ts";
import { remember } from "./remember.ts";

type Query = { readonly as_of?: string | undefined; readonly proof?: "1" | undefined };
type Answer = { readonly data: ProviderMarksView; readonly as_of: AsOf; readonly proof?: JsonObject };

/** `as_of`: a UTC date. With `proof`, as of the newest logged state root. Errors: `not-found`, `gone`, `no-model`. */
export async function getMarks(ctx: ReadCtx, id: string, { as_of: date, proof }: Query = {}): Promise<Answer> {
  return remember(ctx, `marks ${id} ${date ?? ""} ${proof ?? ""}`, async () => {
    const proven = proof === undefined ? undefined : await proveMarks(ctx, id);
    const rated = await ratedAt(ctx, id, proven === undefined ? { date } : { place: proven.place });
    // A day of the past is told as it was rated then.
    const clock = date === undefined && proof === undefined ? await readClock(ctx, rated.as_of) : undefined;
    return { data: await viewOf(ctx, rated, clock), as_of: rated.as_of, ...withProof(proven?.proof) };
  });
}

async function viewOf(ctx: ReadCtx, rated: RatedAt, clock: Clock | undefined): Promise<ProviderMarksView> {
  const { form, place, at, model } = rated;
  const { marks, digest, size } = at;
  const { id } = form;
  const day = asInstant(place.day * DAY_MS);
  const { view } = await readMarksView(ctx, id, place);
  const input = marksInputOf(view, id, day, model);
  if (input === undefined) throw new ServiceError("not-found", `No provider ${id} is registered at size ${size}.`);
  const about = new Map(factsOf(view, form, day).map(({ fact }) => [fact.id, fact.about]));
  return {
    ...{ id, digest, size, day: dateOfDay(place.day) },
    // The document as hashed; the contract's arrays are not read-only.
    document: structuredClone(marks) as ProviderMarksView["document"],
    summary: markSummaryOf(marks, model, standingOf(rated, clock).isShut),
    conduct: conductView(input, marks, model, (fact) => about.get(fact) ?? null),
    failure: failureView(input, marks, model),
    stack: await stackView(ctx, rated, clock),
    cluster: await clusterView(ctx, form, place, model),
    in_common: await inCommonView(ctx, id, place.size),
    model: { hash: marks.model, name: model.name },
  };
}

function standingOf({ form, at }: Pick<RatedAt, "form" | "at">, clock: Clock | undefined): Rated {
  return clock === undefined ? ratedOf(at.marks) : standingAt(at.marks, form, clock);
}

/** Of a service, with each instance that sells its tokens; of an instance, with each service whose tokens it sells. */
async function stackView(
  ctx: ReadCtx,
  { form, place, at, model }: RatedAt,
  clock: Clock | undefined,
): Promise<ProviderMarksView["stack"]> {
  const from = form.kind === "service" ? "other" : "this";
  const ids = form.links.flatMap((link) =>
    link.relation === "sells-tokens-of" && link.from === from ? [link.other] : [],
  );
  const linked = await readProviders(ctx, ids, place.size);
  const marks = await marksAt(ctx, ids, place);
  return linked.flatMap((other) => {
    const theirs = marks.get(other.id);
    if (theirs === undefined || other.kind === form.kind) return [];
    const [own, others] = [
      { form, at },
      { form: other, at: theirs },
    ];
    const [service, instance] = form.kind === "service" ? [own, others] : [others, own];
    const stacked = stackOf(standingOf(service, clock), standingOf(instance, clock), model);
    return [{ service: nameOf(service.form), instance: nameOf(instance.form), stacked: stackedView(stacked, model) }];
  });
}

async function clusterView(
  ctx: ReadCtx,
  { cluster: id }: ProviderForm,
  place: DayPlace,
  model: Model,
): Promise<ClusterView | null> {
  if (id === undefined) return null;
  const [form] = await readForms(ctx, [clusterKey(id)], place.size);
  if (form?.aggregate !== "cluster" || form.members.length === 0) return null;
  const members = await readProviders(ctx, form.members, place.size);
  const marks = await marksAt(ctx, form.members, place);
  const told = members.map((member) => {
    const found = marks.get(member.id)?.marks;
    return { ...nameOf(member), tier: found?.tier ?? null, high: found ? ratedOf(found).band.high : null };
  });
  const highs = told.flatMap(({ high }) => (high === null ? [] : [high]));
  const relations = form.relations.map((shared) => ({ ...shared }));
  return { id: form.id, members: told, relations, most_percent: mostPercent(highs, model) };
}

async function inCommonView(ctx: ReadCtx, id: ProviderId, size: number): Promise<ProviderMarksView["in_common"]> {
  const [said, counts] = await Promise.all([readSaid(ctx, [id], size), countTraits(ctx, size)]);
  const own = said.get(id);
  return own === undefined ? [] : inCommonOf(own, counts);
}

/** Of the worst it can be less than one percent. */
const mostPercent = (highs: readonly number[], model: Model) =>
  Number(moneyText(togetherCap(100n * MICROS, highs, model)));

async function readProviders(ctx: ReadCtx, ids: readonly ProviderId[], size: number): Promise<ProviderForm[]> {
  const forms = await readForms(ctx, ids.map(providerKey), size);
  return forms.flatMap((form) => (form.aggregate === "provider" ? [form] : []));
}

const nameOf = ({ id, name }: ProviderForm) => ({ id, name });
