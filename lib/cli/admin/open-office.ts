/** Where an index's admins sign: the log as replayed, the key, and the signature under what another admin proposed. */
import { type Origin, parseStatementHash } from "#lib/kernel/ids.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { type Io, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { actAsAdmin } from "./admin-act.ts";
import { type ReplayedIndex, replayIndex } from "./replayed-index.ts";

export type AdminOptions = { readonly key?: string | undefined; readonly url?: string | undefined };

export type Office = {
  readonly remote: RemoteIndex;
  readonly log: Origin;
  readonly key: Identity;
  readonly state: ReplayedIndex["state"];
  readonly replayed: ReplayedIndex;
};

/** Errors: `UsageError`, `IncompleteError`. */
export async function openOffice(options: AdminOptions, io: Io): Promise<Office> {
  if (options.key === undefined) throw new UsageError("--key names the administrator's key that signs this.");
  const key = await openKey(io.env, options.key);
  const remote = remoteOf(options, io);
  const replayed = await replayIndex(remote, io);
  return { remote, log: replayed.checkpoint.origin as Origin, key, state: replayed.state, replayed };
}

/** Signs what another admin proposed, whatever it is. Errors: `UsageError`, `IncompleteError`. */
export async function cosignAsAdmin(statement: string, options: AdminOptions, io: Io): Promise<void> {
  const hash = parseStatementHash(statement);
  if (hash === undefined) throw new UsageError("Name the proposal by its statement hash.");
  const act = { kind: "cosign", subject: `stmt:${hash}`, prev: null, body: { statement: hash } } as const;
  await actAsAdmin(await openOffice(options, io), act, "signed. It takes effect with the last signature.", io);
}
