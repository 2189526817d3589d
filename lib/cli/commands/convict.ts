/**
 * `touchstone convict`: an operator takes a proof of fraud that its index cannot judge within a request. The same verifier
 * decides, under the same trust, beside an archive of the accused log; what convicts is kept, logged and shown like any other.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import type { Check } from "#lib/kernel/checks.ts";
import { FRAUD_EXIT_CODES } from "#lib/state/fraud/judgement.ts";
import { CliError } from "../cli-error.ts";
import { type Command, EXIT, UsageError } from "../command.ts";
import { dataFolderAt, readDescription } from "../data-folder.ts";
import { printFinding } from "../print-finding.ts";
import { databaseUrls, takeProofEnv } from "../up/processes.ts";
import { runScript, withDatabase } from "../with-database.ts";

const SCRIPT = "lib/server/jobs/take-proof.ts";
const Judged = z.object({
  verdict: z.enum(["equivocation", "tampered", "policy-not-met", "incomplete", "unproven"]),
  checks: z.custom<Check[]>((value) => Array.isArray(value)),
  sha256: z.string().optional(),
  enough: z.string().optional(),
});

export const convict: Command = {
  summary: "Judge a proof of fraud whose log is too long for a request, and keep it in your own index if it convicts.",
  usage: "touchstone convict <proof> [--log <archive of the accused log>] [--data DIR]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({ args, options: { data: text, log: text }, allowPositionals: true });
    const [given, more] = positionals;
    if (given === undefined || more !== undefined) throw new UsageError("Name one proof of fraud.");
    const folder = dataFolderAt(values.data);
    if (readDescription(folder) === undefined) throw new CliError(`There is no data folder ${folder.root}.`);
    const proof = fileOf(given);
    const archive = values.log === undefined ? undefined : fileOf(values.log);
    const answer = await withDatabase(folder, io, (url, founded) =>
      runScript(SCRIPT, [], takeProofEnv(folder, founded, databaseUrls(url, founded), { proof, archive }), io),
    );
    const { verdict, checks, sha256, enough } = Judged.parse(answer);
    const isKept = sha256 !== undefined;
    const words = isKept
      ? `It convicts and is kept as ${sha256}; the index logs it within a minute while it runs.`
      : enough === undefined
        ? `Not every check passes (${verdict}): nothing was kept.`
        : `It convicts, and this log stands convicted of the kind often enough here: see ${enough}.`;
    printFinding(io, { ok: isKept, checks }, words, { verdict, ...(isKept && { sha256 }) });
    return isKept || enough !== undefined ? EXIT.ok : FRAUD_EXIT_CODES[verdict];
  },
};

function fileOf(given: string): string {
  const file = path.resolve(process.env.INIT_CWD ?? process.cwd(), given);
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`);
  return file;
}
