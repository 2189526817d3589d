/** A bundle checked on this machine, with what an index adds: a key's history, the definition and its files. */

import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { type BundleFinding, checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { factsOfOwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import type { Io } from "../command.ts";
import { findKnownLog } from "../home.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { gatherFacts } from "./gather-facts.ts";

export type Hosts = NonNullable<CheckFacts["hosts"]>;

/** By which receipts are believed: the key that an earlier audit kept of the log goes before what the site says today. */
export async function trustIn(remote: RemoteIndex | undefined, io: Pick<Io, "env">): Promise<StatementTrust> {
  if (remote === undefined) return { logVkey: undefined, raw: rawVerify };
  const { origin, vkeys } = await remote.describe();
  return { logVkey: findKnownLog(io.env, origin)?.vkey ?? vkeys.log, raw: rawVerify };
}

export type Checker = {
  readonly trust: StatementTrust;
  /** Undefined: nobody is asked, and what only an index knows cannot be checked. */
  readonly remote: RemoteIndex | undefined;
  readonly hosts: Hosts;
};

/** `filed`: where it stands in the log; preset: {@link notFiledYet}. Errors: `IncompleteError` when the index cannot be read. */
export async function checkHere(
  bytes: Uint8Array,
  { trust, remote, hosts }: Checker,
  filed = notFiledYet(),
): Promise<BundleFinding> {
  const parsed = parseBundle(bytes);
  const gathered = parsed.ok && remote !== undefined ? await gatherFacts(parsed.value, trust, remote) : undefined;
  return await checkBundle(bytes, {
    filed,
    trust,
    historyOf: () => gathered?.history,
    definitionOf: (hash) => (gathered?.definition?.hash === hash ? gathered.definition.known : undefined),
    ...(gathered === undefined ? {} : factsOfOwnWord(gathered.ownWord)),
    hosts,
  });
}

/** Behind everything that the log holds, and now. */
export function notFiledYet(at: Instant = machineClock()): CheckFacts["filed"] {
  return { index: Number.MAX_SAFE_INTEGER as EntryIndex, at };
}
