/** What an index's admins sign from a terminal: each act alone, or proposed where several must agree. */
import { randomBytes } from "node:crypto";
import type { Origin, StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { indexOf, type StateView } from "#lib/state/view.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { IncompleteError, type Io, UsageError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";

export type AdminAct = {
  readonly kind: Kind;
  readonly subject: string;
  readonly body: JsonObject;
  readonly prev: StatementHash | null;
  readonly parts?: readonly (Part & { readonly mediaType: string })[];
};

type Office = { readonly remote: RemoteIndex; readonly log: Origin; readonly key: Identity; readonly state: StateView };

/** Signs and sends; says where it stands, and whether others must agree first. Errors: `UsageError`, `IncompleteError`. */
export async function actAsAdmin({ remote, log, key, state }: Office, act: AdminAct, says: string, io: Io) {
  const index = indexOf(state);
  if (index === undefined || !index.admins.includes(key.did))
    throw new UsageError(`This key is no administrator of the index: ${index?.admins.join(", ") ?? "it has none"}.`);
  const { kind, subject, body, prev, parts = [] } = act;
  const commits = parts.map((part) => ({
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: part.mediaType,
    visibility: "public" as const,
  }));
  const draft = { kind, log, issuer: key.did, key: key.thumbprint, subject, body, prev: prev ?? undefined };
  const unsigned = composeStatement(
    { ...draft, ...(commits.length === 0 ? {} : { parts: commits }) },
    await remote.now(),
    (count) => randomBytes(count),
  );
  const sent = await sendStatement(remote, signStatement(unsigned, key.seed), io, parts);
  const hash = statementHash(unsigned);
  if ("kept" in sent) {
    const words = `Promised, not yet logged: ${says} The promise is kept in ${sent.kept.path}.`;
    io.out(io.json ? JSON.stringify({ kind, hash, promise: sent.kept.path }) : words);
    return;
  }
  if (sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): it changes nothing.`);
  const isProposed = index.threshold > 1 && kind !== "cosign";
  const waits = isProposed
    ? ` It is proposed, and waits for ${index.threshold - 1} more: touchstone ${kind.split(".")[0]} cosign ${hash}`
    : "";
  io.out(
    io.json
      ? JSON.stringify({ kind, hash, index: sent.index, proposed: isProposed })
      : `Entry ${sent.index}: ${says}${waits}`,
  );
}
