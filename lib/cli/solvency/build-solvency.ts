/** Reads the accounts, builds the tree, writes the disclosure and each user's file: all of it, or nothing. */
import { createPrivateKey, randomBytes, sign } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { balanceStatementBytes } from "#lib/disclosure/solvency/balance-file.ts";
import { type AccountRefusal, type SumTree, TreeBuilder } from "#lib/disclosure/solvency/build-tree.ts";
import { NONCE_BYTES, type TreeName } from "#lib/disclosure/solvency/sum-tree.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { pkcs8OfSeed } from "#lib/kernel/key-file.ts";
import type { Identity } from "#lib/statement/compose.ts";
import { disclosure as liabilities } from "#lib/statement/disclosures/liabilities.ts";
import { UsageError } from "../command.ts";
import { type AccountRow, readAccounts } from "./read-accounts.ts";
import { writeBalances } from "./write-balances.ts";

/** A row that was refused: where, which field, by which rule. */
export type BadRow = { readonly line: number } & AccountRefusal;

export type BuildRequest = {
  readonly accounts: string;
  readonly out: string;
  readonly name: TreeName;
  /** Fields of the disclosure beside those that the tree gives. */
  readonly fields: JsonObject;
  /** Signs each balance; undefined: the files carry no signed balance. */
  readonly key: Identity | undefined;
};

export type Progress = { readonly step: "reading" | "hashing" | "writing"; readonly done: number };

export type Built =
  | {
      readonly ok: true;
      readonly root: string;
      readonly total: bigint;
      readonly leafCount: number;
      readonly files: number;
    }
  | { readonly ok: false; readonly bad: readonly BadRow[]; readonly badCount: number };

const BAD_ROWS_SHOWN = 100;

/** Errors: `UsageError` when the list is not CSV, is empty, or the folder exists; the signal's reason when aborted. */
export async function buildSolvency(
  request: BuildRequest,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<Built> {
  const { out, name, fields, key } = request;
  if (existsSync(out)) throw new UsageError(`${out} is there already. Name a new folder: nonces are made only once.`);
  const read = await readAll(request, signal, onProgress);
  if ("bad" in read) return { ok: false, ...read };
  onProgress({ step: "hashing", done: read.accountIds.length });
  const tree = read.builder.finish();
  const body = { ...fields, ...treeFields(name, tree) };
  const refused = liabilities.body.safeParse(body).error?.issues[0];
  if (refused !== undefined)
    throw new UsageError(`The disclosure would be refused at ${refused.path.join("/")}: ${refused.message}`);
  const partial = `${out}.partial`;
  await mkdir(partial, { recursive: false, mode: 0o700 });
  try {
    const account = (row: number) => ({
      accountId: read.accountIds[row] ?? "",
      nonce: base64UrlEncode(read.nonces.subarray(row * NONCE_BYTES, (row + 1) * NONCE_BYTES)),
      balance: read.balances[row] ?? 0n,
    });
    const balances = { name, tree, account, sign: key && balanceSigner(name, key) };
    const files = await writeBalances(partial, balances, {
      signal,
      onProgress: (done) => onProgress({ step: "writing", done }),
    });
    await writeFile(join(partial, "disclosure.json"), `${JSON.stringify(body, undefined, 2)}\n`, { flag: "wx" });
    await rename(partial, out);
    return { ok: true, root: hexEncode(tree.root.hash), total: tree.root.sum, leafCount: tree.leafCount, files };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

function treeFields({ epoch }: TreeName, { root, leafCount, height }: SumTree): JsonObject {
  return { epoch, root: hexEncode(root.hash), total: String(root.sum), leafCount, height };
}

type ReadRows = {
  readonly builder: TreeBuilder;
  readonly accountIds: readonly string[];
  readonly nonces: Uint8Array;
  readonly balances: BigUint64Array;
};

async function readAll(
  { accounts, name }: BuildRequest,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<ReadRows | { bad: BadRow[]; badCount: number }> {
  const builder = new TreeBuilder(name);
  const rows = new Rows();
  const random = new Nonces();
  const bad: BadRow[] = [];
  let badCount = 0;
  const onRow = (row: AccountRow): void => {
    const nonce = row.nonce ?? random.next();
    const refused = addRow(builder, row, nonce);
    if (refused === undefined) rows.push(row.accountId, nonce, row.balance ?? 0n);
    else {
      badCount += 1;
      if (bad.length < BAD_ROWS_SHOWN) bad.push({ line: row.line, ...refused });
    }
  };
  const onPiece = (): void => {
    signal.throwIfAborted();
    onProgress({ step: "reading", done: rows.accountIds.length });
  };
  await readAccounts(accounts, { onRow, onPiece });
  if (badCount > 0) return { bad, badCount };
  if (rows.accountIds.length === 0)
    throw new UsageError("The list has no account. Disclose that nobody is owed anything.");
  return { builder, ...rows };
}

function addRow(builder: TreeBuilder, row: AccountRow, nonce: Uint8Array): AccountRefusal | undefined {
  if (row.balance === undefined)
    return {
      field: "balance",
      rule: "balance-form",
      detail: "A balance is a whole number of the smallest unit, up to 2^63 − 1, without point, sign or separators.",
    };
  const added = builder.add({ accountId: row.accountId, nonce, balance: row.balance });
  return added.ok ? undefined : added.error;
}

/** Random nonces, asked of the system in thousands. */
class Nonces {
  #bytes = new Uint8Array();

  next(): Uint8Array {
    if (this.#bytes.length === 0) this.#bytes = randomBytes(NONCE_BYTES * 1024);
    const nonce = this.#bytes.subarray(0, NONCE_BYTES);
    this.#bytes = this.#bytes.subarray(NONCE_BYTES);
    return nonce;
  }
}

/** Flat, growing columns: a million small objects would take five times the memory. */
class Rows {
  readonly accountIds: string[] = [];
  nonces = new Uint8Array(1024 * NONCE_BYTES);
  balances = new BigUint64Array(1024);

  push(accountId: string, nonce: Uint8Array, balance: bigint): void {
    const row = this.accountIds.length;
    if (row === this.balances.length) {
      const nonces = new Uint8Array(this.nonces.length * 2);
      nonces.set(this.nonces);
      const balances = new BigUint64Array(this.balances.length * 2);
      balances.set(this.balances);
      [this.nonces, this.balances] = [nonces, balances];
    }
    this.accountIds.push(accountId);
    this.nonces.set(nonce, row * NONCE_BYTES);
    this.balances[row] = balance;
  }
}

function balanceSigner({ provider, epoch }: TreeName, { seed, did }: Identity) {
  const key = createPrivateKey({ key: Buffer.from(pkcs8OfSeed(seed)), format: "der", type: "pkcs8" });
  return ({ accountId, balance }: { accountId: string; balance: bigint }) => ({
    publicKey: did,
    signature: base64UrlEncode(sign(null, balanceStatementBytes({ accountId, balance, epoch, provider }), key)),
  });
}
