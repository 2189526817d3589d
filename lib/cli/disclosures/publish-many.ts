/** `touchstone disclose many`: a file with many disclosures. What breaks a rule is listed, what does not is published or saved. */
import { existsSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { type BulkFile, bulkText, parseBulk } from "#lib/disclosure/parse-bulk.ts";
import { type Origin, parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { EXIT, type Io, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";
import { printable } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { type OwnProviders, operatorOf, readOwnProviders } from "./own-providers.ts";
import { SendJournal } from "./send-journal.ts";
import { type RowsSent, sendRows } from "./send-rows.ts";

export const MANY_USAGE = `touchstone disclose many <file|-> (--publish --key <label> | --save <good.jsonl> | neither: only check)
       [--provider <prv_…>] [--in-name-of <did:key…>] [--rest <bad.jsonl>] [--journal <file>] [--url <index>]
       The file: a JSON array, or one row a line: {"type": "fees", "provider": "prv_…", "body": {…}}`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  ...{ provider: text, key: text, url: text, "in-name-of": text },
  ...{ publish: flag, save: text, rest: text, journal: text },
};

type Values = {
  readonly [name in "provider" | "key" | "url" | "in-name-of" | "save" | "rest" | "journal"]?: string | undefined;
} & { readonly publish?: boolean | undefined };

export async function publishMany(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new UsageError("Name one file with disclosures, or - for standard input.");
  const isPublishing = values.publish === true;
  requireChoice(values, file, isPublishing);
  const bytes = file === "-" ? await io.readStdin() : await readFile(file).catch(() => undefined);
  if (bytes === undefined) throw new UsageError(`${file} cannot be read.`);

  const remote = remoteOf(values, io);
  const key = values.key === undefined ? undefined : await openKey(io.env, values.key);
  const { origin } = await remote.describe();
  const own = await readOwn(remote, values, key);
  const read = parseBulk(bytes, own.known, asInstant(Date.now()));
  keepRest(read, values);
  if (!isPublishing || key === undefined) return reportChecked(read, values, io);
  const journal = SendJournal.open(values.journal ?? `${file}.sent`, origin);
  const isMember = values["in-name-of"] !== undefined;
  const sent = await sendRows({ remote, key, log: origin as Origin, own, isMember, journal }, read.rows, io);
  return reportSent(read, sent, journal, io);
}

/** What was asked for is settled before anything is read or signed. */
function requireChoice(values: Values, file: string, isPublishing: boolean): void {
  if (isPublishing && values.save !== undefined) throw new UsageError("Either --publish or --save, not both.");
  if (isPublishing && values.key === undefined)
    throw new UsageError("--key names the provider's disclosure key, or the operator's control key.");
  if (isPublishing && file === "-" && values.journal === undefined)
    throw new UsageError("From standard input, --journal names the file that notes what was sent.");
  for (const path of [values.save, values.rest])
    if (path !== undefined && existsSync(path)) throw new UsageError(`${path} is there already. Choose another name.`);
}

/** Errors: `UsageError` when it cannot be told whose providers the rows are about. */
async function readOwn(remote: RemoteIndex, values: Values, key: Identity | undefined): Promise<OwnProviders> {
  const only = values.provider === undefined ? undefined : parseProviderId(values.provider);
  if (values.provider !== undefined && only === undefined) throw new UsageError("--provider is a provider id (prv_…).");
  const inNameOf = values["in-name-of"];
  const operator = only === undefined ? (inNameOf ?? key?.did) : await operatorOf(remote, only);
  if (operator === undefined) throw new UsageError("Say whose providers these are: --key, --provider or --in-name-of.");
  if (inNameOf !== undefined && inNameOf !== operator)
    throw new UsageError(`The provider's operator is ${operator}, not ${inNameOf}.`);
  return readOwnProviders(remote, operator, only);
}

/** Before anything is sent, so that no later trouble loses them. */
function keepRest({ rows, kept }: BulkFile, { save, rest }: Values): void {
  if (rest !== undefined && kept.length > 0) writeNew(rest, bulkText(kept));
  if (save === undefined) return;
  writeNew(save, bulkText(rows.map(({ type, provider, body }) => JSON.stringify({ type, provider, body }))));
}

function writeNew(path: string, content: string): void {
  writeFileSync(path, `${content}\n`, { flag: "wx" });
}

function tellFaults({ faults }: BulkFile, io: Io): void {
  for (const { line, field, rule } of faults) io.out(`line ${line}  ${field || "/"}  ${printable(rule)}`);
}

const faultyRows = ({ faults }: BulkFile) => new Set(faults.map(({ line }) => line)).size;

function reportChecked(read: BulkFile, { save, rest }: Values, io: Io): number {
  const isWhole = read.faults.length === 0;
  if (io.json) {
    io.out(JSON.stringify({ good: read.rows.length, faults: read.faults, saved: save ?? null, rest: rest ?? null }));
  } else {
    tellFaults(read, io);
    io.out(`${read.rows.length} good rows, ${faultyRows(read)} at fault.`);
    io.out(
      save === undefined ? "Nothing was signed: --publish does it, --save keeps the good rows." : `Kept in ${save}.`,
    );
  }
  return isWhole ? EXIT.ok : EXIT.incomplete;
}

function reportSent(read: BulkFile, sent: RowsSent, journal: SendJournal, io: Io): number {
  const { recorded, promised, skipped, failed, stopped } = sent;
  if (io.json) {
    const { faults } = read;
    const good = read.rows.length;
    io.out(JSON.stringify({ good, recorded, promised, skipped, failed, faults, stopped, journal: journal.path }));
  } else {
    tellFaults(read, io);
    for (const { line, code, detail } of failed) io.out(`line ${line}  ${code}  ${printable(detail)}`);
    const counts = [
      `${recorded.length} of ${read.rows.length} good rows recorded now`,
      ...(promised.length > 0 ? [`${promised.length} promised`] : []),
      ...(skipped > 0 ? [`${skipped} by an earlier run (${journal.path})`] : []),
      ...(failed.length > 0 ? [`${failed.length} refused`] : []),
      `${faultyRows(read)} at fault`,
    ];
    io.out(`${counts.join(", ")}.`);
    if (stopped !== undefined) io.err(`${stopped} The same command goes on from there.`);
  }
  const isDone = read.faults.length === 0 && failed.length === 0 && stopped === undefined;
  return isDone ? EXIT.ok : EXIT.incomplete;
}
