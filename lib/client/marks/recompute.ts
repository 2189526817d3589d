/**
 * Marks computed here from the facts that the index states: the same code that rates there. What the facts themselves say
 * is for the audit; that the marks follow from them, and that the page shows these, needs nobody's word.
 */
import type { MarksFactsView } from "#lib/contract/marks.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { type Marks, type MarksInput, marksDigest, marksOf } from "#lib/reputation/marks.ts";
import type { Model } from "#lib/reputation/model.ts";
import type { Form } from "#lib/state/forms.ts";
import { activeModel, marksInputOf, withoutItem } from "#lib/state/marks/marks-input.ts";
import { viewOfForms } from "#lib/state/marks/read-forms.ts";
import { requestJson } from "../request-json.ts";
import { lieOf, type PageMarks } from "./page-marks.ts";

export type Facts = Pick<MarksFactsView, "id" | "at" | "forms" | "digest" | "size">;

export type Recomputed =
  | { readonly state: "same"; readonly digest: string; readonly facts: number }
  | { readonly state: "differs"; readonly digest: string; readonly said: string; readonly facts: number }
  /** `lie`: what the page shows that does not follow. */
  | { readonly state: "page-differs"; readonly lie: string; readonly digest: string; readonly facts: number }
  | { readonly state: "cannot-check"; readonly reason: "no-model" | "unknown-model" | "no-facts" | "other-size" };

type Known = { readonly input: MarksInput; readonly model: Model; readonly day: number };

/** `day`: `2026-11-27`, the day of the marks. Throws what `requestJson` throws. */
export async function fetchFacts(provider: string, day: string): Promise<Facts> {
  const path = `/api/v1/providers/${provider}/marks/facts?as_of=${day}`;
  return (await requestJson<{ data: MarksFactsView }>(path)).data.data;
}

/**
 * Total: what cannot be read is `cannot-check`. `page`: what is shown; where it differs and is of another size than the
 * facts (`other-size`), the log may have grown in between.
 */
export function recompute(facts: Facts, page?: PageMarks): Recomputed {
  const known = readFacts(facts);
  if (typeof known === "string") return { state: "cannot-check", reason: known };
  const digest = marksDigest(marksOf(known.input, known.model, known.day));
  const counted = { digest, facts: known.input.items.length };
  if (digest !== facts.digest) return { state: "differs", said: facts.digest, ...counted };
  const lie = page && lieOf(page, known.input, known.model, known.day);
  if (page === undefined || lie === undefined) return { state: "same", ...counted };
  return page.size === facts.size
    ? { state: "page-differs", lie, ...counted }
    : { state: "cannot-check", reason: "other-size" };
}

/** What would be, had one fact not been; undefined: it cannot be computed here. */
export function withoutFact(facts: Facts, item: string): { readonly asIs: Marks; readonly without: Marks } | undefined {
  const known = readFacts(facts);
  if (typeof known === "string") return undefined;
  const { input, model, day } = known;
  return { asIs: marksOf(input, model, day), without: marksOf(withoutItem(input, item), model, day) };
}

function readFacts({ id, at, forms }: Facts): Known | "no-model" | "unknown-model" | "no-facts" {
  const [provider, instant] = [parseProviderId(id), parseInstant(at)];
  const view = viewOfForms(forms.map((text) => JSON.parse(text) as Form));
  const active = activeModel(view);
  if (active.state !== "known") return active.state === "none" ? "no-model" : "unknown-model";
  const input = provider && instant && marksInputOf(view, provider, instant, active.model);
  return input ? { input, model: active.model, day: dayOf(instant) } : "no-facts";
}

const dayOf = (at: Instant) => Math.floor(at / DAY_MS);
