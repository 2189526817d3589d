/**
 * Every command of README and documentation does what its page says: the blocks that say `sh` are run as they stand, page by page,
 * on one index that really runs. What no test can run says why, and names the test that plays it.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { blocksOf, type DocBlock, isShell, reasonNotRun } from "#lib/cli/check/doc-blocks.ts";
import { markdownFiles } from "#lib/cli/check/docs.ts";
import { openRepository } from "#lib/cli/check/repository.ts";
import { CommandLine } from "../support/docs/command-line.ts";
import { type DocScene, docScene, readersFolder } from "../support/docs/scene.ts";
import { runUp, temporaryFolder, type UpRun } from "../support/run-index.ts";

/** Where no outgoing connection takes one; other runs on this machine have others. */
const PORT = 18_100 + (process.pid % 25) * 20;
const folder = temporaryFolder();
const reader = path.join(folder.path, "touchstone");
const data = path.join(folder.path, "data");
const home = path.join(folder.path, "home");

const blocks = markdownFiles(openRepository(process.cwd())).flatMap((page) =>
  blocksOf(page, readFileSync(page, "utf8")),
);
const run = blocks.filter((block) => isShell(block) && reasonNotRun(block) === undefined);
const pages = [...new Set(run.map(({ page }) => page))];

/** Blocks that this test does not run: another one runs their commands. */
const LEFT = 41;

let up: UpRun;
let scene: DocScene;
let shell: CommandLine;

beforeAll(async () => {
  up = runUp(["--empty", "--data", data, "--port", `${PORT}`]);
  const url = await up.ready;
  readersFolder(reader);
  scene = await docScene({ url, data, folder: reader, home, port: PORT + 10 });
  const env = { HOME: home, TOUCHSTONE_HOME: home, TOUCHSTONE_URL: url, INDEX: url, INIT_CWD: reader };
  shell = await CommandLine.open(reader, env);
});

afterAll(async () => {
  shell?.close();
  await up?.stop();
  folder.remove();
});

async function filled({ page, text }: DocBlock): Promise<string> {
  const fills = { ...scene.fill, ...scene.pageFill[page] };
  const longestFirst = Object.entries(fills).sort(([a], [b]) => b.length - a.length);
  let script = text;
  for (const [place, value] of longestFirst)
    if (script.includes(place)) script = script.replaceAll(place, typeof value === "string" ? value : await value());
  return script;
}

describe.each(pages)("%s", (page) => {
  const own = run.filter((block) => block.page === page);
  afterAll(() => shell.endStaying());
  test.each(own.map((block) => [`line ${block.line}`, block] as const))("%s", async (_line, block) => {
    const script = await filled(block);
    expect(script, "a placeholder that nobody filled").not.toMatch(/…|<[a-z][^>]*>/);
    const { code, said } = await shell.run(script, block.info === "sh stays");
    expect(code, `${script}\n${said}`).toBe(Number(/^sh exits (\d+)$/.exec(block.info)?.[1] ?? 0));
  });
});

test("few blocks are left to other tests, each with its reason", () => {
  const left = blocks.filter((block) => isShell(block) && reasonNotRun(block) !== undefined);
  // Whoever leaves out one more counts it here.
  expect(left.length).toBe(LEFT);
});
