/** What `/method` says of the model and of this index's own forecasts, against the reader's model and a past rated anew. */
import { oneOf } from "#lib/contract/common.ts";
import { calibrationView, followsFrom, methodSchema, modelInMethod } from "#lib/contract/method.ts";
import { closingOf } from "#lib/disclosure/closing.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { calibrate, FORECAST_DAYS } from "#lib/reputation/backtest/calibration.ts";
import {
  indexForecasts,
  isUpheldFault,
  type ProviderDay,
  type RatedDays,
} from "#lib/reputation/backtest/index-forecasts.ts";
import type { Marks } from "#lib/reputation/marks.ts";
import { MODEL_1, type Model } from "#lib/reputation/model.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import { dayEnds } from "#lib/state/day-ends.ts";
import type { Form, ProviderForm } from "#lib/state/forms.ts";
import { silentHoursOf } from "#lib/state/marks/gate-facts.ts";
import { activeModel, marksByModel } from "#lib/state/marks/marks-input.ts";
import { outagesOf } from "#lib/state/marks/step-facts.ts";
import { providerOf, type StateView } from "#lib/state/view.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { textOf, unknownModel } from "./compare-marks.ts";
import type { Site } from "./site.ts";

const name = "method";
/** Ratings of one provider on one day: some seconds of them. */
const MOST_RATINGS = 20_000;
const MOST_DAYS_LOOKED_AT = 1_000_000;

export async function compareMethod(remote: RemoteIndex, { size, entries, scored }: Site): Promise<Check> {
  const { model } = scored;
  if (model.state === "unknown") return unknownModel(name, model.hash);
  const { data, as_of } = await remote.get("api/v1/method", oneOf(methodSchema));
  if (as_of.size !== size) return { name, outcome: "pass", detail: "it was served for another size, and not compared" };
  const { calibration, ...shown } = data;
  const printed = model.state === "known" ? model.model : MODEL_1;
  if (textOf(shown) !== textOf(modelInMethod(printed, model.state === "known", followsFrom(printed))))
    return fail("other constants, paths or studies are shown than the model gives.");
  const day = Math.floor(asInstant(Date.parse(as_of.time)) / DAY_MS);
  const past = ratedDays(entries, day);
  if (past === undefined)
    return { name, outcome: "pass", detail: "the model; its forecasts are too many to be rated anew" };
  const own = calibrationView({ ...calibrate(indexForecasts(past), day), day });
  if (textOf(calibration) !== textOf(own)) return fail("its forecasts came to something else than is shown.");
  return { name, outcome: "pass", detail: `the model, and ${past.rated.length} forecasts rated anew` };
}

const fail = (detail: string): Check => ({ name, outcome: "fail", reason: "site-differs", detail });

type Turn = { readonly first: number; readonly turn: number };

/** Of the days before one. Undefined: too many would have to be rated. */
function ratedDays(entries: readonly AuditedEntry[], before: number): RatedDays | undefined {
  const rated: (ProviderDay & { readonly marks: Marks })[] = [];
  const [failed, leaving]: [ProviderDay[], ProviderDay[]] = [[], []];
  const registered = new Map<ProviderId, number>();
  const turns = new Map<ProviderId, Turn>();
  const records = new Map<string, Form>();
  let [ratings, looked, from] = [0, 0, 0];
  for (const { day, size, view } of dayEnds(entries)) {
    if (day >= before) break;
    while (from < entries.length && (entries[from]?.index ?? size) < size) {
      for (const { form, key } of entries[from]?.touched ?? []) {
        if (form.aggregate === "provider" && !registered.has(form.id))
          registered.set(form.id, Number.POSITIVE_INFINITY);
        if (form.aggregate === "record") records.set(key, form);
      }
      from += 1;
    }
    const active = activeModel(view);
    if (active.state !== "known") continue;
    for (const [provider, first] of registered) {
      const form = providerOf(view, provider);
      if (form === undefined) continue;
      if (day < first) registered.set(provider, day);
      const at = asInstant(day * DAY_MS);
      if (hasFailed(view, form, active.model, at)) failed.push({ provider, day });
      if (closingOf(form.disclosures.windup_notice) !== undefined) leaving.push({ provider, day });
      looked += 1;
      const known = turns.get(provider);
      const turn = known === undefined ? 0 : Math.floor((day - known.first) / FORECAST_DAYS);
      if (known !== undefined && turn === known.turn) continue;
      ratings += 1;
      if (ratings > MOST_RATINGS || looked > MOST_DAYS_LOOKED_AT) return undefined;
      const marks = marksByModel(view, provider, at, active.model);
      if (marks === undefined || marks.tier === "unrated") continue;
      turns.set(provider, { first: known?.first ?? day, turn });
      rated.push({ provider, day, marks });
    }
  }
  const unrated = [...registered].flatMap(([provider, day]) =>
    turns.has(provider) || !Number.isFinite(day) ? [] : [{ provider, day }],
  );
  return { rated, unrated, failed, leaving, upheld: [...records.values()].flatMap(upheldIn) };
}

function hasFailed(view: StateView, { heartbeat }: ProviderForm, { gates }: Model, at: Instant): boolean {
  return (silentHoursOf(heartbeat, outagesOf(view), at) ?? 0) >= gates.failedDays * 24;
}

function upheldIn(form: Form): ProviderDay[] {
  if (form.aggregate !== "record") return [];
  return form.items.filter(isUpheldFault).map(({ day }) => ({ provider: form.provider, day }));
}
