import { expect, test } from "vitest";
import { coveragesOf } from "#lib/contract/coverage-views.ts";
import { coverageSchema } from "#lib/contract/coverages.ts";
import { coverageOf } from "#lib/disclosure/solvency/coverage.ts";
import { decimalText } from "#lib/kernel/amount.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import { providerOf } from "#lib/state/view.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import { snapshotsOf } from "#lib/statement/disclosures/reserves.ts";
import { percent } from "./solvency-words.ts";

test("the API says of each epoch the ratio that the page says, or why there is none", () => {
  const world = TestWorld.founded();
  const ada = testKey("ada");
  world.register(ada);
  const subject = world.provider(ada);
  const say = (type: "liabilities" | "reserves", change: JsonObject = {}) =>
    world.say({
      ...{ kind: `disclosure.${type}`, by: ada, subject },
      body: { ...DISCLOSURES[type].example(world.now), ...change },
    });
  say("liabilities");
  say("reserves");
  world.now = addMs(world.now, DAY_MS);
  say("liabilities", { epoch: 2 });
  world.now = addMs(world.now, DAY_MS);
  say("liabilities", { epoch: 3, unit: "USD" });
  say("reserves");
  const form = providerOf(world.state, subject);
  if (form === undefined) throw new Error("no provider");
  const said = coveragesOf(form);
  expect(said.map((each) => coverageSchema.strict().parse(each))).toEqual(said);
  expect(said.map(({ epoch, refused }) => [epoch, refused])).toEqual([
    [3, "other-unit"],
    [2, "other-instant"],
    [1, null],
  ]);
  const snapshots = snapshotsOf(form.disclosures.reserves?.facts);
  const onPage = epochsOf(form.disclosures.liabilities?.facts).map((epoch) => coverageOf(epoch, snapshots));
  expect(said.map((each) => each.percent && `${decimalText(String(Number(each.percent)))} %`)).toEqual(
    onPage.map((each) => (each.ok ? percent(each.basisPoints) : null)),
  );
  expect(said.map(({ held, owed }) => [held, owed])).toEqual(
    onPage.map((each) => (each.ok ? [String(each.held), String(each.owed)] : [null, null])),
  );
});
