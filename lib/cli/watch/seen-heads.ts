/** The heads of other logs that this reader has seen: one file for each log, only ever added to. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Peer } from "#lib/log/peer-list.ts";
import { logSignedNote } from "#lib/state/fraud/build.ts";
import type { SignedHead } from "#lib/state/peer/peer-log.ts";
import { type Io, UsageError } from "../command.ts";
import { homeFolder } from "../home.ts";

const seenSchema = z.strictObject({ vkey: z.string(), notes: z.array(z.string()) });

/** The first and the newest head say of a log that grew whatever those between could say. */
const KEPT = 2;

/** Oldest first. Errors: UsageError when this origin was first seen with another key. */
export function readSeen(env: Io["env"], { origin, vkey }: Peer): SignedHead[] {
  const file = pathOf(env, origin);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  const seen = seenSchema.parse(JSON.parse(text));
  if (seen.vkey !== vkey)
    throw new UsageError(`${origin} was first seen with the key ${seen.vkey}. A log has one key for ever (${file}).`);
  return seen.notes.flatMap((note) => logSignedNote(note, vkey) ?? []);
}

/** Keeps a head that agrees with all that are kept. */
export function keepSeen(env: Io["env"], { origin, vkey }: Peer, known: readonly SignedHead[], head: SignedHead): void {
  if (known.some(({ note }) => note === head.note)) return;
  const notes = [...known.slice(0, KEPT - 1), head].map(({ note }) => note);
  const file = pathOf(env, origin);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${JSON.stringify({ vkey, notes })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function pathOf(env: Io["env"], origin: string): string {
  const name = createHash("sha256").update(origin).digest("hex").slice(0, 32);
  return join(homeFolder(env), "heads", `${name}.json`);
}
