import { cpSync, renameSync, rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { touchstone } from "../support/command.ts";
import { jsonOf } from "../support/http.ts";
import { newcomer } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";

/** More than one tile, so that the replay also writes a full one. */
const OLD_SIZE = 200;
const LATER = 90;

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
  await scene.grow(OLD_SIZE - 1);
});
afterAll(() => scene?.close());

test("over a restored older database nothing is signed, the page says how far behind it is, and resume heals it", async () => {
  const { stack } = scene;
  const backup = `${stack.folder.pg}.old`;
  await stack.stopPostgres();
  cpSync(stack.folder.pg, backup, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  stack.giveToServer(backup);
  await stack.startPostgres();
  await scene.grow(LATER);

  await stack.stopPostgres();
  rmSync(stack.folder.pg, { recursive: true });
  renameSync(backup, stack.folder.pg);
  await stack.startPostgres();

  const sentence = await scene.untilHealth("behind");
  expect(sentence).toContain(`${LATER} entries behind`);
  expect((await scene.get("/readyz")).status).toBe(503);
  const page = await scene.get("/log");
  expect(page.status).toBe(200);
  expect(page.body.toString("utf8")).toContain(sentence);

  const statement = newcomer(stack.origin, "told to come back");
  const refused = await scene.post(statement);
  expect(refused.status).toBe(503);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(jsonOf(await scene.get("/api/v1/entries/10"))).toMatchObject({ data: { index: 10 } });
  const [head] = await stack.asOwner<{ size: number; published_size: number }>(
    "SELECT size, published_size FROM log_head",
  );
  expect(head).toEqual({ size: OLD_SIZE, published_size: OLD_SIZE });

  const resumed = await touchstone(stack.folder.root, "resume", "--data", stack.folder.root);
  expect(resumed).toMatchObject({ code: 0, err: expect.stringContaining(`${OLD_SIZE + LATER} entries`) });
  await scene.untilHealth("ok");
  await scene.record(statement);
  expect(await scene.faults()).toEqual([]);
  expect(scene.receipts).toHaveLength(OLD_SIZE - 1 + LATER + 1);
});
