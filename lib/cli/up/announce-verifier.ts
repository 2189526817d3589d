/** A build with another verifier file than the log announces: the data folder's admin key, if it still is one, says so. */
import type { Founded, Means } from "./founding.ts";
import { readIndex, submitIndexKey } from "./index-key.ts";

/** What was done, in words for the terminal; undefined when the log announces this file already. Never rejects. */
export async function announceVerifier(
  sha256: string,
  databaseUrl: string,
  webUrl: string,
  founded: Founded,
  means: Means,
): Promise<string | undefined> {
  try {
    const index = await readIndex(databaseUrl);
    if (index === undefined || index.verifierSha256 === sha256) return undefined;
    if (!index.admins.includes(founded.keys.admin.did))
      return `the verifier file ${short(sha256)} is not the one that the log announces (${short(index.verifierSha256)}): an administrator should sign index.key`;
    const outcome = await submitIndexKey({ verifierSha256: sha256 }, index, webUrl, founded, means);
    return outcome.ok
      ? `announced the verifier file ${short(sha256)} in the log`
      : `the verifier file could not be announced: ${outcome.detail}`;
  } catch (error) {
    return `the verifier file could not be announced: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function short(sha256: string | null): string {
  return sha256 === null ? "none" : `${sha256.slice(0, 16)}…`;
}
