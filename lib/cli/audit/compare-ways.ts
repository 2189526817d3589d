/** What the site says would raise a tier, against the reader's own trials: advice that serves somebody is found here. */
import { randomInt } from "node:crypto";
import { oneOf } from "#lib/contract/common.ts";
import { waysSchema, waysView } from "#lib/contract/ways.ts";
import type { Check } from "#lib/kernel/checks.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import type { Model } from "#lib/reputation/model.ts";
import { waysUp } from "#lib/reputation/ways-up.ts";
import { marksInputOf } from "#lib/state/marks/marks-input.ts";
import type { MemoryState } from "#lib/state/memory-state.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { type Scored, textOf, unknownModel } from "./compare-marks.ts";

const name = "ways";
/** Trying all ways of one takes as long as rating some hundred; which are tried nobody knows beforehand. */
const TRIED = 24;

/** `at`: 00:00 UTC of the day of entry size − 1. */
export async function compareWays(
  remote: RemoteIndex,
  size: number,
  state: MemoryState,
  { model, own }: Scored,
  at: Instant,
): Promise<Check> {
  if (model.state === "unknown") return unknownModel(name, model.hash);
  const rated = [...own].flatMap(([id, marks]) => (marks === null ? [] : [id]));
  if (model.state === "none" || rated.length === 0) return { name, outcome: "pass", detail: "nobody is rated" };
  const tried = anyOf(rated, TRIED);
  let grown = 0;
  const wrong = await firstOf(tried, async (id) => {
    const found = await differs(remote, size, state, { id, at, model: model.model });
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
  const which = tried.length === rated.length ? "" : ", drawn at random";
  const alone = grown === 0 ? "" : `; ${grown} were served for another size, and not compared`;
  return { name, outcome: "pass", detail: `of ${tried.length} of ${rated.length} rated providers${which}${alone}` };
}

async function differs(
  remote: RemoteIndex,
  size: number,
  state: MemoryState,
  { id, at, model }: { readonly id: ProviderId; readonly at: Instant; readonly model: Model },
): Promise<boolean | "of another size"> {
  const { data, as_of } = await remote.get(`api/v1/providers/${id}/marks/ways`, oneOf(waysSchema));
  if (as_of.size !== size) return "of another size";
  const input = marksInputOf(state, id, at, model);
  if (input === undefined) return true;
  const day = at / DAY_MS;
  const { id: _, size: __, digest: ___, ...shown } = data;
  return textOf(shown) !== textOf(waysView(waysUp(input, model, day), day));
}

function anyOf<Item>(items: readonly Item[], count: number): Item[] {
  const left = [...items];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(randomInt(left.length), 1)).flat();
}
