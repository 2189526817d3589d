/** The index's keys: that those on file are the ones which the log names. */
import { readFileSync } from "node:fs";
import type pg from "pg";
import { z } from "zod";
import { RawKeyFile } from "#lib/kernel/key-file.ts";
import type { DataFolder, IndexKeyPurpose } from "../data-folder.ts";
import { fail, type Line, ok } from "./line.ts";

const Keys = z.object({
  log: z.string(),
  promise: z.string(),
  witness: z.string(),
  statement: z.string(),
  answer: z.string(),
});

/** Undefined where it cannot be told: the line about the folder's keys says why. */
function didOnFile(folder: DataFolder, purpose: IndexKeyPurpose): string | undefined {
  try {
    return RawKeyFile.parse(JSON.parse(readFileSync(folder.key(purpose), "utf8"))).did;
  } catch {
    return undefined;
  }
}

/** Nothing before genesis is projected. */
export async function examineKeysInForce(client: pg.Client, folder: DataFolder): Promise<Line[]> {
  const { rows } = await client.query<{ keys: unknown }>(
    "SELECT form::jsonb -> 'keys' AS keys FROM aggregate_version WHERE key = 'index' AND to_size IS NULL",
  );
  if (rows[0] === undefined) return [];
  const named = Keys.parse(rows[0].keys);
  const others = Keys.keyof().options.flatMap((purpose) => {
    const did = didOnFile(folder, purpose);
    if (did === named[purpose]) return [];
    const held = did === undefined ? "the file cannot be read" : `the file holds ${did}`;
    return [`${purpose} (the log names ${named[purpose]}, ${held})`];
  });
  if (others.length === 0) return [ok("keys in force", "the log names those on file")];
  return [
    fail(
      "keys in force",
      others.join(", "),
      "Put the key that the log names into keys/ and start anew; `touchstone index rotate` makes a new one.",
    ),
  ];
}
