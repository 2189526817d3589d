/**
 * A process that runs tests with one mutant in place of one source file, told over IPC ({@link Trial}), answering with
 * {@link Outcome}. The mutant is only in the memory of this process: the checkout is read. Its parent ends it when a mutant
 * makes a test run on for ever.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { BaseSequencer, createVitest, type TestModule, type TestSpecification } from "vitest/node";

export type Trial = {
  /** From the root. Undefined for the source as it is. */
  readonly file?: string;
  /** The whole file with its fault. */
  readonly source?: string;
  /** Test files from the root, in the order in which they are asked. */
  readonly tests: readonly string[];
};

export type Outcome = {
  /** The test that failed first, or what could not be loaded; undefined when all passed. */
  readonly noticedBy?: string;
  /** Milliseconds of each test file that was asked. */
  readonly took: Readonly<Record<string, number>>;
};

const root = process.cwd();
const cacheDir = mkdtempSync(path.join(tmpdir(), "mutants-"));
process.once("exit", () => rmSync(cacheDir, { recursive: true, force: true }));

/** As they are given: the nearest notices most, and the first that fails ends a trial. */
class AsGiven extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

let current: Trial = { tests: [] };
const vitest = await createVitest(
  {
    config: false,
    root,
    watch: false,
    include: ["lib/**/*.test.ts"],
    pool: "threads",
    isolate: false,
    fileParallelism: false,
    bail: 1,
    sequence: { sequencer: AsGiven },
    // What is kept on disk would be found again by the text of the file, which stays as it is.
    fsModuleCache: false,
    reporters: [{}],
    testTimeout: 30_000,
  },
  {
    cacheDir,
    plugins: [
      {
        name: "mutant",
        enforce: "pre",
        transform: (_code, id) =>
          current.file !== undefined && id === path.join(root, current.file) ? current.source : undefined,
      },
    ],
  },
);
await vitest.standalone();

async function run(trial: Trial): Promise<Outcome> {
  const changed = [current.file, trial.file].filter((file) => file !== undefined);
  current = trial;
  for (const file of changed) vitest.invalidateFile(path.join(root, file));
  vitest.state.filesMap.clear();
  const project = vitest.getRootProject();
  const specifications = trial.tests.map((file) => project.createSpecification(path.join(root, file)));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const took = Object.fromEntries(
    testModules.map((module) => {
      const { collectDuration, duration } = module.diagnostic();
      return [path.relative(root, module.moduleId), collectDuration + duration];
    }),
  );
  const noticedBy = testModules.map(failureOf).find((name) => name !== undefined) ?? unhandledErrors.map(String)[0];
  return { took, ...(noticedBy === undefined ? {} : { noticedBy }) };
}

function failureOf(module: TestModule): string | undefined {
  const at = path.relative(root, module.moduleId);
  for (const test of module.children.allTests("failed")) return `${at}: ${test.fullName}`;
  const [error] = module.errors();
  return module.state() === "failed" ? `${at}: ${error?.message ?? "not loaded"}` : undefined;
}

process.on("message", (trial: Trial) => {
  void run(trial).then((outcome) => process.send?.(outcome));
});
process.once("disconnect", () => process.exit(0));
process.send?.("ready");
