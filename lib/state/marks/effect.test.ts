import { expect, test } from "vitest";
import type { CaseId, ProviderId } from "#lib/kernel/ids.ts";
import { marksDigest } from "#lib/reputation/marks.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { consequencesOf } from "../effect-of.ts";
import { dayOf } from "../state-root.ts";
import { hashOf, judge, report } from "../testing/cases.ts";
import { TestWorld, testKey } from "../testing/world.ts";
import { caseEffectOf, marksEffectOf } from "./effect.ts";
import { marksOfProvider } from "./marks-input.ts";

const ada = testKey("ada");

function begin() {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  world.register(ada);
  return {
    world,
    id: world.provider(ada) as ProviderId,
    service: world.provider(ada, { kind: "service" }) as ProviderId,
  };
}

test("what a statement is said to change in the marks is what it changes once it is logged", () => {
  for (const type of ["windup_notice", "identity", "fees", "incident"] as const) {
    const { world, id } = begin();
    const at = dayOf(world.now);
    const body = DISCLOSURES[type].example(world.now);
    const statement = world.compose({ kind: `disclosure.${type}`, by: ada, subject: id, body });
    const { effect: said, writes } = consequencesOf(world.state, statement, world.now);
    expect(said).toEqual({ status: "effective" });
    const ahead = world.fork();
    ahead.log(statement, ada);
    const effect = marksEffectOf(world.state, writes, { id, at });
    expect(effect?.before).toEqual(marksOfProvider(world.state, id, at));
    expect(effect?.after).toEqual(marksOfProvider(ahead.state, id, at));
    expect([type, effect?.before.isShut, effect?.after.isShut]).toEqual([type, false, type === "windup_notice"]);
  }
});

test("what a case changes is all that the record holds of it, and of one that is not proven nothing", () => {
  const { world, service: id } = begin();
  const at = dayOf(world.now);
  const clean = marksOfProvider(world.state, id, at);
  const filed = report(world, testKey("rita"), id, "equivocation", "one");
  const effect = () => caseEffectOf(world.state, { case: filed.id as CaseId, id, at });
  expect(effect()?.after).toEqual(effect()?.before);
  judge(world, filed.id, { fault: hashOf("one") });
  expect(effect()?.before && marksDigest(effect()?.before as never)).toBe(clean && marksDigest(clean));
  expect([effect()?.before.tier, effect()?.after.tier]).toEqual(["unrated", "E"]);
});
