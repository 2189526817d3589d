/** Who acts on the command line: a key of this machine, the participant that it signs for, and the index. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type Did, type Origin, parseDid, parseProviderId, type StatementHash } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { IncompleteError, type Io, UsageError } from "./command.ts";
import { openKey } from "./key-ring.ts";
import { type RemoteIndex, remoteOf } from "./remote-index.ts";
import { sendStatement } from "./send-statement.ts";

const slot = z.string().nullable();
const participantSchema = z.object({
  data: z.object({
    form: z.object({
      did: z.string(),
      displayName: z.string(),
      nextKeyDigest: z.string().nullable(),
      recoveryKey: z.string().nullable(),
      threshold: z.number(),
      controlKeys: z.array(z.string()),
      members: z.array(
        z.object({
          did: z.string(),
          scopes: z.array(z.string()),
          providers: z.union([z.literal("all"), z.array(z.string())]),
          until: z.string(),
        }),
      ),
      slots: z.object({ participant: z.string(), key: slot, member: slot }),
    }),
  }),
});
const providerSchema = z.object({
  data: z.object({ form: z.object({ id: z.string(), operator: z.string(), slots: z.object({ key: slot }) }) }),
});
const keySchema = z.object({ data: z.object({ form: z.object({ participant: z.string() }) }) });

export type Account = z.infer<typeof participantSchema>["data"]["form"];

export type Acting = {
  readonly remote: RemoteIndex;
  readonly log: Origin;
  readonly key: Identity;
  readonly account: Account;
  /** The participant in whose name a member acts. */
  readonly inNameOf: Did | undefined;
};

export type ActingOptions = {
  readonly key?: string | undefined;
  readonly account?: string | undefined;
  readonly "in-name-of"?: string | undefined;
  readonly url?: string | undefined;
};

/** What commands that act in the log have in common. */
export const ACTING_OPTIONS = {
  key: { type: "string" },
  account: { type: "string" },
  "in-name-of": { type: "string" },
  url: { type: "string" },
} as const;

/**
 * The key by its label; the account by what the log says of the key, or by `--account` for a spare or recovery key,
 * which the log does not know. Errors: `UsageError`, `IncompleteError`.
 */
export async function openActing(options: ActingOptions, io: Io): Promise<Acting> {
  if (options.key === undefined) throw new UsageError("--key names the key that signs this.");
  const remote = remoteOf(options, io);
  const key = await openKey(io.env, options.key);
  const { origin } = await remote.describe();
  const inNameOf = options["in-name-of"] === undefined ? undefined : parseDid(options["in-name-of"]);
  if (options["in-name-of"] !== undefined && inNameOf === undefined)
    throw new UsageError("--in-name-of is the did:key of the participant that granted it.");
  const did = inNameOf ?? options.account ?? (await accountOf(remote, key));
  const account = (await remote.get(`api/v1/participants/${encodeURIComponent(did)}`, participantSchema)).data.form;
  return { remote, log: origin as Origin, key, account, inNameOf };
}

async function accountOf(remote: RemoteIndex, key: Identity): Promise<string> {
  const participant = await participantOf(remote, key);
  if (participant === undefined)
    throw new UsageError(
      "The log does not know this key as anybody's. Name the participant with --account <did:key…>.",
    );
  return participant;
}

/** Whose key it is, as the log says; undefined while it says nothing of it. */
export async function participantOf(remote: RemoteIndex, key: Identity): Promise<string | undefined> {
  const found = await remote.find(`api/v1/keys/${key.thumbprint}`);
  if (found === undefined) return undefined;
  return keySchema.parse(JSON.parse(new TextDecoder().decode(found.bytes))).data.form.participant;
}

/** Whose key a statement is about: a provider, or the account itself for account keys. */
export async function ownerOf(
  { remote, account }: Acting,
  provider: string | undefined,
): Promise<{ subject: string; prev: StatementHash | null }> {
  if (provider === undefined) return { subject: account.did, prev: account.slots.key as StatementHash | null };
  const id = parseProviderId(provider);
  if (id === undefined) throw new UsageError("--provider is a provider id (prv_…).");
  const { form } = (await remote.get(`api/v1/providers/${id}`, providerSchema)).data;
  return { subject: id, prev: form.slots.key as StatementHash | null };
}

export type Act = {
  readonly kind: Kind;
  readonly subject: string;
  readonly body: JsonObject;
  readonly prev: StatementHash | null;
};

/** Signs and sends one act; answers with its hash, for what follows it in the same slot. Errors: `IncompleteError`. */
export async function perform(acting: Acting, act: Act, says: string, io: Io): Promise<StatementHash> {
  const { log, key, account, inNameOf } = acting;
  const draft = {
    kind: act.kind,
    log,
    issuer: inNameOf === undefined ? (account.did as Did) : key.did,
    key: key.thumbprint,
    subject: act.subject,
    body: act.body,
    prev: act.prev ?? undefined,
    onBehalfOf: inNameOf,
  };
  const unsigned = composeStatement(draft, await acting.remote.now(), (count) => randomBytes(count));
  const sent = await sendStatement(acting.remote, signStatement(unsigned, key.seed), io);
  const hash = statementHash(unsigned);
  if ("kept" in sent) {
    const words = `Promised, not yet logged: ${says} The promise is kept in ${sent.kept.path}.`;
    io.out(io.json ? JSON.stringify({ kind: act.kind, hash, promise: sent.kept.path }) : words);
    return hash;
  }
  if (sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): it changes nothing.`);
  const waits = needsOthers(acting, act)
    ? ` It is proposed, and waits for others: touchstone members cosign ${hash}`
    : "";
  io.out(
    io.json ? JSON.stringify({ kind: act.kind, hash, index: sent.index }) : `Entry ${sent.index}: ${says}${waits}`,
  );
  return hash;
}

/** Behind a threshold one account key only proposes; a spare, recovery or member's key acts alone. */
function needsOthers({ account, key, inNameOf }: Acting, { kind }: Act): boolean {
  return (
    account.threshold > 1 && kind !== "cosign" && inNameOf === undefined && account.controlKeys.includes(key.thumbprint)
  );
}

/** `{publicKey}` when the acting key stands in no aggregate: a spare or recovery key shows itself. */
export function revealed({ key, account }: Acting): JsonObject {
  const isSpare = account.nextKeyDigest === hexEncode(sha256(key.publicKey));
  return isSpare || account.recoveryKey === key.did ? { publicKey: key.did } : {};
}
