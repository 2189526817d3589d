/**
 * Public parts: each must be served, with the bytes and the nonce of its commitment. The statement that brought a part
 * first decides who may read it: another one that repeats the commitment opens nothing and closes nothing. One that an
 * entry in force withholds must be served no longer.
 */
import type { Check } from "#lib/kernel/checks.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { PartCommit } from "#lib/statement/envelope.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { firstOf } from "./all-of.ts";
import { fetchPart } from "./fetch-part.ts";

export async function compareParts(
  remote: RemoteIndex,
  entries: readonly AuditedEntry[],
  withheld: ReadonlySet<string>,
): Promise<Check> {
  const name = "parts";
  const first = new Map<string, PartCommit & { index: number }>();
  for (const { index, parsed } of entries) {
    for (const part of parsed.statement.parts ?? []) {
      if (!first.has(part.commit)) first.set(part.commit, { ...part, index });
    }
  }
  const committed = [...first.values()].filter(({ visibility }) => visibility === "public");
  const detail = await firstOf(committed, async ({ index, commit, bytes }) => {
    const found = await fetchPart(remote, commit);
    if (withheld.has(commit)) {
      return found === undefined ? undefined : `Entry ${index}: its part ${commit} is withheld, and still served.`;
    }
    if (found === undefined) return `Entry ${index}: its public part ${commit} is not served.`;
    return found.holds && found.bytes.length === bytes
      ? undefined
      : `Entry ${index}: what is served as the part ${commit} is not what was committed to.`;
  });
  if (detail !== undefined) return { name, outcome: "fail", reason: "site-differs", detail };
  const gone = committed.filter(({ commit }) => withheld.has(commit)).length;
  const served = `${committed.length - gone} public parts are served as committed`;
  return {
    name,
    outcome: "pass",
    detail: gone === 0 ? served : `${served}, ${gone} are withheld by the official route`,
  };
}
