/** What the site says would raise a tier, against the reader's own trials: advice that serves somebody is found here. */
import { oneOf } from "#lib/contract/common.ts";
import { waysSchema, waysView } from "#lib/contract/ways.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import type { Model } from "#lib/reputation/model.ts";
import { waysUp } from "#lib/reputation/ways-up.ts";
import { marksInputOf } from "#lib/state/marks/marks-input.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { textOf, unknownModel } from "./compare-marks.ts";
import { drawn, saidOf } from "./drawn.ts";
import { ratedIds } from "./scored.ts";
import type { Site } from "./site.ts";

const name = "ways";
/** Trying all ways of one takes as long as rating some hundred; which are tried nobody knows beforehand. */
const TRIED = 24;

export async function compareWays(remote: RemoteIndex, site: Site): Promise<Check> {
  const { model } = site.scored;
  if (model.state === "unknown") return unknownModel(name, model.hash);
  const rated = ratedIds(site.scored);
  if (model.state === "none" || rated.length === 0) return { name, outcome: "pass", detail: "nobody is rated" };
  const tried = drawn(rated, TRIED, site.seed, (id) => id);
  let grown = 0;
  const wrong = await firstOf(tried, async (id) => {
    const found = await differs(remote, site, id, model.model);
    if (found === "of another size") grown += 1;
    return found === true ? id : undefined;
  });
  if (wrong !== undefined)
    return {
      name,
      outcome: "fail",
      reason: "site-differs",
      detail: `${wrong}: other ways to a better tier are shown than its facts give.`,
    };
  const alone = grown === 0 ? "" : `; ${grown} were served for another size, and not compared`;
  return {
    name,
    outcome: "pass",
    detail: `${saidOf(tried.length, rated.length, "rated providers", site.seed)}${alone}`,
  };
}

async function differs(
  remote: RemoteIndex,
  { size, state, at }: Site,
  id: ProviderId,
  model: Model,
): Promise<boolean | "of another size"> {
  const { data, as_of } = await remote.get(`api/v1/providers/${id}/marks/ways`, oneOf(waysSchema));
  if (as_of.size !== size) return "of another size";
  const input = marksInputOf(state, id, at, model);
  if (input === undefined) return true;
  const day = at / DAY_MS;
  const { id: _, size: __, digest: ___, ...shown } = data;
  return textOf(shown) !== textOf(waysView(waysUp(input, model, day), day));
}
