import type { Complaint } from "./complaint.ts";
import { lineAt, type Repository, textFiles } from "./repository.ts";

// Each pattern is split so that this file does not break its own rule.
const join = (...parts: string[]) => parts.join("");

/** What no committed file may hold, and why. */
const FORBIDDEN: readonly { rule: string; pattern: RegExp; detail: string; only?: RegExp; except?: RegExp }[] = [
  {
    rule: "no-registry-host",
    pattern: new RegExp(
      join("https?://[a-z0-9.-]*(registry|npm", "js|artifactory|nexus|verdaccio)[a-z0-9.-]*[:/]"),
      "i",
    ),
    detail: "Package registries differ from machine to machine: name the package, not the host.",
  },
  {
    rule: "no-machine-path",
    pattern: new RegExp(join("(?<![\\w.])/(wo", "rk|ro", "ot|ho", "me/[a-z]+|Us", "ers/[A-Za-z]+|tmp/bash", "_jobs)/")),
    detail: "A path of one machine means nothing on another.",
  },
  {
    rule: "no-suppression",
    pattern: new RegExp(
      join("biome", "-ignore|@ts", "-(ignore|expect-error|nocheck)|eslint", "-disable|\\bas ", "any\\b"),
    ),
    detail: "Fix the cause; the rules have no exceptions in the code.",
    only: /\.(ts|tsx|mjs|cjs|css)$/,
  },
  {
    rule: "no-leftover",
    pattern: new RegExp(join("\\b(TO", "DO|FIX", "ME|X", "XX)\\b")),
    detail: "Finish it, or write down in an ADR or issue what is left.",
    only: /\.(ts|tsx|mjs|cjs|css|sql|prisma|go)$/,
  },
  {
    rule: "no-conflict",
    pattern: new RegExp(join("^(<{", "7}|>{", "7}) \\S"), "m"),
    detail: "A merge left both sides here: keep what holds.",
  },
  {
    rule: "no-sleep-in-tests",
    pattern: new RegExp(join("waitFor", "Timeout\\(|await (sleep|delay)\\(")),
    detail: "Wait for the event, not for the clock.",
    only: /\.test\.tsx?$|^e2e\/.*\.ts$/,
  },
  {
    rule: "no-resolved-address",
    pattern: new RegExp(join('"resol', 'ved":')),
    detail: "The lock file must not fix a registry: .npmrc says omit-lockfile-registry-resolved.",
    only: /^package-lock\.json$/,
  },
];

/** Complaints about text that no file of the repository may hold. */
export function checkHygiene(repository: Repository): Complaint[] {
  const complaints: Complaint[] = [];
  for (const path of textFiles(repository)) {
    const text = repository.read(path);
    for (const { rule, pattern, detail, only, except } of FORBIDDEN) {
      if ((only && !only.test(path)) || except?.test(path)) continue;
      const found = pattern.exec(text);
      if (found)
        complaints.push({ place: `${path}:${lineAt(text, found.index)}`, rule, detail: `"${found[0]}". ${detail}` });
    }
  }
  return complaints;
}
