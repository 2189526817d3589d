/** What would have been, computed from the forms that an index hands out. */
import { expect, test } from "vitest";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { formText } from "#lib/state/forms.ts";
import { marksInputOf, marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { factKeysOf } from "#lib/state/marks/read-forms.ts";
import { dayOf } from "#lib/state/state-root.ts";
import { hashOf, judge, report } from "#lib/state/testing/cases.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { rerate } from "./counterfactual.ts";

test("without the facts of an event a provider is rated as if it had not been; with all of them, as it is", () => {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  world.register(testKey("ada"));
  const id = world.provider(testKey("ada"), { kind: "service", name: "Sorting" }) as ProviderId;
  world.now = addMs(world.now, 2 * DAY_MS);
  const spotless = world.fork();
  const { id: filed } = report(world, testKey("reporter"), id, "wrong-result", "one");
  expect(judge(world, filed, { fault: hashOf("one") }).effect).toEqual({ status: "effective" });
  for (const each of [world, spotless]) each.now = addMs(each.now, 3 * DAY_MS);
  const at = dayOf(world.now);
  const day = Math.floor(at / DAY_MS);
  const forms = factKeysOf(world.state, id, at).flatMap((key) => {
    const form = world.state.get(key);
    return form === undefined ? [] : [formText(form)];
  });
  const items = (marksInputOf(world.state, id, at, MODEL_1)?.items ?? []).map((item) => item.id);
  expect(items.length).toBeGreaterThan(0);
  const found = rerate({ id, forms }, items, [day - 3, day - 1, day]);
  const endOf = (of: TestWorld) => {
    const marks = marksOfProvider(of.state, id, at);
    return marks && { tier: marks.tier, high: ratedOf(marks).band.high };
  };
  expect(found?.asIs).toEqual(endOf(world));
  expect(found?.without).toEqual(endOf(spotless));
  expect(found?.asIs).not.toEqual(found?.without);
  expect(found?.days.map((each) => each.day)).toEqual([day - 3, day - 1, day]);
  expect(rerate({ id, forms }, [], [day])?.without).toEqual(found?.asIs);
  // Thousands of days are thinned, and the last one stays.
  const many = Array.from({ length: 2_000 }, (_, nth) => day - 1_999 + nth);
  const thinned = rerate({ id, forms }, [], many)?.days ?? [];
  expect(thinned.length).toBeLessThanOrEqual(241);
  expect(thinned.at(-1)?.day).toBe(day);
});

test("no days, no provider and no model give nothing, and nothing is thrown", () => {
  expect(rerate({ id: "prv_none", forms: [] }, [], [20_000])).toBeUndefined();
  expect(rerate({ id: "prv_none", forms: [] }, [], [])).toBeUndefined();
});
