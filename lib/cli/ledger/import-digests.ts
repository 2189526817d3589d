/** `touchstone disclose digest`: signs and publishes digests of a database ledger, one or a hundred thousand. */
import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type BatchWords, bodyOfBatch, ROWS_MEDIA_TYPE } from "#lib/disclosure/ledger-digest/batch-body.ts";
import { type ImportPlan, type ImportRow, planSteps } from "#lib/disclosure/ledger-digest/plan-import.ts";
import { parseSeriesText } from "#lib/disclosure/ledger-digest/series-text.ts";
import { type Did, type Origin, parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { verifyP256 } from "#lib/platform/node-p256.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { LEDGERS, type Ledger } from "#lib/statement/ledger/point.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { commitOf, type Part } from "#lib/statement/submission.ts";
import { EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";
import { printable } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";
import { sendPatiently } from "../send-patiently.ts";
import { sendStatement } from "../send-statement.ts";
import { knownRows } from "./known-rows.ts";

export const DIGEST_USAGE = `touchstone disclose digest <file|-> --provider <prv_…> --key <label> --series <server>/<database>/<creation time>
       [--ledger azure-sql|immudb|tlog] [--signed-by <the ledger's key>] [--cadence 1h] [--observer <name>] [--dry-run] [--url <index>]`;

type Sender = {
  readonly remote: RemoteIndex;
  readonly key: Identity;
  readonly log: Origin;
  readonly operator: Did;
  readonly provider: string;
  readonly words: BatchWords;
};

export async function importDigests(args: string[], io: Io): Promise<number> {
  const text = { type: "string" } as const;
  const options = {
    provider: text,
    key: text,
    url: text,
    series: text,
    ledger: text,
    "signed-by": text,
    cadence: text,
    observer: text,
    "dry-run": { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new UsageError("Name one file with digests, or - for standard input.");
  const words = wordsOf(values);
  const given = { ...words, verifyP256 };
  const content = await contentOf(file, io);
  const now = asInstant(Date.now());
  if (values["dry-run"] === true) return report(await plan(content, given, new Set(), now), 0, io);
  const provider = parseProviderId(values.provider ?? "");
  if (provider === undefined) throw new UsageError("--provider is a provider id (prv_…).");
  if (values.key === undefined)
    throw new UsageError("--key names the provider's disclosure key, or the operator's control key.");
  const remote = remoteOf(values, io);
  const key = await openKey(io.env, values.key);
  const { origin } = await remote.describe();
  const known = await knownRows(remote, provider, seriesIdOf(words.series), io);
  const planned = await plan(content, given, known.rows, now);
  const sender = { remote, key, log: origin as Origin, operator: known.operator as Did, provider, words };
  return report(planned, await sendAll(sender, planned, io), io);
}

/** In steps, so that the process hears meanwhile that it should stop, or that a connection was closed. */
async function plan(...given: Parameters<typeof planSteps>): Promise<ImportPlan> {
  const steps = planSteps(...given);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await turn();
  }
}

/** Answers how many rows were recorded or promised; a refusal in the middle says how to go on. */
async function sendAll(sender: Sender, plan: ImportPlan, io: Io): Promise<number> {
  let done = 0;
  for (const [index, batch] of plan.batches.entries()) {
    if (io.signal.aborted) throw new IncompleteError(`Stopped after ${done} of ${plan.rows} rows. ${GO_ON}`);
    try {
      await sendBatch(sender, batch, io);
    } catch (error) {
      if (!(error instanceof IncompleteError) || done === 0) throw error;
      throw new IncompleteError(`${error.message} ${done} of ${plan.rows} rows are logged. ${GO_ON}`);
    }
    done += batch.length;
    if (plan.batches.length > 1)
      io.err(`${done} of ${plan.rows} rows (statement ${index + 1} of ${plan.batches.length})`);
  }
  return done;
}

const GO_ON = "The same command goes on from there: what is logged is skipped.";

async function sendBatch({ remote, key, log, operator, provider, words }: Sender, batch: readonly ImportRow[], io: Io) {
  const now = asInstant(Date.now());
  const { body, part: bytes } = bodyOfBatch(batch, words, now);
  const parts: Part[] = bytes === undefined ? [] : [{ bytes, nonce: randomBytes(32) }];
  const draft = {
    kind: "disclosure.database_ledger_digest",
    log,
    issuer: operator,
    key: key.thumbprint,
    subject: provider,
    body,
    ...(parts.length > 0 && { parts: parts.map(commitmentOf) }),
  } as const;
  const statement = signStatement(
    composeStatement(draft, now, (count) => randomBytes(count)),
    key.seed,
  );
  const sent = await sendPatiently(() => sendStatement(remote, statement, io, parts), io);
  if (!("kept" in sent) && sent.voidCode !== undefined)
    throw new IncompleteError(`Entry ${sent.index} is void (${sent.voidCode}): it changes nothing.`);
}

function commitmentOf(part: Part) {
  return {
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: ROWS_MEDIA_TYPE,
    visibility: "public",
  } as const;
}

function report({ rows, bad, skipped, batches }: ImportPlan, logged: number, io: Io): number {
  if (io.json) {
    io.out(JSON.stringify({ good: rows, logged, skipped, statements: batches.length, bad }));
  } else {
    for (const { line, code, detail } of bad) io.out(`line ${line}  ${code}  ${printable(detail)}`);
    io.out(`${rows} good rows, ${logged} logged now, ${skipped} known already, ${bad.length} bad.`);
  }
  return bad.length === 0 ? EXIT.ok : EXIT.incomplete;
}

type Values = { series?: string; ledger?: string; "signed-by"?: string; cadence?: string; observer?: string };

function wordsOf(values: Values): BatchWords {
  const ledger = ledgerOf(values.ledger ?? "azure-sql");
  const series = parseSeriesText(values.series ?? "", ledger);
  if (series === undefined)
    throw new UsageError(
      "--series is <server>/<database>/<creation time>, as in the path under which digests are stored.",
    );
  return {
    series,
    ...(values["signed-by"] !== undefined && { signedBy: values["signed-by"] }),
    cadenceMinutes: values.cadence === undefined ? undefined : minutesOf(values.cadence),
    observer: values.observer,
  };
}

function ledgerOf(text: string): Ledger {
  const ledger = LEDGERS.find((name) => name === text);
  if (ledger === undefined) throw new UsageError(`--ledger is one of ${LEDGERS.join(", ")}.`);
  return ledger;
}

const UNIT_MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 1440 };

function minutesOf(text: string): number {
  const [, count = "", unit = ""] = /^([1-9]\d{0,4})([mhd])$/.exec(text) ?? [];
  const minutes = Number(count) * (UNIT_MINUTES[unit] ?? 0);
  if (minutes < 1 || minutes > 44_640) throw new UsageError("--cadence is a time up to 31d, such as 30m, 1h or 1d.");
  return minutes;
}

async function contentOf(file: string, io: Io): Promise<string> {
  const bytes = file === "-" ? await io.readStdin() : await readFile(file).catch(() => undefined);
  if (bytes === undefined) throw new UsageError(`${file} cannot be read.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`${file} is not UTF-8 text.`);
  }
}
