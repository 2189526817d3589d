/**
 * Builds the sum tree of an epoch. Levels are flat arrays, so that a million accounts take some 150 MiB. Leaves are
 * sorted by account hash, which holds a random nonce: a place says nothing about its user, and neighbours, who see each
 * other's balance in their paths, change with each epoch.
 */
import { MAX_AMOUNT } from "#lib/kernel/amount.ts";
import { compareBytes, isWellFormed, utf8Encode } from "#lib/kernel/bytes.ts";
import { HASH_BYTES } from "#lib/kernel/hash.ts";
import { isComposed } from "#lib/kernel/normal-form.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import {
  accountHash,
  heightOf,
  leafHasher,
  NONCE_BYTES,
  nodeHasher,
  paddingLeaf,
  type SumNode,
  type TreeName,
} from "./sum-tree.ts";

/** The rule that an account breaks, and the field it breaks it in. */
export type AccountRefusal = {
  readonly field: "account" | "balance" | "nonce";
  readonly rule: "account-form" | "duplicate-account" | "negative-balance" | "balance-form" | "overflow" | "nonce-form";
  readonly detail: string;
};

export type Account = { readonly accountId: string; readonly nonce: Uint8Array; readonly balance: bigint };

const ACCOUNT_MAX_BYTES = 256;
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Why a text is no account id (1 to 256 bytes, composed, visible letters); undefined when it is one. Total. */
export function accountIdRefusal(accountId: string): string | undefined {
  if (accountId === "") return "An account id must not be empty.";
  const composed = "An account id must be in Unicode normal form C, with at most 30 combining marks in a row.";
  if (!isWellFormed(accountId) || !isComposed(accountId)) return composed;
  if (HIDDEN.test(accountId) || accountId !== accountId.trim())
    return "An account id must not hold control or invisible characters, or begin or end with a space.";
  if (utf8Encode(accountId).length > ACCOUNT_MAX_BYTES) return `An account id has at most ${ACCOUNT_MAX_BYTES} bytes.`;
  return undefined;
}

/** Takes accounts one by one, then makes the tree. */
export class TreeBuilder {
  readonly #name: TreeName;
  readonly #known = new Set<string>();
  #accounts = new Uint8Array(1024 * HASH_BYTES);
  #balances = new BigUint64Array(1024);
  #count = 0;
  #total = 0n;

  constructor(name: TreeName) {
    this.#name = name;
  }

  get total(): bigint {
    return this.#total;
  }

