/** A definition's own tests in two hosts of this machine, as an index runs them. */
import { type Admission, admit } from "#lib/evidence/definition/admission.ts";
import type { Material } from "#lib/evidence/definition/run-definition.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { IncompleteError, type Io } from "../command.ts";

/** Errors: `IncompleteError` when this machine cannot run the pinned file. */
export async function runTests(definition: Definition, material: Material): Promise<Admission> {
  const hosts = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];
  try {
    const admission = await admit(definition, material, hosts);
    if (admission === undefined)
      throw new IncompleteError("The runtime of definitions cannot be started on this machine.");
    return admission;
  } finally {
    await Promise.all(hosts.map((host) => host.close()));
  }
}

/** `more`: members of the JSON document beside what was found here. */
export function printAdmission({ admitted, checks, outcomes, results }: Admission, io: Io, more: object = {}): void {
  if (io.json) {
    const tests = outcomes.map(({ name, wanted, seen, runs }) => ({
      name,
      wanted,
      seen,
      ticks: runs[0]?.[0]?.ticks ?? 0,
    }));
    io.out(JSON.stringify({ admitted, checks, tests, results: results ?? null, ...more }));
    return;
  }
  for (const { name, wanted, seen, runs } of outcomes) {
    const ticks = runs[0]?.[0]?.ticks;
    io.out(`${seen === wanted ? "ok  " : "FAIL"} ${name}: ${seen}${ticks === undefined ? "" : `, ${ticks} ticks`}`);
  }
  for (const { name, outcome, reason, detail } of checks)
    if (outcome !== "pass")
      io.out(
        `${outcome} ${name}${reason === undefined ? "" : ` (${reason})`}${detail === undefined ? "" : `: ${detail}`}`,
      );
  io.out(admitted ? `An index would admit it. Results ${results ?? ""}` : "An index would not admit it.");
}
