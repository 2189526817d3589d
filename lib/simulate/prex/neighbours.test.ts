/** What the demonstration's neighbours know: the same market in logs of their own. */
import { expect, test } from "vitest";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { DEMO_SEED } from "#lib/statement/demo-key.ts";
import { NEIGHBOURS, type NeighbourName, neighbourWorld } from "./neighbour-world.ts";
import { PrexPlay } from "./play.ts";
import { nodeSign } from "./sign.ts";
import { meansHere } from "./testing/means.ts";

async function played(name: NeighbourName) {
  const world = await neighbourWorld(DEMO_SEED, name, nodeSign);
  const play = new PrexPlay(world, await meansHere());
  const voids: string[] = [];
  let last = "";
  for await (const { statement, effect, hash } of play.until(addMs(world.start, 14 * DAY_MS))) {
    if (effect.status === "void") voids.push(statement.kind);
    last = hash;
  }
  const forms = play.state.rows().map(({ form }) => form);
  return {
    ...{ voids, last },
    providers: forms.flatMap((form) => (form.aggregate === "provider" ? [`${form.id} ${form.name}`] : [])).sort(),
    faults: forms.flatMap((form) => (form.aggregate === "fault" ? [form.id] : [])).sort(),
    definitions: forms.flatMap((form) =>
      form.aggregate === "definition" ? form.versions.map(({ hash, admission }) => [hash, admission?.outcome]) : [],
    ),
  };
}

test("providers, faults and definitions have the same ids at every index, in logs that share no entry", async () => {
  const [one, other] = await Promise.all(NEIGHBOURS.map(played));
  if (one === undefined || other === undefined) throw new Error("There are two.");
  const { last, ...known } = one;
  expect({ ...known, last: other.last }).toEqual(other);
  expect(known).toMatchObject({ voids: [], definitions: [[expect.any(String), "admitted"]] });
  expect([known.providers.length, known.faults.length]).toEqual([6, 2]);
  expect(last).not.toBe(other.last);
});
