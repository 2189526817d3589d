/** `$TOUCHSTONE_HOME`: the reader's own keys and the logs that they have verified before. Never the index's data. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Io } from "./command.ts";

export function homeFolder(env: Io["env"]): string {
  return env.TOUCHSTONE_HOME ?? join(homedir(), ".touchstone-home");
}

/** What is known of a log from earlier visits: its key, and the last checkpoint that verified. */
const knownLogSchema = z.strictObject({ origin: z.string(), vkey: z.string(), checkpoint: z.string().nullable() });
export type KnownLog = z.infer<typeof knownLogSchema>;

export function findKnownLog(env: Io["env"], origin: string): KnownLog | undefined {
  const text = readIfThere(knownLogPath(env, origin));
  return text === undefined ? undefined : knownLogSchema.parse(JSON.parse(text));
}

export function rememberLog(env: Io["env"], log: KnownLog): void {
  const path = knownLogPath(env, log.origin);
  mkdirSync(join(homeFolder(env), "logs"), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${JSON.stringify(log)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

function knownLogPath(env: Io["env"], origin: string): string {
  return join(homeFolder(env), "logs", `${createHash("sha256").update(origin).digest("hex").slice(0, 32)}.json`);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
