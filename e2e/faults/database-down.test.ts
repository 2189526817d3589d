import { afterAll, beforeAll, expect, test } from "vitest";
import { jsonOf } from "../support/http.ts";
import { newcomer } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";
import { until } from "../support/until.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
  await scene.grow(3);
});
afterAll(() => scene?.close());

test("without its database the index answers 503 with Retry-After, and takes the same statement when it is back", async () => {
  const statement = newcomer(scene.stack.origin, "late guest");
  await scene.stack.stopPostgres();
  const refused = await until("a refusal", async () => {
    const answer = await scene.post(statement);
    return answer.status === 503 ? answer : undefined;
  });
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  expect(refused.headers["content-type"]).toContain("application/problem+json");
  expect(jsonOf(refused)).toMatchObject({ code: "unavailable", status: 503 });
  const readiness = await scene.get("/readyz");
  expect(readiness.status).toBe(503);
  expect((await scene.get("/healthz")).status).toBe(200);
  expect((await scene.get("/api/v1/entries?limit=7")).status).toBe(503);
  const page = await scene.get("/log");
  expect([page.status, page.headers["retry-after"], page.headers["content-type"]]).toEqual([
    503,
    "5",
    expect.stringContaining("text/html"),
  ]);

  await scene.stack.startPostgres();
  const receipt = await scene.record(statement);
  expect(await scene.record(statement)).toBe(receipt);
  await scene.untilHealth("ok");
  expect(await scene.faults()).toEqual([]);
  expect(scene.stack.thrown()).toEqual([]);
});
