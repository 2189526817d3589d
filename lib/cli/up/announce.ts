/**
 * What of this folder the log does not say yet: a verifier file of another build, and the key of a witness that began anew. The
 * folder's admin key, if it still is one, says so by `index.key`.
 */
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Founded, Means } from "./founding.ts";
import { type ProjectedIndex, readIndex, submitIndexKey } from "./index-key.ts";

export type Announcing = {
  readonly verifierSha256: string;
  readonly databaseUrl: string;
  readonly webUrl: string;
  readonly founded: Founded;
};

const AGAIN_MS = 5_000;

/**
 * Says what was done, if there was anything. Of an imported log nothing is projected before `touchstone resume`: then it is tried
 * again, until what this resolves to is called. Never rejects.
 */
export async function announce(given: Announcing, means: Means, say: (line: string) => void): Promise<() => void> {
  let again: NodeJS.Timeout | undefined;
  const tryOnce = async (): Promise<void> => {
    try {
      const index = await readIndex(given.databaseUrl);
      if (index === undefined) again = setTimeout(() => void tryOnce(), AGAIN_MS);
      const said = index && (await announceIn(index, given, means));
      if (said !== undefined) say(said);
    } catch (error) {
      say(`what is new could not be announced: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  await tryOnce();
  return () => clearTimeout(again);
}

/** In words for the terminal; undefined when the log says all of it already. */
async function announceIn(
  index: ProjectedIndex,
  { verifierSha256, webUrl, founded }: Announcing,
  means: Means,
): Promise<string | undefined> {
  const { admin, witness } = founded.keys;
  const news: [string, JsonObject][] = [];
  if (index.verifierSha256 !== verifierSha256)
    news.push([`the verifier file ${verifierSha256.slice(0, 16)}…`, { verifierSha256 }]);
  // A key that the log has named and replaced stays replaced, whatever lies in the folder.
  if (!index.witnessKeys.includes(witness.did))
    news.push([`the witness key ${witness.did}`, { witnessKey: witness.did }]);
  if (news.length === 0) return undefined;
  const what = news.map(([name]) => name).join(" and ");
  if (!index.admins.includes(admin.did)) return `the log does not name ${what}: an administrator should sign index.key`;
  const body: JsonObject = Object.assign({}, ...news.map(([, field]) => field));
  const outcome = await submitIndexKey(body, index, webUrl, founded, means);
  return outcome.ok ? `announced ${what} in the log` : `${what} could not be announced: ${outcome.detail}`;
}
