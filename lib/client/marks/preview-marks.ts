/**
 * What a statement, or a step, would change in a provider's marks: the forms that the index states, the fold and the model,
 * run in this browser.
 */
import type { MarksFactsView } from "#lib/contract/marks.ts";
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { type Marks, type MarksInput, marksOf } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";
import { PLAIN } from "#lib/reputation/record-item.ts";
import { changedInput } from "#lib/reputation/ways-up.ts";
import { consequencesOf } from "#lib/state/effect-of.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { keyOfForm } from "#lib/state/key-of-form.ts";
import { type MarksEffect, marksEffectOf } from "#lib/state/marks/effect.ts";
import { activeModel, marksInputOf } from "#lib/state/marks/marks-input.ts";
import { viewOfForms } from "#lib/state/marks/read-forms.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { type StateView, viewThrough } from "#lib/state/view.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { formsBehind } from "../disclosure/preview-effect.ts";
import { findJson } from "../request-json.ts";

/** A provider's facts, opened: its forms, the model in force, and the day of its marks. */
export type Opened = {
  readonly id: ProviderId;
  readonly forms: ReadonlyMap<AggregateKey, Form>;
  readonly view: StateView;
  readonly model: Model;
  /** 00:00 UTC. */
  readonly at: Instant;
};

/** Undefined: it has no marks here, or by a model that this code does not have. */
export async function openMarks(provider: string): Promise<Opened | undefined> {
  const answer = await findJson<{ data: MarksFactsView }>(`/api/v1/providers/${provider}/marks/facts`);
  const [id, at] = [parseProviderId(provider), parseInstant(answer?.data.at ?? "")];
  if (answer === undefined || id === undefined || at === undefined) return undefined;
  const forms = answer.data.forms.map((text) => JSON.parse(text) as Form);
  const view = viewOfForms(forms);
  const active = activeModel(view);
  if (active.state !== "known") return undefined;
  return { id, view, at, model: active.model, forms: new Map(forms.map((form) => [keyOfForm(form), form])) };
}

export type Effect = MarksEffect & { readonly model: Model };

/** `others`: forms that decide whether it takes effect; `now`: when it would be logged. */
export function effectOnMarks(
  { id, forms, model }: Opened,
  others: ReadonlyMap<AggregateKey, Form>,
  unsigned: UnsignedStatement,
  now: Instant,
): Effect | undefined {
  const view = viewThrough((key) => forms.get(key) ?? others.get(key));
  const { writes } = consequencesOf(view, unsigned, now);
  const effect = marksEffectOf(view, writes, { id, at: dayOf(now) });
  return effect && { ...effect, model };
}

/** As {@link effectOnMarks}, with all that it needs fetched. Undefined: the subject has no marks here. */
export async function previewMarks(unsigned: UnsignedStatement, now: Instant): Promise<Effect | undefined> {
  if (!unsigned.subject.startsWith("prv_")) return undefined;
  const [opened, others] = await Promise.all([openMarks(unsigned.subject), formsBehind(unsigned)]);
  return opened && effectOnMarks(opened, others, unsigned, now);
}

/** The marks if so many steps were reached, all else as it is. */
export function effectOfSteps(opened: Opened, steps: number): Effect | undefined {
  const { model } = opened;
  const day = opened.at / DAY_MS;
  const input = inputAt(opened, opened.at);
  if (input === undefined) return undefined;
  const after = marksOf(changedInput(input, [{ act: "steps", steps }], day, 0), model, day);
  return { before: marksOf(input, model, day), after, model };
}

/** On the first day after its end: `before` if a disclosure is left to end, `after` if it is renewed, all else as it is. */
export function effectOfRenewal(opened: Opened, type: string, until: Instant): Effect | undefined {
  const at = asInstant(Math.max(Math.ceil(until / DAY_MS) * DAY_MS, opened.at));
  const day = at / DAY_MS;
  const left = inputAt(opened, at);
  const form = opened.view.get(`provider:${opened.id}`);
  if (left === undefined || form?.aggregate !== "provider") return undefined;
  const ended = `${form.disclosures[type]?.entry}.`;
  const renewed: MarksInput = {
    ...left,
    items: left.items.filter((item) => item.type !== "disclosure-stale" || !item.id.startsWith(ended)),
    gates: { ...left.gates, stale: left.gates.stale.filter((one) => one !== type) },
  };
  return { before: marksOf(left, opened.model, day), after: marksOf(renewed, opened.model, day), model: opened.model };
}

export type Telling = { readonly none: Marks; readonly told: Marks; readonly found: Marks };

/** A moderate fault as its provider tells it, and the same as others prove it: what telling is worth by the model. */
export function tellingOrFound(opened: Opened): (Telling & { readonly model: Model }) | undefined {
  const { model, at } = opened;
  const input = inputAt(opened, at);
  if (input === undefined) return undefined;
  const day = at / DAY_MS;
  const fault = { ...PLAIN, id: "what-if", entry: Number.MAX_SAFE_INTEGER, day, attribution: "unknown" } as const;
  const withFault = (selfDisclosed: boolean): Marks => {
    const item = { ...fault, type: "response-late", severity: "moderate", selfDisclosed } as const;
    return marksOf({ ...input, items: [...input.items, item] }, model, day);
  };
  return { none: marksOf(input, model, day), told: withFault(true), found: withFault(false), model };
}

function inputAt({ view, id, model }: Opened, at: Instant): MarksInput | undefined {
  return marksInputOf(view, id, at, model);
}
