import { PROBLEMS } from "#lib/contract/problems.ts";
import { VOID_CODES } from "#lib/kernel/refusal.ts";
import type { Repository } from "./repository.ts";

/** Every code that an answer or an entry can carry. */
export function collectProblemCodes(): Set<string> {
  return new Set([...Object.keys(PROBLEMS), ...VOID_CODES]);
}

/** `npm run x` for each script of package.json and `touchstone x` for each command of the CLI. */
export function collectCommands(repository: Repository): Set<string> {
  const { scripts } = JSON.parse(repository.read("package.json")) as { scripts: Record<string, string> };
  const commands = new Set(Object.keys(scripts).map((script) => `npm run ${script}`));
  for (const path of repository.files)
    if (/^lib\/cli\/.*\.(ts|mjs)$/.test(path) && !path.endsWith(".test.ts"))
      for (const name of commandNames(repository.read(path))) commands.add(`touchstone ${name}`);
  return commands;
}

/** Names of the CLI's commands as their usage lines spell them. */
function commandNames(source: string): string[] {
  return [...source.matchAll(/\btouchstone ([a-z][a-z-]*)/g)]
    .filter((found) => /usage:\s*["'`]?$/.test(source.slice(0, found.index).trimEnd()))
    .map((found) => found[1] ?? "");
}

/** Page routes from the folders under app/, and every path that the server or the contract spells in a string. */
export function collectRoutes(repository: Repository): string[] {
  const routes = new Set<string>(["/"]);
  for (const path of repository.files) {
    const page = /^app\/(?:(.*)\/)?(?:page\.tsx|route\.ts)$/.exec(path);
    if (page) routes.add(`/${(page[1] ?? "").replace(/\([^)]*\)\/?/g, "")}`);
    if (/^lib\/(server|contract|log)\/.*\.ts$/.test(path) && !path.endsWith(".test.ts"))
      for (const literal of repository.read(path).matchAll(/["'`](\/[\w.:{}$/*-]+)["'`]/g))
        routes.add(literal[1] ?? "/");
  }
  return [...routes];
}

/** True when `mention` is one of the routes; `[x]`, `{x}`, `:x`, `<x>` and `*` stand for any one segment. */
export function matchesRoute(routes: readonly string[], mention: string): boolean {
  const wanted = segmentsOf(mention);
  return routes.some((route) => {
    const known = segmentsOf(route);
    const rest = known.at(-1) === "**";
    if (rest ? wanted.length < known.length - 1 : wanted.length !== known.length) return false;
    return known.every(
      (segment, at) => segment === "**" || segment === "*" || wanted[at] === "*" || segment === wanted[at],
    );
  });
}

function segmentsOf(route: string): string[] {
  return route
    .split("/")
    .filter((segment) => segment !== "")
    .map((segment) => {
      if (/^\[+\.\.\./.test(segment) || segment === "{path}" || segment === "*") return "**";
      return /^[[{:<$]/.test(segment) ? "*" : segment;
    });
}
