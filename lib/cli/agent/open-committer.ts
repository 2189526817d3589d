/**
 * A committer at an index, with a key that is made for it and forgotten with it: nobody can tell whose
 * hashes they are, only that those of one batch are of one run.
 */
import { randomBytes } from "node:crypto";
import type { Origin } from "#lib/kernel/ids.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import type { Io } from "../command.ts";
import { trustIn } from "../evidence/check-here.ts";
import { RemoteIndex } from "../remote-index.ts";
import { Committer } from "./committer.ts";

/** Errors: `IncompleteError` when the index does not say who it is. */
export async function openCommitter(url: string, io: Io): Promise<Committer> {
  const remote = new RemoteIndex(url, io);
  const { origin } = await remote.describe();
  const trust = await trustIn(remote, io);
  return new Committer({ remote, log: origin as Origin, trust, key: identityOfSeed(randomBytes(32)), io });
}
