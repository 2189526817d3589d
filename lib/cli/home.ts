/** `$TOUCHSTONE_HOME`: the reader's own keys and the logs that they have verified before. Never the index's data. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Io } from "./command.ts";

export function homeFolder(env: Io["env"]): string {
  return env.TOUCHSTONE_HOME ?? join(homedir(), ".touchstone-home");
}

/** What is known of a log from earlier visits: its key, and the last checkpoint that verified. */
const knownLogSchema = z.strictObject({
  origin: z.string(),
  vkey: z.string(),
  checkpoint: z.string().nullable(),
  /** Who speaks for the index, from its genesis; absent before the first audit. */
  issuer: z.string().optional(),
  /** Every verdict before this entry was run again here and follows; counts only with a log that grew from `checkpoint`. */
  verdictsTo: z.int().min(0).optional(),
});
export type KnownLog = z.infer<typeof knownLogSchema>;

export function findKnownLog(env: Io["env"], origin: string): KnownLog | undefined {
  const text = readIfThere(knownLogPath(env, origin));
  return text === undefined ? undefined : knownLogSchema.parse(JSON.parse(text));
}

export function rememberLog(env: Io["env"], log: KnownLog): void {
  writeWhole(knownLogPath(env, log.origin), log);
}

const knownSiteSchema = z.strictObject({ address: z.string(), origin: z.string() });

/** Origin of the log that an address showed when it was audited last. */
export function findKnownSite(env: Io["env"], address: string): string | undefined {
  const text = readIfThere(pathOf(env, "sites", address));
  return text === undefined ? undefined : knownSiteSchema.parse(JSON.parse(text)).origin;
}

export function rememberSite(env: Io["env"], address: string, origin: string): void {
  writeWhole(pathOf(env, "sites", address), { address, origin });
}

function knownLogPath(env: Io["env"], origin: string): string {
  return pathOf(env, "logs", origin);
}

function pathOf(env: Io["env"], folder: string, name: string): string {
  return join(homeFolder(env), folder, `${createHash("sha256").update(name).digest("hex").slice(0, 32)}.json`);
}

function writeWhole(path: string, content: object): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
