/** Who acts in a case from this machine: an account, whoever filed it from here, or a key made for one statement. */
import { randomBytes } from "node:crypto";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { asInstant, HOUR_MS, type Instant } from "#lib/kernel/instant.ts";
import { type Identity, identityOfSeed } from "#lib/statement/compose.ts";
import { type ActingOptions, openActing } from "../acting-key.ts";
import { type Io, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";
import { RemoteIndex, remoteOf } from "../remote-index.ts";
import { findCase, type KeptCase } from "../report/case-box.ts";

export type CaseActor = {
  readonly remote: RemoteIndex;
  readonly log: Origin;
  readonly key: Identity;
  readonly issuer: Did;
  /** The operator in whose name a member answers. */
  readonly onBehalfOf: Did | undefined;
  /** Where the report was filed from here: what its reporter alone has. */
  readonly own: KeptCase | undefined;
  /** A key of one case tells nobody when it signs. */
  readonly signsAt: (now: Instant) => Instant;
};

const floored = (now: Instant) => asInstant(now - (now % HOUR_MS));

/** With `--key` as that account; else as the reporter of a case that was filed from here. Errors: `UsageError`. */
export async function openCaseActor(id: string, options: ActingOptions, io: Io): Promise<CaseActor> {
  const kept = findCase(io.env, id);
  if (options.key !== undefined && options.key !== kept?.key) {
    const { remote, log, key, account, inNameOf } = await openActing(options, io);
    const issuer = inNameOf === undefined ? (account.did as Did) : key.did;
    return { remote, log, key, issuer, onBehalfOf: inNameOf, own: undefined, signsAt: (now) => now };
  }
  if (kept === undefined) throw new UsageError(`${id} was not filed from here. Say with --key who signs.`);
  const remote = new RemoteIndex(options.url ?? kept.url, io);
  const key = await openKey(io.env, kept.key);
  const signsAt = kept.key.startsWith("case-") ? floored : (now: Instant) => now;
  return { remote, log: kept.log as Origin, key, issuer: key.did, onBehalfOf: undefined, own: kept, signsAt };
}

/** For evidence of somebody who is no party: a key that nothing else is tied to, kept nowhere. */
export async function freshActor(options: ActingOptions, io: Io): Promise<CaseActor> {
  const remote = remoteOf(options, io);
  const { origin } = await remote.describe();
  const key = identityOfSeed(randomBytes(32));
  const log = origin as Origin;
  return { remote, log, key, issuer: key.did, onBehalfOf: undefined, own: undefined, signsAt: floored };
}
