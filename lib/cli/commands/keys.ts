/** `touchstone keys new|import|list|export`: signing keys for automation, kept on this machine only. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isKeyPurpose, KEY_PURPOSES, type KeyPurpose } from "#lib/statement/bodies.ts";
import { type Command, EXIT, type Io, UsageError } from "../command.ts";
import { listKeys, openKey, rawKeyFile, saveKey, seedOfText } from "../key-ring.ts";

type Action = (rest: string[], purpose: KeyPurpose, io: Io) => Promise<void>;

export const keys: Command = {
  summary: "make, import, list and export signing keys on this machine",
  usage:
    "touchstone keys new <label> | import <label> <file|-> | list | export <label>   [--purpose control|response|disclosure|token|report]",
  async run(args, io) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { purpose: { type: "string", default: "disclosure" } },
    });
    const [action = "list", ...rest] = positionals;
    if (!isKeyPurpose(values.purpose)) throw new UsageError(`--purpose is one of ${KEY_PURPOSES.join(", ")}.`);
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (run === undefined) throw new UsageError(`There is no "keys ${action}".`);
    await run(rest, values.purpose, io);
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
