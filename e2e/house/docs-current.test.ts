import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SIGNING_CODES } from "#lib/evidence/signing/signing-refusal.ts";
import { ED25519_RULE } from "#lib/kernel/ed25519-rule.ts";
import type { Complaint } from "../../lib/cli/check/complaint.ts";
import { checkDependencies } from "../../lib/cli/check/dependencies.ts";
import { checkDocs } from "../../lib/cli/check/docs.ts";
import { checkHygiene } from "../../lib/cli/check/hygiene.ts";
import { openRepository, type Repository } from "../../lib/cli/check/repository.ts";
import { generatedPages } from "../../lib/cli/docs.ts";
import { makeScratch, repositoryRoot, type Scratch } from "./scratch-repository.ts";

const real = openRepository(repositoryRoot);

describe("the documentation", () => {
  test.each([...generatedPages()])("%s says what the tables of the code say", (path, text) => {
    expect(real.read(path)).toBe(text);
  });
  test("names only paths, commands, routes and decisions that exist, and explains every problem code", () => {
    expect(checkDocs(real)).toEqual([]);
  });
  test("names the signature rule by its id", () => {
    expect(real.read("docs/protocol/signatures.md")).toContain(`## ${ED25519_RULE}`);
  });
  test("explains every reason by which a signed response is refused", () => {
    const page = real.read("docs/protocol/signed-responses.md");
    for (const [code, meaning] of Object.entries(SIGNING_CODES)) expect(page).toContain(`| \`${code}\` | ${meaning} |`);
  });
  test("lists every benchmark, with its figures where it wrote some", () => {
    const page = real.read("docs/measurements/README.md");
    for (const path of real.files) {
      const [, folder, name] = /^(bench|docs\/measurements)\/([a-z-]+)[.](?:ts|md)$/.exec(path) ?? [];
      if (folder === "bench") expect(page).toContain(`\`${name}\``);
      else if (name !== undefined) expect(page).toContain(`[\`${name}\`](${name}.md)`);
    }
  });
  test("justifies every direct dependency", () => {
    expect(checkDependencies(real)).toEqual([]);
  });
  test("holds no registry host, machine path or leftover", () => {
    expect(checkHygiene(real)).toEqual([]);
  });
});

/** Built from pieces, so that this file does not break the rules that it tests. */
const pieces = (...parts: string[]) => parts.join("");

const BAD_PAGES: readonly [path: string, text: string, rule: string][] = [
  ["docs/no-title.md", "No title here.\n", "page-title"],
  ["docs/dead-path.md", "# T\n\nSee `lib/nowhere/at-all.ts`.\n", "path-exists"],
  ["docs/dead-link.md", "# T\n\nSee [that](gone.md).\n", "link-target"],
  ["docs/dead-anchor.md", "# T\n\nSee [that](#gone).\n", "link-target"],
  ["docs/dead-adr.md", "# T\n\nSee ADR 9999.\n", "adr-exists"],
  ["docs/dead-script.md", "# T\n\nRun `npm run nothing`.\n", "command-exists"],
  ["docs/dead-command.md", "# T\n\nRun `touchstone nothing`.\n", "command-exists"],
  ["docs/dead-command-in-block.md", "# T\n\n```\ntouchstone nothing\n```\n", "command-exists"],
  ["docs/unmarked.md", "# T\n\n```\ncurl -s https://index.example\n```\n", "command-run"],
  ["docs/no-reason.md", "# T\n\n```sh not run\nnpm run up\n```\n", "command-run"],
  ["docs/dead-reason.md", "# T\n\n```sh not run: e2e/gone.test.ts does\nnpm run up\n```\n", "command-run"],
  [
    "docs/unplayed.md",
    "# T\n\n```sh not run: e2e/house/scratch-repository.ts has it\nnpm run touchstone -- case extend\n```\n",
    "command-run",
  ],
  ["docs/unplayed-in-sentence.md", "# T\n\nRun `touchstone nothing else`.\n", "command-played"],
  ["docs/dead-route.md", "# T\n\nRead `GET /api/v1/nothing`.\n", "route-exists"],
  ["lib/kernel/cites.ts", "/** As docs/gone-page.md says. */\nexport const x = 1;\n", "page-exists"],
  ["docs/problems/no-such-code.md", "# T\n", "problem-page"],
];

const BAD_TEXT: readonly [path: string, text: string, rule: string][] = [
  ["docs/host.md", pieces("# T\n\nhttps://regis", "try.example.com/x\n"), "no-registry-host"],
  ["docs/machine.md", pieces("# T\n\nSee /ro", "ot/secret.\n"), "no-machine-path"],
  ["lib/kernel/suppressed.ts", pieces("// biome-", "ignore lint: no\nexport const x = 1;\n"), "no-suppression"],
  ["lib/kernel/cast.ts", pieces("export const x = 1 as ", "any;\n"), "no-suppression"],
  ["lib/kernel/leftover.ts", pieces("// TO", "DO later\nexport const x = 1;\n"), "no-leftover"],
  ["docs/merged.md", pieces("# T\n\n<<<", "<<<< HEAD\n"), "no-conflict"],
  ["e2e/sleeps.test.ts", pieces("await page.waitFor", "Timeout(5);\n"), "no-sleep-in-tests"],
  ["package-lock.json", pieces('{"resol', 'ved": "x"}\n'), "no-resolved-address"],
];

describe("the documentation's rules still bite", () => {
  let scratch: Scratch;
  const complaints: Complaint[] = [];

  beforeAll(() => {
    const files = Object.fromEntries([...BAD_PAGES, ...BAD_TEXT].map(([path, text]) => [path, text]));
    scratch = makeScratch({ ...files, "docs/adr/0016-dependencies.md": "# T\n\n| `left-pad` | no |\n" });
    const fake: Repository = {
      root: scratch.root,
      files: [...Object.keys(files), "package.json", "docs/adr/0016-dependencies.md"],
      has: (path) => existsSync(join(scratch.root, path)),
      read: (path) => readFileSync(join(scratch.root, path), "utf8"),
    };
    complaints.push(...checkDocs(fake), ...checkHygiene(fake), ...checkDependencies(fake));
  });
  afterAll(() => scratch.remove());

  test.each([...BAD_PAGES, ...BAD_TEXT])("%s is refused", (path, _text, rule) => {
    expect(complaints.filter(({ place }) => place.split(":")[0] === path).map((complaint) => complaint.rule)).toContain(
      rule,
    );
  });
  test("a problem code without a page is refused", () => {
    expect(complaints).toContainEqual({ place: "docs/problems/guard.md", rule: "problem-page", detail: "is missing." });
  });
  test("a generated page that is missing is refused", () => {
    expect(complaints.map(({ rule }) => rule)).toContain("generated-page-current");
  });
  test("a dependency without a line, and a line without a dependency, are refused", () => {
    const details = complaints.filter(({ rule }) => rule === "dependency-justified").map(({ detail }) => detail);
    expect(details).toContain("zod has no line.");
    expect(details).toContain("left-pad is no longer a dependency.");
  });
});
