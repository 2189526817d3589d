/** `touchstone keys add|rotate|retire|revoke|recover`: what the log is to say of keys of this machine. */
import { randomBytes } from "node:crypto";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { parseThumbprint, type StatementHash, type Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant, HOUR_MS, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { ACTIVATION_DELAY_MS } from "#lib/keys/lifecycle.ts";
import type { KeyPurpose } from "#lib/statement/bodies.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { keyProofBytes } from "#lib/statement/possession-proof.ts";
import { type Acting, openActing, ownerOf, perform, revealed } from "../acting-key.ts";
import { type Io, UsageError } from "../command.ts";
import { listKeys, openKey, saveKey } from "../key-ring.ts";

export type LogOptions = {
  readonly key?: string | undefined;
  readonly account?: string | undefined;
  readonly "in-name-of"?: string | undefined;
  readonly url?: string | undefined;
  readonly provider?: string | undefined;
  readonly to?: string | undefined;
  readonly overlap?: string | undefined;
  readonly at?: string | undefined;
  readonly reason?: string | undefined;
  readonly since?: string | undefined;
  readonly spare?: string | undefined;
};

export type LogAction = (rest: string[], purpose: KeyPurpose, options: LogOptions, io: Io) => Promise<void>;

export const LOG_ACTIONS: Record<string, LogAction> = {
  async add([label], purpose, options, io) {
    const acting = await openActing(options, io);
    await addKey(acting, await openKey(io.env, labelOf(label)), purpose, options.provider, io);
  },

  async rotate([label], purpose, options, io) {
    if (options.to === undefined) throw new UsageError("--to names the new key; it is made when there is none yet.");
    const overlapMs = overlapOf(options.overlap ?? "7d");
    const acting = await openActing(options, io);
    const old = await thumbprintOf(label, io);
    const next = await openOrMake(options.to, purpose, io);
    const prev = await addKey(acting, next, purpose, options.provider, io);
    const end = addMs(asInstant(Date.now()), ACTIVATION_DELAY_MS + overlapMs);
    await retire(acting, old, end, options.provider, prev, io);
  },

  async retire([label], _, options, io) {
    const end = options.at === undefined ? undefined : parseInstant(options.at);
    if (end === undefined) throw new UsageError("--at is the end of the overlap, such as 2026-12-24T10:00:00.000Z.");
    const acting = await openActing(options, io);
    const { prev } = await ownerOf(acting, options.provider);
    await retire(acting, await thumbprintOf(label, io), end, options.provider, prev, io);
  },

  async revoke([label], _, options, io) {
    const reason = options.reason ?? "";
    if (!["superseded", "ceased", "compromised"].includes(reason))
      throw new UsageError("--reason is superseded, ceased or compromised.");
    if (options.since !== undefined && parseInstant(options.since) === undefined)
      throw new UsageError("--since is a time such as 2026-11-22T10:00:00.000Z.");
    const acting = await openActing(options, io);
    const thumbprint = await thumbprintOf(label, io);
    const { subject, prev } = await ownerOf(acting, options.provider);
    const since = options.since === undefined ? {} : { compromisedSince: options.since };
    const body = { thumbprint, reason, ...since, ...revealed(acting) };
    await perform(acting, { kind: "key.revoke", subject, prev, body }, `Key ${thumbprint} is revoked (${reason}).`, io);
  },

  async recover([label], _, options, io) {
    const acting = await openActing(options, io);
    const next = await openOrMake(labelOf(label), "control", io);
    const { subject, prev } = await ownerOf(acting, undefined);
    const spare = options.spare === undefined ? undefined : await openKey(io.env, options.spare);
    const body = {
      newKey: next.did,
      proof: possessionOf(acting, next, subject, "control", prev),
      publicKey: acting.key.did,
      ...(spare === undefined ? {} : { nextKeyDigest: hexEncode(sha256(spare.publicKey)) }),
    };
    const says = `Recovery announced: ${next.did} is an account key in 7 days, unless the spare key vetoes it.`;
    await perform(acting, { kind: "key.recover", subject, prev, body }, says, io);
  },

  async "set-recovery"([label], _, options, io) {
    const acting = await openActing(options, io);
    const recovery = await openKey(io.env, labelOf(label));
    const { did, slots } = acting.account;
    const body = { recoveryKey: recovery.did, ...revealed(acting) };
    const act = { kind: "participant.update", subject: did, prev: slots.participant as StatementHash, body } as const;
    await perform(acting, act, `${recovery.did} is the recovery key.`, io);
  },
};

async function addKey(
  acting: Acting,
  added: Identity,
  purpose: KeyPurpose,
  provider: string | undefined,
  io: Io,
): Promise<StatementHash> {
  if ((purpose === "control") !== (provider === undefined))
    throw new UsageError("Account keys (--purpose control) belong to the account; all others need --provider <prv_…>.");
  const { subject, prev } = await ownerOf(acting, provider);
  const body = {
    purpose,
    newKey: added.did,
    proof: possessionOf(acting, added, subject, purpose, prev),
    ...revealed(acting),
  };
  return perform(acting, { kind: "key.add", subject, prev, body }, `Key ${added.thumbprint} is published.`, io);
}

async function retire(
  acting: Acting,
  thumbprint: Thumbprint,
  end: Instant,
  provider: string | undefined,
  prev: StatementHash | null,
  io: Io,
): Promise<void> {
  const { subject } = await ownerOf(acting, provider);
  const retiresAt = formatInstant(end);
  const body = { thumbprint, retiresAt, ...revealed(acting) };
  await perform(acting, { kind: "key.retire", subject, prev, body }, `Key ${thumbprint} signs until ${retiresAt}.`, io);
}

/** The new key's own signature over who publishes it, for what and after which key statement. */
function possessionOf(
  { log }: Acting,
  added: Identity,
  subject: string,
  purpose: KeyPurpose,
  prev: StatementHash | null,
): string {
  const proof = { log, provider: subject, thumbprint: added.thumbprint, purpose, ...(prev === null ? {} : { prev }) };
  return base64UrlEncode(signEd25519(added.seed, keyProofBytes(proof)));
}

async function openOrMake(label: string, purpose: KeyPurpose, io: Io): Promise<Identity> {
  const known = listKeys(io.env).some((key) => key.label === label);
  return known ? openKey(io.env, label) : saveKey(io.env, label, randomBytes(32), purpose);
}

/** A key by its label here, or by its thumbprint in the log: the one that was lost is on no machine. */
async function thumbprintOf(text: string | undefined, io: Io): Promise<Thumbprint> {
  const name = labelOf(text);
  const known = listKeys(io.env).find((key) => key.label === name);
  const thumbprint = parseThumbprint(known?.thumbprint ?? name);
  if (thumbprint === undefined) throw new UsageError(`"${name}" is neither a key of this machine nor a thumbprint.`);
  return thumbprint;
}

function overlapOf(text: string): number {
  const [, count = "", unit] = /^([1-9]\d{0,2})([hd])$/.exec(text) ?? [];
  if (unit === undefined) throw new UsageError("--overlap is hours or days, such as 12h or 7d.");
  return Number(count) * (unit === "h" ? HOUR_MS : DAY_MS);
}

function labelOf(label: string | undefined): string {
  if (label === undefined) throw new UsageError("Name the key by a label.");
  return label;
}
