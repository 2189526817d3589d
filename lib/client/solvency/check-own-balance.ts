/** A user's check in the browser: the root is read out of the log's entry, whose proof is checked, never off the page. */
import type { ReceiptDocument } from "#lib/contract/statements.ts";
import { type BalanceFile, balanceFileJson } from "#lib/disclosure/solvency/balance-file.ts";
import { type BalanceFinding, checkBalance, type PublishedRoot } from "#lib/disclosure/solvency/check-balance.ts";
import { parseAmount } from "#lib/kernel/amount.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { Statement } from "#lib/statement/envelope.ts";
import type { RememberedLogs } from "../memory/remembered-logs.ts";
import { checkEntry } from "../verify/check-online.ts";

export type OwnCheck = {
  readonly file: BalanceFile;
  readonly finding: BalanceFinding;
  /** The proof that the root is an entry, summed up as one check and with all of its own. */
  readonly logged: Check;
  readonly receipt: ReceiptDocument | undefined;
  readonly published: PublishedRoot | undefined;
  /** Of recomputing the way to the root, without the network. */
  readonly elapsedMs: number;
};

export type OwnCheckOptions = {
  /** Entry that published the epoch, as the page says; undefined: the page knows none. */
  readonly entry: number | undefined;
  /** Thumbprints of the operator's keys, as this index lists them. */
  readonly operatorKeys: readonly string[];
  readonly store: RememberedLogs;
  readonly now: () => Instant;
  /** Milliseconds, for the time that it took. */
  readonly timer: () => number;
};

/** Rejects without a network (TypeError), as `fetch` does. */
export async function checkOwnBalance(file: BalanceFile, options: OwnCheckOptions): Promise<OwnCheck> {
  const { entry, operatorKeys, store, now, timer } = options;
  const checked = entry === undefined ? undefined : await checkEntry({ index: entry }, store, now);
  const isLogged = checked?.finding.ok === true;
  const statement = isLogged ? checked.finding.parsed?.statement : undefined;
  const published = statement === undefined ? undefined : publishedBy(statement, file);
  const startedMs = timer();
  const finding = checkBalance(file, {
    published,
    isOperatorKey: (did) => operatorKeys.includes(thumbprintOfDid(did) ?? ""),
  });
  const elapsedMs = timer() - startedMs;
  return { file, finding, logged: loggedCheck(entry, isLogged), receipt: checked?.receipt, published, elapsedMs };
}

/** The root that a liabilities disclosure of that provider and epoch names. */
function publishedBy({ kind, subject, body }: Statement, file: BalanceFile): PublishedRoot | undefined {
  const { epoch, root, total, leafCount } = body as JsonObject;
  const sum = typeof total === "string" ? parseAmount(total) : undefined;
  if (kind !== "disclosure.liabilities" || subject !== file.provider || epoch !== file.epoch) return undefined;
  if (typeof root !== "string" || sum === undefined || typeof leafCount !== "number") return undefined;
  return { provider: file.provider, epoch: file.epoch, root, total: sum, leafCount };
}

function loggedCheck(entry: number | undefined, isLogged: boolean): Check {
  const name = "logged";
  if (entry === undefined)
    return { name, outcome: "cannot-check", reason: "no-entry", detail: "This index shows no entry of that epoch." };
  return isLogged
    ? { name, outcome: "pass", detail: `Entry ${entry.toLocaleString("en")} is in the log: signature and proof hold.` }
    : { name, outcome: "fail", reason: "not-logged", detail: `The proof of entry ${entry} does not hold.` };
}

/** What a user keeps of a mismatch: the own file, the entry with its receipt, and what was found. */
export function mismatchFile({ file, finding, receipt }: OwnCheck): JsonObject {
  const { provider, epoch } = file;
  return {
    v: 1,
    type: "touchstone-mismatch/v1",
    provider,
    epoch,
    balanceFile: balanceFileJson(file),
    checks: finding.checks.map((check) => ({ ...check })),
    ...(receipt === undefined ? {} : { receipt: { ...receipt } as unknown as JsonObject }),
  };
}
