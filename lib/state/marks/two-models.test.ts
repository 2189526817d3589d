/** Another model: what was rated stays as rated then, and what the announcement said of today is what comes. */
import { expect, test } from "vitest";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { marksDigest, ratedOf } from "#lib/reputation/marks.ts";
import { MODEL_1, type Model, modelHash } from "#lib/reputation/model.ts";
import { movedOf } from "#lib/reputation/model-delta.ts";
import { MODEL_NOTICE_MS } from "../reducers/model.ts";
import { dayOf } from "../state-root.ts";
import { announcing, SECOND } from "../testing/models.ts";
import { TestWorld, testKey } from "../testing/world.ts";
import { marksByModel, marksInputOf, marksOfProvider } from "./marks-input.ts";

const both = (hash: string) => [MODEL_1, SECOND].find((model) => modelHash(model) === hash);

function announcedWorld() {
  const world = TestWorld.founded({ modelHash: modelHash(MODEL_1) });
  const ada = testKey("ada");
  world.register(ada);
  const instance = world.provider(ada) as ProviderId;
  const service = world.provider(ada, { kind: "service", name: "Sorting" }) as ProviderId;
  const hash = modelHash(SECOND);
  expect(world.say({ by: world.admin, ...announcing("made-up", { hash }) }).effect).toEqual({ status: "effective" });
  return { world, instance, service, hash };
}

test("who the delta report says moves is who moves, by that term, when the model is put in force on the same facts", () => {
  const { world, instance, service, hash } = announcedWorld();
  world.now = addMs(world.now, MODEL_NOTICE_MS);
  const at = dayOf(world.now);
  const day = Math.floor(at / DAY_MS);
  const delta = (id: ProviderId) => {
    const side = (model: Model) => {
      const input = marksInputOf(world.state, id, at, model);
      if (input === undefined) throw new Error(`No facts of ${id}.`);
      return { input, model };
    };
    return movedOf(id, side(MODEL_1), side(SECOND), day);
  };
  const [moved, still] = [delta(instance), delta(service)];
  expect(moved).toMatchObject({ term: "heartbeat", points: -30_000 });
  expect(still).toBeUndefined();
  const before = world.fork();
  expect(world.say({ kind: "model.activate", by: world.admin, subject: "index", body: { hash } }).effect).toEqual({
    status: "effective",
  });
  const marks = (of: TestWorld, id: ProviderId) => {
    const found = marksOfProvider(of.state, id, at, both);
    if (found === undefined) throw new Error(`No marks of ${id}.`);
    return found;
  };
  const [then, now] = [marks(before, instance), marks(world, instance)];
  expect([ratedOf(then).band.high, ratedOf(now).band.high]).toEqual([moved?.before?.high, moved?.after.high]);
  expect([then.model, now.model]).toEqual([modelHash(MODEL_1), hash]);
  expect(ratedOf(marks(before, service)).band).toEqual(ratedOf(marks(world, service)).band);
  // By today's rules an old day can be asked for, and the old model gives what was rated then, to the bit.
  expect(marksByModel(world.state, instance, at, MODEL_1)).toEqual(then);
  expect(marksDigest(now)).not.toBe(marksDigest(then));
});

test("a model that nobody brought along rates nobody, and the one before it does not rate on in its place", () => {
  const { world, instance, hash } = announcedWorld();
  world.now = addMs(world.now, MODEL_NOTICE_MS);
  world.say({ kind: "model.activate", by: world.admin, subject: "index", body: { hash } });
  expect(marksOfProvider(world.state, instance, dayOf(world.now))).toBeUndefined();
});

test("without a model before it a provider comes from nothing, and a table that turns alone is named so", () => {
  const { world, instance } = announcedWorld();
  const at = dayOf(world.now);
  const input = marksInputOf(world.state, instance, at, MODEL_1);
  if (input === undefined) throw new Error("No facts.");
  const day = Math.floor(at / DAY_MS);
  expect(movedOf(instance, null, { input, model: MODEL_1 }, day)).toMatchObject({ before: null, term: "start" });
  const flat = { ...MODEL_1, failure: { ...MODEL_1.failure, ppm: MODEL_1.failure.ppm.map(() => 400_000) } };
  expect(movedOf(instance, { input, model: MODEL_1 }, { input, model: flat }, day)).toMatchObject({
    term: "tables",
    points: 0,
  });
});
