/** What reports against providers came to, as the site counts them, against the cases of the log. */
import { oneOf } from "#lib/contract/common.ts";
import { countedBars, countedCase, DISPUTE_DAYS, disputesOf, disputesSchema } from "#lib/contract/dispute-behaviour.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { marksInputOf } from "#lib/state/marks/marks-input.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { casesAgainst } from "./cases-against.ts";
import { textOf, unknownModel } from "./compare-marks.ts";
import { drawn, saidOf } from "./drawn.ts";
import type { Site } from "./site.ts";

const name = "disputes";
const TRIED = 24;

export async function compareDisputes(remote: RemoteIndex, site: Site): Promise<Check> {
  const { scored, state, seed, size } = site;
  if (scored.model.state === "unknown") return unknownModel(name, scored.model.hash);
  const all = state.rows().flatMap(({ form }) => (form.aggregate === "provider" ? [form] : []));
  const tried = drawn(all, TRIED, seed, ({ id }) => id);
  let grown = 0;
  const wrong = await firstOf(tried, async (form) => {
    const { data, as_of } = await remote.get(`api/v1/providers/${form.id}/disputes`, oneOf(disputesSchema));
    if (as_of.size === size) return textOf(data) === textOf(ownOf(site, form, as_of.time)) ? undefined : form.id;
    grown += 1;
    return undefined;
  });
  if (wrong !== undefined)
    return {
      name,
      outcome: "fail",
      reason: "site-differs",
      detail: `${wrong}: its cases give other counts than are shown.`,
    };
  const alone = grown === 0 ? "" : `; ${grown} were served for another size, and not compared`;
  return { name, outcome: "pass", detail: `${saidOf(tried.length, all.length, "providers", seed)}${alone}` };
}

function ownOf({ state, scored, at }: Site, form: ProviderForm, time: string) {
  const since = asInstant(Date.parse(time) - DISPUTE_DAYS * DAY_MS);
  const counted = casesAgainst(state, form).map((one) => countedCase(one, since));
  const { model } = scored;
  const input = model.state === "known" ? marksInputOf(state, form.id, at, model.model) : undefined;
  const bars =
    input === undefined || model.state !== "known" ? null : countedBars(input.items, model.model, at / DAY_MS);
  return { id: form.id, ...disputesOf(counted, bars, formatInstant(since).slice(0, 10)) };
}
