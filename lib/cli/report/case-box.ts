/**
 * `$TOUCHSTONE_HOME/cases`: one file for each report that was filed from here, 0600. It holds what nobody else has: the
 * share in a draw, and where the key of the case lies. Written before anything is sent.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CLAIM_KIND_NAMES } from "#lib/evidence/bundle/claim-kinds.ts";
import type { Io } from "../command.ts";
import { homeFolder } from "../home.ts";

const keptCaseSchema = z.strictObject({
  type: z.literal("touchstone-filed-report/v1"),
  /** The index that it was filed at. */
  url: z.string(),
  log: z.string(),
  case: z.string(),
  /** Hash of the report's statement. */
  statement: z.string(),
  provider: z.string(),
  claim: z.enum(CLAIM_KIND_NAMES),
  fault: z.string().nullable(),
  group: z.string().nullable(),
  /** Label of the key that signed, among `touchstone keys`. */
  key: z.string(),
  /** 32 bytes in base64url; their hash stands in the report. */
  drawSecret: z.string(),
  preparedAt: z.string(),
  /** The entry, or the file of the promise; both null while there was no answer. */
  filedIn: z.int().nullable(),
  promise: z.string().nullable(),
});
export type KeptCase = z.infer<typeof keptCaseSchema>;

const casesFolder = (env: Io["env"]) => join(homeFolder(env), "cases");

/** Writes the file whole, or whole again. */
export function keepCase(env: Io["env"], kept: KeptCase): string {
  const folder = casesFolder(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${kept.case}.json`);
  writeFileSync(`${path}.new`, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}

/** Every case that can be read, oldest first; a file that cannot is left alone. */
export function listCases(env: Io["env"]): KeptCase[] {
  const folder = casesFolder(env);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => readCase(join(folder, name)) ?? [])
    .sort((a, b) => a.preparedAt.localeCompare(b.preparedAt));
}

/** Whether the index took it. */
export function isSent({ filedIn, promise }: KeptCase): boolean {
  return filedIn !== null || promise !== null;
}

export function findCase(env: Io["env"], id: string): KeptCase | undefined {
  return listCases(env).find((kept) => kept.case === id);
}

function readCase(path: string): KeptCase | undefined {
  try {
    const kept = keptCaseSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return kept.success ? kept.data : undefined;
  } catch {
    return undefined;
  }
}
