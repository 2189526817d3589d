/** The offline verifier file: that it is the one which the log announces. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import type pg from "pg";
import { VERIFIER_PATH } from "../verifier/ensure-verifier.ts";
import { type Line, ok, warn } from "./line.ts";

export async function examineVerifier(client: pg.Client): Promise<Line[]> {
  const { rows } = await client.query<{ announced: string | null }>(
    "SELECT form::jsonb ->> 'verifierSha256' AS announced FROM aggregate_version WHERE key = 'index' AND to_size IS NULL",
  );
  if (rows[0] === undefined) return [];
  const { announced } = rows[0];
  if (!existsSync(VERIFIER_PATH))
    return [warn("verifier", "the file is not built", "Run `npm run build -- verifier`.")];
  const served = createHash("sha256").update(readFileSync(VERIFIER_PATH)).digest("hex");
  if (served === announced) return [ok("verifier", `${served}, as the log announces`)];
  return [
    warn(
      "verifier",
      `the file is ${served}, the log announces ${announced ?? "none"}`,
      "Restart with `npm run up`, which announces it by the folder's admin key; if another administrator took over, they sign index.key {verifierSha256}.",
    ),
  ];
}
