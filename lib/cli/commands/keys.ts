/** `touchstone keys`: signing keys of this machine, and what the log is to say of them. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isKeyPurpose, KEY_PURPOSES, type KeyPurpose } from "#lib/statement/bodies.ts";
import { ACTING_OPTIONS } from "../acting-key.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";
import { listKeys, openKey, rawKeyFile, saveKey, seedOfText } from "../key-ring.ts";
import { LOG_ACTIONS } from "../keys/log-actions.ts";

type Action = (rest: string[], purpose: KeyPurpose, io: Io) => Promise<void>;

export const keys: Command = {
  summary: "signing keys on this machine, and in the log",
  usage: `touchstone keys new <label> | import <label> <file|-> | list | export <label>   [--purpose ${KEY_PURPOSES.join("|")}]
In the log, signed by --key <label>; --provider <prv_…> for keys of a provider, without it for account keys:
  touchstone keys add <label> --purpose <purpose>
  touchstone keys rotate <label> --to <new label> --purpose <purpose> [--overlap 7d]
  touchstone keys retire <label|thumbprint> --at <time>
  touchstone keys revoke <label|thumbprint> --reason superseded|ceased|compromised [--since <time>]
  touchstone keys recover <new label> --key <recovery key> --account <did:key…> [--spare <label>]
  touchstone keys set-recovery <label> --key <spare or account key>
Also: --account <did:key…> for a spare or recovery key, --in-name-of <did:key…> for a member, --url <index>`,
  async run(args, io) {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        ...ACTING_OPTIONS,
        purpose: { type: "string", default: "disclosure" },
        provider: text,
        to: text,
        overlap: text,
        at: text,
        reason: text,
        since: text,
        spare: text,
      },
    });
    const [action = "list", ...rest] = positionals;
    if (!isKeyPurpose(values.purpose)) throw new UsageError(`--purpose is one of ${KEY_PURPOSES.join(", ")}.`);
    const local = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    const inLog = Object.hasOwn(LOG_ACTIONS, action) ? LOG_ACTIONS[action] : undefined;
    if (local !== undefined) await local(rest, values.purpose, io);
    else if (inLog !== undefined) await inLog(rest, values.purpose, values, io);
    else throw new UsageError(`There is no "keys ${action}".`);
    return EXIT.ok;
  },
};

const ACTIONS: Record<string, Action> = {
  async new([label], purpose, io) {
    const { did, thumbprint } = await saveKey(io.env, labelOf(label), randomBytes(32), purpose);
    show(io, {
      label: labelOf(label),
      did,
      thumbprint,
      purpose,
      encrypted: io.env.TOUCHSTONE_PASSPHRASE !== undefined,
    });
  },

  async import([label, file], purpose, io) {
    if (file === undefined) throw new UsageError("Name the file with the private key, or - for standard input.");
    const text = file === "-" ? new TextDecoder().decode(await io.readStdin()) : readFileSync(file, "utf8");
    const { did, thumbprint } = await saveKey(io.env, labelOf(label), await seedOfText(io.env, text, file), purpose);
    show(io, {
      label: labelOf(label),
      did,
      thumbprint,
      purpose,
      encrypted: io.env.TOUCHSTONE_PASSPHRASE !== undefined,
    });
  },

  async list(_, __, io) {
    const found = listKeys(io.env);
    if (io.json) {
      io.out(JSON.stringify(found));
      return;
    }
    if (found.length === 0) io.out("No keys yet. Make one: touchstone keys new <label>");
    for (const key of found) show(io, key);
  },

  async export([label], _, io) {
    await openKey(io.env, labelOf(label));
    io.out(rawKeyFile(io.env, labelOf(label)).trimEnd());
  },
};

function labelOf(label: string | undefined): string {
  if (label === undefined) throw new UsageError("Name the key by a label.");
  return label;
}

function show(
  io: Io,
  key: { label: string; did: string; thumbprint: string; purpose: string; encrypted: boolean },
): void {
  const people = `${key.label}  ${key.purpose}${key.encrypted ? ", encrypted" : ""}\n  ${key.did}\n  thumbprint ${key.thumbprint}`;
  io.out(io.json ? JSON.stringify(key) : people);
}