  /** The row of the account, from 0; or the rule that it breaks, and nothing is added. */
  add({ accountId, nonce, balance }: Account): Result<number, AccountRefusal> {
    const refused = this.#refusalOf(accountId, nonce, balance);
    if (refused !== undefined) return err(refused);
    this.#known.add(accountId);
    this.#grow();
    this.#accounts.set(accountHash(accountId, nonce), this.#count * HASH_BYTES);
    this.#balances[this.#count] = balance;
    this.#total += balance;
    this.#count += 1;
    return ok(this.#count - 1);
  }

  /**
   * The tree; what only the taking of accounts needed is given back, so nothing can be added afterwards. Throws RangeError
   * when there is no account: nobody is owed anything, and there is nothing to prove.
   */
  finish(): SumTree {
    if (this.#count === 0) throw new RangeError("a sum tree has at least one leaf");
    this.#known.clear();
    const order = orderOf(this.#accounts, this.#count);
    const leafOf = leafHasher(this.#name);
    const hashes = new Uint8Array(this.#count * HASH_BYTES);
    const sums = new BigUint64Array(this.#count);
    for (let place = 0; place < this.#count; place++) {
      const row = order[place] ?? 0;
      const balance = this.#balances[row] ?? 0n;
      hashes.set(leafOf(at(this.#accounts, row), balance), place * HASH_BYTES);
      sums[place] = balance;
    }
    [this.#accounts, this.#balances, this.#count] = [new Uint8Array(), new BigUint64Array(), 0];
    return new SumTree(this.#name, { hashes, sums }, order);
  }

  #refusalOf(accountId: string, nonce: Uint8Array, balance: bigint): AccountRefusal | undefined {
    const badId = accountIdRefusal(accountId);
    if (badId !== undefined) return { field: "account", rule: "account-form", detail: badId };
    if (this.#known.has(accountId))
      return { field: "account", rule: "duplicate-account", detail: "This account stands in an earlier row already." };
    if (nonce.length !== NONCE_BYTES)
      return { field: "nonce", rule: "nonce-form", detail: `A nonce has ${NONCE_BYTES} random bytes.` };
    if (balance < 0n)
      return {
        field: "balance",
        rule: "negative-balance",
        detail: "A negative balance would lower what the others are owed: leave it out, or write 0.",
      };
    if (balance > MAX_AMOUNT || this.#total + balance > MAX_AMOUNT)
      return { field: "balance", rule: "overflow", detail: "The sum of all balances must stay at or below 2^63 − 1." };
    return undefined;
  }

  #grow(): void {
    if (this.#count < this.#balances.length) return;
    const accounts = new Uint8Array(this.#accounts.length * 2);
    accounts.set(this.#accounts);
    const balances = new BigUint64Array(this.#balances.length * 2);
    balances.set(this.#balances);
    [this.#accounts, this.#balances] = [accounts, balances];
  }
}

type Level = { readonly hashes: Uint8Array; readonly sums: BigUint64Array };

/** The 32 bytes at a place of a flat array of hashes. */
function at(hashes: Uint8Array, place: number): Uint8Array {
  return hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
}

/**
 * Rows in the order of their account hashes. A number holds the first bits of a hash and the row behind them, so that the
 * engine sorts plain numbers; the few neighbours whose first bits are the same are then put in order by the whole hash.
 */
function orderOf(accounts: Uint8Array, count: number): Uint32Array {
  const view = new DataView(accounts.buffer, accounts.byteOffset);
  const rows = 2 ** heightOf(count);
  // Up to 2^53 a number is exact.
  const dropped = 2 ** Math.max(0, heightOf(count) + 32 - 53);
  const keys = new Float64Array(count);
  for (let row = 0; row < count; row++) keys[row] = Math.floor(view.getUint32(row * HASH_BYTES) / dropped) * rows + row;
  keys.sort();
  const order = Uint32Array.from(keys, (key) => key % rows);
  for (let from = 0, to = 1; to <= count; to++) {
    if (to < count && Math.floor((keys[to] ?? 0) / rows) === Math.floor((keys[from] ?? 0) / rows)) continue;
    if (to - from > 1) order.subarray(from, to).sort((a, b) => compareBytes(at(accounts, a), at(accounts, b)) || a - b);
    from = to;
  }
  return order;
}

export class SumTree {
  readonly leafCount: number;
  readonly height: number;
  readonly root: SumNode;
  /** The row that was added, for each place of a leaf. */
  readonly rowAt: Uint32Array;
  readonly #levels: Level[];
  /** The node of padding alone, for each level. */
  readonly #padding: SumNode[];

  constructor({ epoch }: TreeName, leaves: Level, rowAt: Uint32Array) {
    this.leafCount = leaves.sums.length;
    this.height = heightOf(this.leafCount);
    this.rowAt = rowAt;
    this.#levels = [leaves];
    this.#padding = [paddingLeaf(epoch)];
    const hashOf = nodeHasher();
    for (let level = 1; level <= this.height; level++) {
      const below = this.#levels[level - 1] ?? leaves;
      const length = Math.ceil(below.sums.length / 2);
      const made: Level = { hashes: new Uint8Array(length * HASH_BYTES), sums: new BigUint64Array(length) };
      for (let place = 0; place < length; place++) {
        const [left, right] = [this.#node(level - 1, place * 2), this.#node(level - 1, place * 2 + 1)];
        made.hashes.set(hashOf(left, right), place * HASH_BYTES);
        made.sums[place] = left.sum + right.sum;
      }
      this.#levels.push(made);
      const pad = this.#padding[level - 1] ?? paddingLeaf(epoch);
      this.#padding.push({ hash: hashOf(pad, pad), sum: 0n });
    }
    this.root = this.#node(this.height, 0);
  }

  /** Siblings from the leaf's up to the root's child. `place` is below `leafCount`. Views: not to be changed. */
  pathOf(place: number): SumNode[] {
    if (!Number.isInteger(place) || place < 0 || place >= this.leafCount) throw new RangeError(`no leaf ${place}`);
    return Array.from({ length: this.height }, (_, level) => this.siblingOf(level, Math.floor(place / 2 ** level)));
  }

  /** The node beside the one at that place of a level below the root. */
  siblingOf(level: number, place: number): SumNode {
    return this.#node(level, place % 2 === 0 ? place + 1 : place - 1);
  }

  #node(level: number, place: number): SumNode {
    const { hashes, sums } = this.#levels[level] ?? { hashes: new Uint8Array(), sums: new BigUint64Array() };
    const sum = sums[place];
    if (sum !== undefined) return { hash: at(hashes, place), sum };
    const pad = this.#padding[level];
    if (pad === undefined) throw new RangeError(`no node ${place} at level ${level}`);
    return pad;
  }
}
