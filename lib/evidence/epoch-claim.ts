/** The receipts of two epochs of liabilities as a claim that the second does not follow from the first. */
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { parseReceipt, RECEIPT_TYPE } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { type Bundle, newBundle } from "./bundle/bundle.ts";

/** A receipt of a disclosure of liabilities, and what it says of itself; whether it holds is the checks' question. */
export type EpochReceipt = { readonly receipt: JsonObject; readonly provider: ProviderId; readonly epoch: number };

/** Whether a document calls itself a receipt of a log. */
export function isReceipt({ type }: JsonObject): boolean {
  return type === RECEIPT_TYPE;
}

/** Refuses in words what is no receipt of an epoch. Total. */
export function readEpochReceipt(receipt: JsonObject): Result<EpochReceipt, string> {
  const parsed = parseReceipt(canonicalBytes(receipt));
  if (!parsed.ok) return err(`The receipt, at ${parsed.error.pointer || "its beginning"}: ${parsed.error.detail}`);
  const entry = parseEntry(parsed.value.entryBytes);
  if (!entry.ok) return err("The receipt holds no statement of this log.");
  const { kind, subject, body } = entry.value.parsed.statement;
  const provider = parseProviderId(subject);
  if (kind !== "disclosure.liabilities" || provider === undefined || typeof body.epoch !== "number")
    return err(
      `This is the receipt of another statement (${kind}). The proof is the receipts of what was owed in one epoch and in the next.`,
    );
  return ok({ receipt, provider, epoch: body.epoch });
}

/** The bundle, in whichever order the two were given. Refuses in words what cannot be held against each other. Total. */
export function epochClaim(first: EpochReceipt, second: EpochReceipt, text?: string): Result<Bundle, string> {
  if (first.provider !== second.provider) return err("The two receipts are of two providers.");
  const [before, after] = [first, second].toSorted((a, b) => a.epoch - b.epoch) as [EpochReceipt, EpochReceipt];
  if (after.epoch !== before.epoch + 1)
    return err(
      `The receipts are of epochs ${before.epoch} and ${after.epoch}: only an epoch and the next one can be held against each other.`,
    );
  const params = { rule: "epoch-equation" };
  return ok(
    newBundle({
      subject: { provider: first.provider },
      claim: { kind: "disclosure-contradiction", params, ...(text === undefined ? {} : { text }) },
      exchanges: [],
      receipts: [before.receipt, after.receipt],
    }),
  );
}
