/**
 * `$TOUCHSTONE_HOME/unsent`: what could not be reported, until it is. A report that was signed lies here as the very bytes
 * that are sent, since nobody knows whether an answer that was lost was a yes, and the same bytes are recorded once.
 * Evidence that could not be checked against its index lies here as it is.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { type Bundle, encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { base64Decode, base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Io } from "../command.ts";
import { homeFolder } from "../home.ts";

const unsentSchema = z.strictObject({
  type: z.literal("touchstone-unsent-report/v1"),
  /** The index that it is for. */
  url: z.string(),
  /** `submission`: signed; `evidence`: a bundle. */
  what: z.enum(["submission", "evidence"]),
  /** The case; of evidence the file that it came from. */
  name: z.string(),
  /** In base64. */
  bytes: z.string(),
  /** Evidence that would give away the field that the call was made with, until its end: seconds since 1970. */
  held: z.strictObject({ field: z.string(), endsAt: z.int() }).optional(),
});
type Document = z.infer<typeof unsentSchema>;

export type Unsent = Pick<Document, "url" | "what" | "name" | "held"> & {
  readonly bytes: Uint8Array;
  readonly path: string;
};

const folderOf = (env: Io["env"]) => join(homeFolder(env), "unsent");

/** Written whole; `id` names it once, so that it is not kept twice. */
export function keepUnsent(env: Io["env"], id: string, { bytes, ...rest }: Omit<Unsent, "path">): void {
  const folder = folderOf(env);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${id}.json`);
  const document: Document = { type: "touchstone-unsent-report/v1", ...rest, bytes: base64Encode(bytes) };
  writeFileSync(`${path}.new`, `${JSON.stringify(document)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

type Evidence = {
  readonly url: string;
  readonly file: string;
  readonly bundle: Bundle;
  readonly held?: { readonly field: string; readonly endsAt: number | null };
  /** As which it was kept before. */
  readonly id?: string;
};

/** Keeps a bundle that was not reported, and gives the id as which it waits. What nobody may see waits for an end that is known. */
export function keepEvidence(env: Io["env"], { url, file, bundle, held, id }: Evidence): string {
  const bytes = encodeBundle(bundle);
  const { field = "", endsAt = null } = held ?? {};
  if (held !== undefined && endsAt === null) throw new Error("Nobody can wait for what does not end.");
  const kept = id ?? `evidence-${hexEncode(sha256(bytes)).slice(0, 16)}`;
  const waits = endsAt === null ? undefined : { field, endsAt };
  keepUnsent(env, kept, { url, what: "evidence", name: resolve(file), bytes, held: waits });
  return kept;
}

export function dropUnsent(env: Io["env"], id: string): void {
  rmSync(join(folderOf(env), `${id}.json`), { force: true });
}

/** What waits for the index at this address; a file that cannot be read is left alone. */
export function listUnsent(env: Io["env"], url: string): (Unsent & { readonly id: string })[] {
  let names: string[];
  try {
    names = readdirSync(folderOf(env));
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .flatMap((name) => {
      const path = join(folderOf(env), name);
      const found = readUnsent(path);
      return found?.url === url ? [{ ...found, path, id: name.slice(0, -".json".length) }] : [];
    });
}

function readUnsent(path: string): Omit<Unsent, "path"> | undefined {
  try {
    const { data } = unsentSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    const bytes = data === undefined ? undefined : base64Decode(data.bytes);
    return data === undefined || bytes === undefined ? undefined : { ...data, bytes };
  } catch {
    return undefined;
  }
}
