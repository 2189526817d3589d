import { globSync } from "node:fs";
import { dirname, posix } from "node:path";
import { PROBLEMS } from "#lib/contract/problems.ts";
import { stalePages } from "../docs.ts";
import type { Complaint } from "./complaint.ts";
import { blocksOf, faultOfBlock } from "./doc-blocks.ts";
import { collectCommands, collectProblemCodes, collectRoutes, matchesRoute } from "./known-names.ts";
import { checkPlayed } from "./played.ts";
import { lineAt, type Repository } from "./repository.ts";

/** Folders whose paths a page may name in `code`; such a path must exist. */
const CODE_PATH = /^(app|bench|components|docs|e2e|lib|prisma|public|\.ci)\/[\w@./*[\]-]*$/;
const ROOT_FILE = /^[\w.-]+\.(cjs|js|json|mjs|ts)$/;
const SOURCE = /^(app|bench|components|e2e|lib|prisma)\/.*\.(ts|tsx|mjs|css|sql|prisma|go)$/;
const ROUTE = /^(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD) )?(\/[\w.~:@{}<>[\]/-]*)(\?\S*)?$/;

/** Files that name paths of a past or a user's machine rather than of this repository. */
const HISTORY = /^CHANGELOG\.md$/;

export function markdownFiles(repository: Repository): string[] {
  return repository.files.filter((path) => path.endsWith(".md") && (path.startsWith("docs/") || !path.includes("/")));
}

/** Every path, link, ADR number, command and route that a page names exists; every problem code has a page. */
export function checkDocs(repository: Repository): Complaint[] {
  const routes = collectRoutes(repository);
  const commands = collectCommands(repository);
  const pages = new Set(markdownFiles(repository).flatMap((path) => [path, posix.basename(path)]));
  return [
    ...markdownFiles(repository).flatMap((path) => checkPage(repository, path, routes, commands)),
    ...repository.files
      .filter((path) => SOURCE.test(path) && !path.startsWith("lib/cli/check/") && !path.startsWith("e2e/house/"))
      .flatMap((path) => checkSource(repository, path, pages)),
    ...checkProblemPages(repository),
    ...checkPlayed(repository),
    ...stalePages((path) => (repository.has(path) ? repository.read(path) : undefined)).map((path) => ({
      place: path,
      rule: "generated-page-current",
      detail: "differs from the table in the code: run `node lib/cli/docs.ts`, or `npm run check -- --fix`.",
    })),
  ];
}

/** Pages and decisions that comments of the code cite exist, by path or by the page's name. */
function checkSource(repository: Repository, path: string, pages: ReadonlySet<string>): Complaint[] {
  const text = repository.read(path);
  const cited = [...text.matchAll(/(?<![\w/.-])((?:[\w-]+\/)*[\w-]+\.md)\b/g)].filter(
    ([, page = ""]) => !pages.has(page),
  );
  return cited.map((found) => ({
    place: `${path}:${lineAt(text, found.index)}`,
    rule: "page-exists",
    detail: `${found[1]} is cited, but is no page of this repository.`,
  }));
}

/** A folder of tests as all of them. */
function readTest(repository: Repository, path: string): string | undefined {
  if (!repository.has(path)) return undefined;
  const tests = repository.files.filter((file) => file === path || file.startsWith(`${path}/`));
  return tests.map((file) => repository.read(file)).join("\n");
}

function checkPage(repository: Repository, path: string, routes: string[], commands: Set<string>): Complaint[] {
  const text = repository.read(path);
  const complaints: Complaint[] = [];
  const refuse = (at: number, rule: string, detail: string) =>
    complaints.push({ place: `${path}:${lineAt(text, at)}`, rule, detail });

  if (!text.startsWith("# ")) refuse(0, "page-title", "A page begins with its title as `# …`.");

  for (const command of text.matchAll(/\bnpm run ([a-z:-]+)/g))
    if (!commands.has(`npm run ${command[1]}`)) refuse(command.index, "command-exists", `npm run ${command[1]}`);
  for (const command of text.matchAll(
    /(?:\bnpm run touchstone -- |(?:^|[`$ ])touchstone )([a-z][a-z-]*)(?=[\s`.,;:)]|$)/gm,
  ))
    if (isCommandContext(text, command.index) && !commands.has(`touchstone ${command[1]}`))
      refuse(command.index, "command-exists", `touchstone ${command[1]}`);

  for (const block of blocksOf(path, text)) {
    const fault = HISTORY.test(path) ? undefined : faultOfBlock(block, (file) => readTest(repository, file));
    if (fault !== undefined) complaints.push({ place: `${path}:${block.line}`, rule: "command-run", detail: fault });
  }

  const prose = blankFences(text);
  for (const mention of prose.matchAll(/\bADR[ -](\d{4})\b/g))
    if (globSync(`docs/adr/${mention[1]}-*.md`, { cwd: repository.root }).length !== 1)
      refuse(mention.index, "adr-exists", `ADR ${mention[1]}`);
  for (const link of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
    const fault = faultOfLink(repository, path, link[1] ?? "");
    if (fault !== undefined) refuse(link.index, "link-target", fault);
  }
  for (const span of prose.matchAll(/`([^`\n]+)`/g)) {
    const code = span[1] ?? "";
    if (CODE_PATH.test(code) && !HISTORY.test(path)) {
      if (globSync(code.replace(/[[\]]/g, "[$&]"), { cwd: repository.root }).length === 0 && !repository.has(code))
        refuse(span.index, "path-exists", code);
    } else if (ROOT_FILE.test(code) && !HISTORY.test(path)) {
      if (!repository.files.some((file) => file === code || file.endsWith(`/${code}`)) && !RUNTIME_FILES.has(code))
        refuse(span.index, "path-exists", code);
    } else {
      const route = ROUTE.exec(code)?.[1];
      if (route !== undefined && !matchesRoute(routes, route)) refuse(span.index, "route-exists", code);
    }
  }
  return complaints;
}

/** Files of a data folder, which exist only where an index runs. */
const RUNTIME_FILES = new Set([
  "admin.json",
  "answer.json",
  "draw.json",
  "genesis.json",
  "log.json",
  "promise.json",
  "public.json",
  "demo.json",
  "restarted.json",
  "secrets.json",
  "statement.json",
  "touchstone.json",
  "witness.json",
  "next-env.d.ts",
]);

/** True inside a code span or a fenced block, where `touchstone x` is a command and not prose. */
function isCommandContext(text: string, at: number): boolean {
  const before = text.slice(0, at + 1);
  if ((before.match(/^```/gm)?.length ?? 0) % 2 === 1) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return (line.split("`").length - 1) % 2 === 1;
}

