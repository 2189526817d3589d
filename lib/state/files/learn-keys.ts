/** What a whole log that verified by the reader's own key says of its keys, and so need not be given for other files. */
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import { indexOf } from "../view.ts";
import type { FileFinding } from "./file-content.ts";
import type { KnownLog } from "./file-trust.ts";

/** As of the archive's end: `issuer` and `answerKey` in force then, and every promise key up to there. */
export type Learned = { readonly issuer: Did; readonly promiseVkeys: readonly string[]; readonly answerKey: Did };

/** Undefined for any other file, and for a log that does not hold by a key of the reader's own: anybody can found one. */
export function learnedFrom({ content, verdict, origin, logKey }: FileFinding): Learned | undefined {
  if (content.kind !== "archive" || verdict !== "verified" || logKey.from === "nowhere") return undefined;
  const { replay, promiseKeys } = content.found;
  const index = replay === undefined ? undefined : indexOf(replay.state);
  if (index === undefined) return undefined;
  const promiseVkeys = promiseKeys.map((did) =>
    formatVkey({ name: `${origin}/promise`, type: "ed25519", publicKey: publicKeyOfDid(did) ?? new Uint8Array() }),
  );
  return { issuer: index.issuer, promiseVkeys, answerKey: index.keys.answer };
}

/** Reasons for which a file is open until the reader has keys that an archive of its log tells. */
const LACKING = new Set(["promise-key-needed", "other-promise-key", "issuer-not-known", "answer-key-needed"]);

export function lacksKeys({ checks }: FileFinding): boolean {
  return checks.some(({ outcome, reason }) => outcome === "cannot-check" && LACKING.has(reason ?? ""));
}

/** What was given goes before what a log says of itself; its older promise keys count beside those. */
export function withLearned(known: KnownLog | undefined, learned: Learned | undefined): KnownLog | undefined {
  if (known === undefined || learned === undefined) return known;
  const promiseVkeys = [...new Set([...(known.promiseVkeys ?? []), ...learned.promiseVkeys])];
  return { ...learned, ...known, promiseVkeys };
}
