/** Signs and sends the rows of a file one after the other, each naming the version that it replaces. */
import { randomBytes } from "node:crypto";
import type { BulkRow } from "#lib/disclosure/parse-bulk.ts";
import type { Did, Origin, StatementHash } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { IncompleteError, type Io } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendPatiently } from "../send-patiently.ts";
import { RefusedError, sendStatement } from "../send-statement.ts";
import type { OwnProviders, Slot } from "./own-providers.ts";
import { rowNames, type SendJournal } from "./send-journal.ts";

export type Sender = {
  readonly remote: RemoteIndex;
  readonly key: Identity;
  readonly log: Origin;
  readonly own: OwnProviders;
  /** The key's owner acts for the operator as a member. */
  readonly isMember: boolean;
  readonly journal: SendJournal;
};

export type RowsSent = {
  readonly recorded: readonly { readonly line: number; readonly entry: number }[];
  /** Accepted and not logged yet. */
  readonly promised: readonly number[];
  /** By an earlier run. */
  readonly skipped: number;
  readonly failed: readonly { readonly line: number; readonly code: string; readonly detail: string }[];
  /** Why the rest was not sent; undefined: all were. */
  readonly stopped: string | undefined;
};

/** The fold's answers to bytes that were signed earlier and need only be signed anew. */
const OUTDATED: ReadonlySet<string> = new Set(["stale-issued", "stale-prev"]);

type Outcome =
  | { readonly is: "recorded"; readonly entry: number; readonly hash: StatementHash }
  | { readonly is: "promised"; readonly hash: StatementHash }
  | { readonly is: "failed"; readonly code: string; readonly detail: string };

export async function sendRows(sender: Sender, rows: readonly BulkRow[], io: Io): Promise<RowsSent> {
  const names = rowNames(rows);
  const recorded: { line: number; entry: number }[] = [];
  const failed: { line: number; code: string; detail: string }[] = [];
  const promised: number[] = [];
  let skipped = 0;
  const progress = progressOf(rows.length, io);
  const answer = (stopped?: string): RowsSent => ({ recorded, promised, skipped, failed, stopped });
  for (const [at, row] of rows.entries()) {
    const name = names[at] ?? "";
    if (sender.journal.of(name).entry !== undefined) {
      skipped += 1;
      continue;
    }
    if (io.signal.aborted) return answer("Stopped.");
    try {
      const outcome = await sendRow(sender, row, name, io);
      if (outcome.is === "recorded") recorded.push({ line: row.line, entry: outcome.entry });
      else if (outcome.is === "promised") promised.push(row.line);
      else failed.push({ line: row.line, code: outcome.code, detail: outcome.detail });
    } catch (error) {
      if (!(error instanceof IncompleteError)) throw error;
      return answer(io.signal.aborted ? "Stopped." : error.message);
    }
    progress(at + 1);
  }
  return answer();
}

async function sendRow(sender: Sender, row: BulkRow, name: string, io: Io): Promise<Outcome> {
  const { journal, own } = sender;
  const slot = own.slot(row.provider, row.type);
  const settle = (outcome: Outcome) => {
    if (outcome.is === "recorded") journal.noteRecorded(name, outcome.entry);
    return outcome;
  };
  const kept = journal.of(name).signed;
  const again = kept === undefined ? undefined : await sendBytes(sender, kept, io);
  if (again !== undefined) await slot.readAgain();
  if (again !== undefined && !isOutdated(again)) return settle(again);
  let outcome = await signAndSend(sender, row, name, slot, io);
  if (outcome.is === "failed" && outcome.code === "stale-prev") {
    await slot.readAgain();
    outcome = await signAndSend(sender, row, name, slot, io);
  }
  if (outcome.is !== "failed") slot.replace(outcome.hash);
  return settle(outcome);
}

const isOutdated = (outcome: Outcome) => outcome.is === "failed" && OUTDATED.has(outcome.code);

async function signAndSend(sender: Sender, row: BulkRow, name: string, slot: Slot, io: Io): Promise<Outcome> {
  const statement = signRow(sender, row, DISCLOSURES[row.type].replaces ? slot.last() : undefined);
  sender.journal.noteSigned(name, statement);
  return await sendBytes(sender, statement, io);
}

function signRow({ log, key, own, isMember }: Sender, { type, provider, body }: BulkRow, prev?: StatementHash) {
  const draft = {
    ...({
      kind: `disclosure.${type}`,
      log,
      issuer: isMember ? key.did : (own.operator as Did),
      key: key.thumbprint,
    } as const),
    ...(isMember ? { onBehalfOf: own.operator as Did } : {}),
    ...{ subject: provider, body },
    ...(prev === undefined ? {} : { prev }),
  };
  const now = asInstant(Date.now());
  return signStatement(
    composeStatement(draft, now, (count) => randomBytes(count)),
    key.seed,
  );
}

/** Errors: `IncompleteError` when the index cannot be reached or stays busy: the bytes are kept. */
async function sendBytes({ remote }: Sender, statement: Uint8Array, io: Io): Promise<Outcome> {
  const parsed = parseStatement(statement);
  if (!parsed.ok) return { is: "failed", code: parsed.error.code, detail: parsed.error.detail };
  const { hash } = parsed.value;
  try {
    const sent = await sendPatiently(() => sendStatement(remote, statement, io), io);
    if ("kept" in sent) return { is: "promised", hash };
    if (sent.voidCode === undefined) return { is: "recorded", entry: sent.index, hash };
    return { is: "failed", code: sent.voidCode, detail: `Entry ${sent.index} is void: it changes nothing.` };
  } catch (error) {
    if (!(error instanceof RefusedError) || error.retryAfterSeconds !== undefined) throw error;
    return { is: "failed", code: error.code, detail: error.message };
  }
}

const EVERY_ROWS = 10;

function progressOf(rows: number, io: Io): (done: number) => void {
  const startedMs = Date.now();
  return (done) => {
    if (done % EVERY_ROWS !== 0 || done === rows) return;
    const leftSeconds = Math.ceil((((Date.now() - startedMs) / done) * (rows - done)) / 1000);
    io.err(`${done} of ${rows} rows, about ${leftSeconds} s left`);
  };
}
