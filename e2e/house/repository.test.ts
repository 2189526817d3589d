import { describe, expect, test } from "vitest";
import { openRepository } from "../../lib/cli/check/repository.ts";
import { repositoryRoot } from "./scratch-repository.ts";

const repository = openRepository(repositoryRoot);
const manifest = JSON.parse(repository.read("package.json")) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The whole top level of the repository. A new name here is a decision: add it with its reason. */
const TOP_LEVEL: Readonly<Record<string, string>> = {
  app: "pages and route handlers",
  bench: "benchmarks that print ratios",
  components: "what is drawn",
  docs: "decisions, concepts, how-tos, formats, problems, operations",
  e2e: "journeys, house rules, the outside check",
  lib: "core, server, client, CLI",
  prisma: "schema and migrations",
  public: "static files",
  ".ci": "what continuous integration calls",
  "package.json": "scripts and pinned dependencies",
  "package-lock.json": "the exact tree",
  "tsconfig.json": "compiler",
  "tsconfig.core.json": "compiler for the core: no platform types",
  "next.config.js": "Next.js",
  "instrumentation-client.ts": "Next.js takes it from the top level only",
  "postcss.config.mjs": "Tailwind",
  "prisma.config.ts": "Prisma",
  "playwright.config.ts": "browser journeys",
  "vitest.config.ts": "tests",
  "biome.json": "format and lint",
  "knip.json": "dead code",
  ".dependency-cruiser.cjs": "rings",
  ".editorconfig": "editors",
  ".gitattributes": "line endings",
  ".gitignore": "what is never committed",
  ".npmrc": "exact pins, no addresses in the lock file",
  "README.md": "the door",
  LICENSE: "Apache-2.0",
  NOTICE: "attribution",
  "CONTRIBUTING.md": "how to work here",
  "SECURITY.md": "how to tell us",
  "CHANGELOG.md": "what changed",
};

/** Files past 400 lines, each with its reason. Generated files and recorded vectors are not counted. */
const LONG_FILES: Readonly<Record<string, string>> = {
  "e2e/commands/report.test.ts": "every way from a wrong answer to a verdict, all on one index with its liars",
  "lib/evidence/checks/check-bundle.test.ts":
    "one test for each check of a bundle, all on one way to sign, log and judge an answer",
  "lib/server/http/read-api.test.ts": "one test for each promise of the read API, all on one running site",
  "lib/server/sequencer/faults.test.ts": "one test for each fault, all on one way to start and break a log",
  "lib/state/case/cases.test.ts": "one test for each rule of cases, all on one settled log and a case in each state",
};

const SCRIPTS = ["up", "test", "dev", "check", "build", "db", "bench", "conformance", "touchstone"];

const CORE = /^lib\/(kernel|log|statement|keys|disclosure|dispute|reputation|selection|evidence|state|contract)\//;

const isSource = (path: string) => /\.(ts|tsx|mjs|cjs|css|go)$/.test(path);

type LockEntry = { dev?: boolean; os?: string[]; cpu?: string[]; libc?: string[] };

describe("the repository", () => {
  test("holds nothing at its top level that is not listed with a reason", () => {
    const top = new Set(repository.files.map((path) => path.split("/")[0] ?? path));
    expect([...top].filter((name) => !(name in TOP_LEVEL))).toEqual([]);
    expect(Object.keys(TOP_LEVEL).filter((name) => !top.has(name))).toEqual([]);
  });

  test("gives each migration a number of its own", () => {
    const folders = new Set(
      repository.files.flatMap((path) => /^prisma\/migrations\/(\d+_\w+)\//.exec(path)?.[1] ?? []),
    );
    const numbers = [...folders].map((name) => name.slice(0, 4)).toSorted();
    // These two are applied under their names: by another one they would be applied again.
    expect(numbers.filter((number, at) => number === numbers[at - 1])).toEqual(["0029"]);
  });

  test("has no source file past 400 lines without a reason", () => {
    const long = repository.files.filter((path) => isSource(path) && repository.read(path).split("\n").length > 401);
    expect(long.filter((path) => !(path in LONG_FILES))).toEqual([]);
    expect(Object.keys(LONG_FILES).filter((path) => !long.includes(path))).toEqual([]);
  });

  test("names its files in kebab-case, except where Next.js decides", () => {
    const named = repository.files.filter((path) => /^(lib|components|bench|e2e)\/.*\.tsx?$/.test(path));
    const fault = named.filter(
      (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.tsx?$/.test(path.split("/").at(-1) ?? ""),
    );
    expect(fault).toEqual([]);
  });

  test("has no clock in a component: a page has one `now`, the time of `as_of`", () => {
    const clock = /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/;
    const readers = repository.files.filter(
      (path) =>
        path.startsWith("components/") &&
        isSource(path) &&
        !/\.test\.tsx?$/.test(path) &&
        clock.test(repository.read(path)),
    );
    expect(readers).toEqual([]);
  });

  test("has no server action", () => {
    const marked = repository.files.filter(
      (path) =>
        /^(app|components|lib)\//.test(path) && isSource(path) && /^\s*["']use server["']/m.test(repository.read(path)),
    );
    expect(marked).toEqual([]);
  });
});

describe("the list of files", () => {
  test("is the same with and without git", () => {
    const withGit = repository.files;
    const path = process.env.PATH;
    process.env.PATH = "";
    try {
      expect([...openRepository(repositoryRoot).files].sort()).toEqual([...withGit].sort());
    } finally {
      process.env.PATH = path;
    }
  });
});

describe("package.json", () => {
  test("has exactly the scripts of the architecture", () => {
    expect(Object.keys(manifest.scripts).sort()).toEqual([...SCRIPTS].sort());
  });

  test("pins every dependency exactly", () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test("keeps the production tree at 420 packages or fewer, counted for Linux on x64", () => {
    const { packages } = JSON.parse(repository.read("package-lock.json")) as { packages: Record<string, LockEntry> };
    const isFor = (list: string[] | undefined, name: string) => list === undefined || list.includes(name);
    const isInstalled = ({ os, cpu, libc }: LockEntry) =>
      isFor(os, "linux") && isFor(cpu, "x64") && isFor(libc, "glibc");
    // What lies inside a package of another platform is not installed either.
    const elsewhere = Object.keys(packages).filter((path) => !isInstalled(packages[path] ?? {}));
    const production = Object.entries(packages).filter(
      ([path, entry]) =>
        path !== "" &&
        !entry.dev &&
        isInstalled(entry) &&
        !elsewhere.some((other) => path.startsWith(`${other}/node_modules/`)),
    );
    expect(production.length).toBeGreaterThan(100);
    expect(production.length).toBeLessThanOrEqual(420);
  });

  test("lets the core import at most 8 packages", () => {
    const imported = new Set<string>();
    for (const path of repository.files.filter((file) => CORE.test(file) && /(?<!\.test)\.ts$/.test(file)))
      for (const found of repository.read(path).matchAll(/from "([^"#.][^"]*)"/g))
        imported.add(
          (found[1] ?? "")
            .split("/")
            .slice(0, found[1]?.startsWith("@") ? 2 : 1)
            .join("/"),
        );
    expect([...imported].filter((name) => !(name in manifest.dependencies))).toEqual([]);
    expect(imported.size).toBeLessThanOrEqual(8);
  });
});
