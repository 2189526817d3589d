import type { Complaint } from "./complaint.ts";
import type { Repository } from "./repository.ts";

export const DEPENDENCY_ADR = "docs/adr/0016-dependencies.md";

type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string> };

/** Direct dependencies with the version that package.json asks for, production and development together. */
export function directDependencies(repository: Repository): Map<string, string> {
  const manifest = JSON.parse(repository.read("package.json")) as Manifest;
  return new Map(Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }));
}

/** Every direct dependency is pinned exactly and has its one line in the ADR; the ADR names nothing that is gone. */
export function checkDependencies(repository: Repository): Complaint[] {
  const wanted = directDependencies(repository);
  const complaints: Complaint[] = [];
  for (const [name, version] of wanted)
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      complaints.push({
        place: "package.json",
        rule: "exact-pin",
        detail: `${name} asks for "${version}": pin one version.`,
      });

  const justified = new Set([...repository.read(DEPENDENCY_ADR).matchAll(/^\| `([^`]+)` \|/gm)].map((row) => row[1]));
  for (const name of wanted.keys())
    if (!justified.has(name))
      complaints.push({ place: DEPENDENCY_ADR, rule: "dependency-justified", detail: `${name} has no line.` });
  for (const name of justified)
    if (name !== undefined && !wanted.has(name))
      complaints.push({
        place: DEPENDENCY_ADR,
        rule: "dependency-justified",
        detail: `${name} is no longer a dependency.`,
      });
  return complaints;
}
