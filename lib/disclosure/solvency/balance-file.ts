/**
 * The file that an operator gives to each user: the own leaf of the epoch's sum tree and the way from it to the root,
 * optionally with the balance signed by the operator (docs/protocol/solvency.md). Private: it shows a balance.
 */
import { MAX_AMOUNT, parseAmount } from "#lib/kernel/amount.ts";
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { HASH_BYTES } from "#lib/kernel/hash.ts";
import { type Did, parseDid, parseProviderId } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseJson } from "#lib/kernel/json.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { accountIdRefusal } from "./build-tree.ts";
import { MAX_HEIGHT, NONCE_BYTES, type SumNode } from "./sum-tree.ts";

export const BALANCE_FILE_TYPE = "touchstone-balance/v1";
export const BALANCE_STATEMENT_TYPE = "application/vnd.touchstone.balance.v1+json";
/** Epochs count from 1 and fit 31 bits. */
export const MAX_EPOCH = 2 ** 31 - 1;

/** Who signed that the balance is this, and the signature (64 bytes, base64url). */
export type BalanceSignature = { readonly publicKey: Did; readonly signature: string };

export type BalanceFile = {
  readonly provider: string;
  readonly epoch: number;
  readonly accountId: string;
  /** 32 bytes. */
  readonly nonce: Uint8Array;
  readonly balance: bigint;
  /** Place of the leaf, from 0. */
  readonly position: number;
  readonly path: readonly SumNode[];
  readonly signed?: BalanceSignature;
};

/** What the operator signs of one balance: DSSE over canonical {accountId, balance, epoch, provider}. */
export function balanceStatementBytes({
  accountId,
  balance,
  epoch,
  provider,
}: Pick<BalanceFile, "accountId" | "balance" | "epoch" | "provider">): Uint8Array {
  return preAuthEncoding(
    BALANCE_STATEMENT_TYPE,
    canonicalBytes({ accountId, balance: String(balance), epoch, provider }),
  );
}

/** One step of a path as text: the sum, a space, the hash in base64url. */
export function stepText({ hash, sum }: SumNode): string {
  return `${sum} ${base64UrlEncode(hash)}`;
}

/** The file's JSON. */
export function balanceFileJson(file: BalanceFile): JsonObject {
  const { provider, epoch, accountId, nonce, balance, position, path, signed } = file;
  return {
    v: 1,
    type: BALANCE_FILE_TYPE,
    provider,
    epoch,
    accountId,
    nonce: base64UrlEncode(nonce),
    balance: String(balance),
    position,
    path: path.map(stepText),
    ...(signed === undefined ? {} : { signed: { ...signed } }),
  };
}

const FIELDS = ["v", "type", "provider", "epoch", "accountId", "nonce", "balance", "position", "path", "signed"];

/** Reads a file strictly; whitespace and the order of keys are free. Refusals point at the field. */
export function parseBalanceFile(bytes: Uint8Array): Result<BalanceFile, Refusal> {
  const parsed = parseJson(bytes);
  if (!parsed.ok) return parsed;
  const json = parsed.value;
  if (!isJsonObject(json) || json.type !== BALANCE_FILE_TYPE || json.v !== 1)
    return err(refusal("schema", "", `This is not a balance file (type ${BALANCE_FILE_TYPE}).`));
  const unknown = Object.keys(json).find((key) => !FIELDS.includes(key));
  if (unknown !== undefined) return err(refusal("schema", `/${unknown}`, "A balance file has no such field."));
  return readFields(json);
}

function readFields(json: JsonObject): Result<BalanceFile, Refusal> {
  const no = (field: string, detail: string) => err(refusal("schema", `/${field}`, detail));
  const { provider, epoch, position } = json;
  if (typeof provider !== "string" || parseProviderId(provider) === undefined)
    return no("provider", "Must be a provider id (prv_ and 26 characters).");
  if (!isCount(epoch, MAX_EPOCH) || epoch === 0) return no("epoch", "Must be a whole number from 1.");
  if (!isCount(position, 2 ** MAX_HEIGHT - 1)) return no("position", "Must be the place of the leaf, from 0.");
  const account = readAccount(json);
  if (!account.ok) return account;
  const path = readPath(json.path);
  if (!path.ok) return path;
  const signed = json.signed === undefined ? undefined : readSignature(json.signed);
  if (signed === "no") return no("signed", "Must be publicKey (did:key) and signature (64 bytes, base64url).");
  return ok({ provider, epoch, position, ...account.value, path: path.value, ...(signed && { signed }) });
}

/** Account id, nonce and balance as text, as they stand in a file or were typed. */
export function readAccount({
  accountId,
  nonce,
  balance,
}: JsonObject): Result<Pick<BalanceFile, "accountId" | "nonce" | "balance">, Refusal> {
  const no = (field: string, detail: string) => err(refusal("schema", `/${field}`, detail));
  if (typeof accountId !== "string") return no("accountId", "Must be the account id as text.");
  const badId = accountIdRefusal(accountId);
  if (badId !== undefined) return no("accountId", badId);
  const nonceBytes = typeof nonce === "string" ? base64UrlDecode(nonce) : undefined;
  if (nonceBytes?.length !== NONCE_BYTES) return no("nonce", "Must be 32 bytes in unpadded base64url (43 letters).");
  const amount = typeof balance === "string" ? parseAmount(balance) : undefined;
  if (amount === undefined)
    return no("balance", `Must be a whole number from 0 to ${MAX_AMOUNT} as text, in the smallest unit.`);
  return ok({ accountId, nonce: nonceBytes, balance: amount });
}

/** Steps from the leaf's sibling up, each as {@link stepText} writes it. */
export function readPath(value: JsonValue | undefined): Result<SumNode[], Refusal> {
  if (!Array.isArray(value) || value.length > MAX_HEIGHT)
    return err(refusal("schema", "/path", `Must be a list of at most ${MAX_HEIGHT} steps.`));
  const path: SumNode[] = [];
  for (const [level, step] of value.entries()) {
    const [sumText = "", hashText = "", ...rest] = typeof step === "string" ? step.split(" ") : [];
    const [sum, hash] = [parseAmount(sumText), base64UrlDecode(hashText)];
    if (hash?.length !== HASH_BYTES || sum === undefined || rest.length > 0)
      return err(refusal("schema", `/path/${level}`, "Each step is a sum, a space and 32 bytes in base64url."));
    path.push({ hash, sum });
  }
  return ok(path);
}

function readSignature(value: JsonValue): BalanceSignature | "no" {
  if (!isJsonObject(value) || typeof value.publicKey !== "string" || typeof value.signature !== "string") return "no";
  const publicKey = parseDid(value.publicKey);
  if (publicKey === undefined || base64UrlDecode(value.signature)?.length !== 64) return "no";
  return { publicKey, signature: value.signature };
}

function isCount(value: JsonValue | undefined, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= max;
}
