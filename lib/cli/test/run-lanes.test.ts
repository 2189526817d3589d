import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { countExit } from "./counts.ts";
import { runLanes } from "./run-lanes.ts";
import type { Step } from "./run-step.ts";

const folder = mkdtempSync(path.join(tmpdir(), "lanes-"));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => JSON.stringify(path.join(folder, name));
const step = (name: string, script: string): Step => ({
  name,
  args: ["-e", script],
  withinMs: 20_000,
  count: (_, code) => countExit(code),
});

/** Says two lines and leaves a file between them; the second comes when the other's file is there. */
const meeting = (name: string, other: string): Step =>
  step(
    name,
    `const fs = require("node:fs"); console.log("${name} one"); fs.writeFileSync(${file(name)}, "");
     const look = () => fs.existsSync(${file(other)}) ? console.log("${name} two") : setTimeout(look, 5); look();`,
  );

test("two lanes work at the same time, and each step's output stands whole", async () => {
  let shown = "";
  const lanes = [[meeting("left", "right")], [meeting("right", "left"), step("after", 'console.log("after")')]];
  const results = await runLanes(
    lanes,
    () => false,
    (piece) => {
      shown += piece.toString();
    },
  );
  expect(results.map(({ name, passed, failed }) => [name, passed, failed])).toEqual([
    ["left", 1, 0],
    ["right", 1, 0],
    ["after", 1, 0],
  ]);
  for (const name of ["left", "right"]) expect(shown).toContain(`── ${name}\n${name} one\n${name} two\n── ${name}: 1`);
});

test("a lane goes on after a step that fails", async () => {
  const lanes = [[step("bad", "process.exit(3)"), step("good", "")], [step("beside", "")]];
  const results = await runLanes(
    lanes,
    () => false,
    () => undefined,
  );
  expect(results.map(({ name, failed }) => [name, failed])).toEqual([
    ["bad", 1],
    ["good", 0],
    ["beside", 0],
  ]);
});

test("nothing more starts once the run is stopped", async () => {
  let isStopped = false;
  const stop: Step = {
    ...step("first", ""),
    count: () => {
      isStopped = true;
      return { passed: 0, failed: 1 };
    },
  };
  const results = await runLanes(
    [[stop, step("second", "")]],
    () => isStopped,
    () => undefined,
  );
  expect(results.map(({ name }) => name)).toEqual(["first"]);
});
