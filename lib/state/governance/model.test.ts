/** Models: announced with their file, in force by their hash alone, and never by surprise. */
import { expect, test } from "vitest";
import { addMs, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { MODEL_NOTICE_MS } from "../reducers/model.ts";
import { hashOf } from "../testing/cases.ts";
import { announcing } from "../testing/models.ts";
import { TestWorld, testKey } from "../testing/world.ts";
import { modelOf } from "../view.ts";
import { MODELS_ANNOUNCED } from "./model-forms.ts";

const effective = { status: "effective" };
const voided = (code: string) => ({ status: "void", code });
const second = testKey("second admin");

function activate(world: TestWorld, model: string, by = world.admin) {
  return world.say({ kind: "model.activate", by, subject: "index", body: { hash: hashOf(model) } });
}
const announce = (world: TestWorld, ...args: Parameters<typeof announcing>) =>
  world.say({ by: world.admin, ...announcing(...args) }).effect;

test("the first model is in force at once, each later one 14 days after its announcement and not a millisecond sooner", () => {
  const world = TestWorld.founded();
  expect(activate(world, "one").effect).toEqual(voided("guard"));
  expect(announce(world, "one")).toEqual(effective);
  expect(activate(world, "another").effect).toEqual(voided("guard"));
  expect(activate(world, "one").effect).toEqual(effective);
  expect(announce(world, "two")).toEqual(effective);
  const announcedAt = world.now;
  world.now = addMs(announcedAt, MODEL_NOTICE_MS - 1);
  expect(activate(world, "two").effect).toEqual(voided("guard"));
  world.now = addMs(announcedAt, MODEL_NOTICE_MS);
  expect(activate(world, "two").effect).toEqual(effective);
  expect(modelOf(world.state)).toMatchObject({ active: { hash: hashOf("two") }, announced: [] });
  expect(modelOf(world.state)?.history.map(({ hash }) => hash)).toEqual([hashOf("one"), hashOf("two")]);
  // What was in force once is announced again before it is again.
  expect(activate(world, "one").effect).toEqual(voided("guard"));
  expect(announce(world, "one")).toEqual(effective);
  expect(activate(world, "one").effect).toEqual(voided("guard"));
});

test("a model that genesis names is the first: the next one needs its 14 days", () => {
  const world = new TestWorld();
  const body = { ...world.genesisBody(), modelHash: hashOf("zero") };
  world.say({ kind: "index.genesis", by: world.index, subject: "index", body });
  expect(modelOf(world.state)?.active).toEqual({ hash: hashOf("zero"), entry: 0, at: formatInstant(world.now) });
  expect(announce(world, "zero")).toEqual(voided("already-exists"));
  expect(announce(world, "one")).toEqual(effective);
  expect(activate(world, "one").effect).toEqual(voided("guard"));
});

test("an announcement needs its two public parts, comes once, and binds its own date", () => {
  const world = TestWorld.founded();
  const good = announcing("one");
  const [file] = good.change?.parts ?? [];
  if (file === undefined) throw new Error("An announcement has parts.");
  for (const parts of [[], [file], [file, { ...file, visibility: "sealed" as const }]])
    expect(world.say({ by: world.admin, ...good, change: { parts } }).effect).toEqual(voided("guard"));
  const from = addMs(world.now, 3 * DAY_MS);
  expect(announce(world, "one", { from: formatInstant(from) })).toEqual(effective);
  expect(announce(world, "one")).toEqual(voided("already-exists"));
  world.now = addMs(from, -1);
  expect(activate(world, "one").effect).toEqual(voided("guard"));
  for (let nth = 0; nth < MODELS_ANNOUNCED; nth += 1) announce(world, `more ${nth}`);
  expect(modelOf(world.state)?.announced).toHaveLength(MODELS_ANNOUNCED);
});

test("of two admins who must agree one alone announces nothing and activates nothing, and the index's key never does", () => {
  const world = TestWorld.founded();
  const admins = [world.admin.did, second.did];
  world.say({ kind: "index.key", by: world.admin, subject: "index", body: { admins, threshold: 2 } });
  expect(world.say({ by: world.index, ...announcing("one") }).effect).toEqual(voided("no-authority"));
  const cosign = (statement: string) =>
    world.say({ kind: "cosign", by: second, subject: `stmt:${statement}`, body: { statement } }).effect;
  const announced = world.say({ by: world.admin, ...announcing("one") });
  expect(modelOf(world.state)).toBeUndefined();
  expect(cosign(announced.hash)).toEqual(effective);
  expect(modelOf(world.state)?.announced[0]?.entry).toBe(world.leaves.length - 2);
  const activated = activate(world, "one");
  expect(activated.effect).toEqual(effective);
  expect(modelOf(world.state)?.active).toBeNull();
  expect(cosign(activated.hash)).toEqual(effective);
  expect(modelOf(world.state)?.active).toMatchObject({ hash: hashOf("one"), entry: world.leaves.length - 1 });
});