/** The text with fenced blocks replaced by spaces, so that offsets stay. */
function blankFences(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, " "));
}

/** GitHub's anchor of a heading: lower case, punctuation dropped, spaces to hyphens. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .trim()
    .replace(/ /g, "-");
}

/** What is wrong with a link's target, if anything; addresses of other sites are not fetched. */
function faultOfLink(repository: Repository, from: string, target: string): string | undefined {
  if (/^(https?:|mailto:)/.test(target)) return undefined;
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from : posix.normalize(posix.join(dirname(from), file));
  if (!repository.has(path)) return `${target} is not there.`;
  if (anchor === undefined || !path.endsWith(".md")) return undefined;
  const headings = [...repository.read(path).matchAll(/^#{1,6} (.+)$/gm)].map((heading) => anchorOf(heading[1] ?? ""));
  return headings.includes(anchor) ? undefined : `${target}: no such heading in ${path}.`;
}

/** One page for each problem and void code, and no page for a code that is gone. */
function checkProblemPages(repository: Repository): Complaint[] {
  const codes = collectProblemCodes();
  const pages = new Set(
    repository.files
      .filter((path) => path.startsWith("docs/problems/") && path.endsWith(".md") && !path.endsWith("README.md"))
      .map((path) => path.slice("docs/problems/".length, -".md".length)),
  );
  const complaints: Complaint[] = [];
  for (const [code, row] of Object.entries(PROBLEMS)) {
    const path = `docs/problems/${code}.md`;
    const text = repository.has(path) ? repository.read(path) : undefined;
    const agrees = text?.startsWith(`# ${row.title}\n`) && text.includes(`Code \`${code}\`, HTTP ${row.status}`);
    if (text !== undefined && !agrees)
      complaints.push({ place: path, rule: "problem-page", detail: `must say "${row.title}" and HTTP ${row.status}.` });
  }
  for (const code of codes)
    if (!pages.has(code))
      complaints.push({ place: `docs/problems/${code}.md`, rule: "problem-page", detail: "is missing." });
  for (const page of pages)
    if (!codes.has(page))
      complaints.push({ place: `docs/problems/${page}.md`, rule: "problem-page", detail: "names no code." });
  return complaints;
}
