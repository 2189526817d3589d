import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newcomer } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";
import { until } from "../support/until.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open();
  await scene.grow(5);
});
afterAll(() => scene?.close());

const epoch = async (): Promise<number> => {
  const [row] = await scene.stack.asOwner<{ epoch: number }>("SELECT epoch FROM log_head");
  return row?.epoch ?? 0;
};

test("a standby takes over from a leader that is paused and from one that is killed; one that wakes up writes and signs nothing", async () => {
  const { stack } = scene;
  const [first] = stack.sequencers;
  const second = await stack.startSequencer();
  await until("the second stands by", () => stack.logOf(second).includes('"standby"'));
  if (first?.pid === undefined) throw new Error("The first sequencer does not run.");
  const { pid } = first;
  const before = await epoch();
  process.kill(pid, "SIGSTOP");
  let signed = "";
  const slept = stack.logOf(first).length;
  const journal = () => readFileSync(path.join(stack.folder.store, "checkpoints"), "utf8");
  try {
    await until("the second leads", () => stack.logOf(second).includes('"leading"'));
    await scene.grow(20);
  } finally {
    signed = journal();
    process.kill(pid, "SIGCONT");
  }
  await until("the first stands by", () => stack.logOf(first).slice(slept).includes('"standby"'));
  // Nothing was signed by the one that woke up: what was, is what the second signed.
  expect(journal()).toBe(signed);
  await scene.grow(20);
  // One change of leadership: the one that woke up never got an epoch of its own.
  expect(await epoch()).toBe(before + 1);
  expect(await scene.faults()).toEqual([]);
  expect(scene.receipts).toHaveLength(45);

  const stoodBy = stack.logOf(first).length;
  if (second.pid !== undefined) process.kill(second.pid, "SIGKILL");
  await until("the first leads again", () => stack.logOf(first).slice(stoodBy).includes('"leading"'));
  await scene.grow(5);
  expect(await scene.faults()).toEqual([]);
});

test("a leader whose epoch was taken while it kept its connection is fenced at its next write", async () => {
  const { stack } = scene;
  const ends = stack.sequencers.map((sequencer) => stack.logOf(sequencer).length);
  await stack.asOwner("UPDATE log_head SET epoch = epoch + 1");
  await scene.record(newcomer(stack.origin, "after the fence"));
  const since = stack.sequencers.map((sequencer, at) => stack.logOf(sequencer).slice(ends[at])).join("");
  expect(since).toContain('"fenced"');
  expect(await scene.faults()).toEqual([]);
});
