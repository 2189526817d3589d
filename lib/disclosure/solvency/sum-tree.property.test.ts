import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_AMOUNT } from "#lib/kernel/amount.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { type BalanceFile, balanceFileJson, balanceStatementBytes, parseBalanceFile } from "./balance-file.ts";
import { type Account, type SumTree, TreeBuilder } from "./build-tree.ts";
import { checkBalance, type PublishedRoot } from "./check-balance.ts";
import { accountHash, leafHasher, nodeHasher } from "./sum-tree.ts";

const NAME = { provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", epoch: 7 };
const seed = 20261126;

const accounts = fc
  .uniqueArray(fc.record({ n: fc.nat(1_000_000), balance: fc.bigInt({ min: 0n, max: 2n ** 57n }), salt: fc.nat() }), {
    selector: ({ n }) => n,
    minLength: 1,
    maxLength: 40,
  })
  .map((rows) =>
    rows.map(({ n, balance, salt }) => ({
      accountId: `did:key:z${n}`,
      nonce: sha256(utf8Encode(`${salt}/${n}`)),
      balance,
    })),
  );

function treeOf(rows: readonly Account[]): SumTree {
  const builder = new TreeBuilder(NAME);
  for (const row of rows) expect(builder.add(row).ok).toBe(true);
  return builder.finish();
}

function fileAt(tree: SumTree, rows: readonly Account[], position: number): BalanceFile {
  const row = rows[tree.rowAt[position] ?? 0];
  if (row === undefined) throw new Error("no such row");
  return { ...NAME, ...row, position, path: tree.pathOf(position) };
}

function publishedOf({ root, leafCount }: SumTree): PublishedRoot {
  return { ...NAME, root: hexEncode(root.hash), total: root.sum, leafCount };
}

describe("a sum tree", () => {
  test("counts everybody: each account's path leads to the root and to the sum of all balances", () => {
    fc.assert(
      fc.property(accounts, (rows) => {
        const tree = treeOf(rows);
        expect(tree.root.sum).toBe(rows.reduce((sum, { balance }) => sum + balance, 0n));
        expect(new Set(tree.rowAt).size).toBe(rows.length);
        for (let position = 0; position < rows.length; position++) {
          const finding = checkBalance(fileAt(tree, rows, position), { published: publishedOf(tree) });
          expect(finding.result).toBe("verified");
          expect(finding.steps.at(-1)?.made.sum ?? finding.leaf.sum).toBe(tree.root.sum);
        }
      }),
      { seed, numRuns: 40 },
    );
  });

  test("any one changed bit of a user's file makes it a mismatch", () => {
    const bits = fc.record({ rows: accounts, at: fc.nat(), what: fc.nat(), bit: fc.nat() });
    fc.assert(
      fc.property(bits, ({ rows, at, what, bit }) => {
        const tree = treeOf(rows);
        const file = fileAt(tree, rows, at % rows.length);
        const changed = flip(file, what, bit);
        expect(checkBalance(changed, { published: publishedOf(tree) }).result).toBe("mismatch");
      }),
      { seed, numRuns: 150 },
    );
  });

  test("that states a smaller sum for a branch has no valid path for anybody below it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 5n }), (hidden) => {
        const leafOf = leafHasher(NAME);
        const [ada, bob] = [account("ada", 10n), account("bob", 20n)];
        const [left, right] = [ada, bob].map((of) => ({
          hash: leafOf(accountHash(of.accountId, of.nonce), of.balance),
          sum: of.balance,
        }));
        if (left === undefined || right === undefined) throw new Error("two leaves");
        // The operator hashes a lower sum for ada than she is owed, to publish a lower total.
        const root = nodeHasher()({ ...left, sum: left.sum - hidden }, right);
        const published = { ...NAME, root: hexEncode(root), total: 30n - hidden, leafCount: 2 };
        const file = { ...NAME, ...ada, position: 0, path: [right] };
        expect(checkBalance(file, { published }).result).toBe("mismatch");
      }),
      { seed, numRuns: 5 },
    );
  });

  test("hashes as the protocol page says, computed here by hand", () => {
    const rows = [account("ada", 1n), account("bob", 2n), account("cy", 3n)];
    const tree = treeOf(rows);
    const sha = (...parts: Uint8Array[]) => createHash("sha256").update(Buffer.concat(parts)).digest();
    const u64 = (value: bigint) => {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64BE(value);
      return bytes;
    };
    const leaves = rows
      .map(({ accountId, nonce, balance }) => {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(accountId.length);
        const who = sha(length, Buffer.from(accountId), nonce);
        return {
          who,
          sum: balance,
          hash: sha(Buffer.of(0), sha(Buffer.from(NAME.provider)), u64(7n), who, u64(balance)),
        };
      })
      .sort((a, b) => Buffer.compare(a.who, b.who));
    const node = (l: { hash: Buffer; sum: bigint }, r: { hash: Buffer; sum: bigint }) => ({
      hash: sha(Buffer.of(1), l.hash, u64(l.sum), r.hash, u64(r.sum)),
      sum: l.sum + r.sum,
    });
    const [a, b, c] = leaves;
    if (a === undefined || b === undefined || c === undefined) throw new Error("three leaves");
    const root = node(node(a, b), node(c, { hash: sha(Buffer.of(2), u64(7n)), sum: 0n }));
    expect(hexEncode(tree.root.hash)).toBe(root.hash.toString("hex"));
    expect(tree.height).toBe(2);
  });

  test.each([
    ["a negative balance", account("bob", -1n), "negative-balance"],
    ["a second row of an account", account("ada", 5n), "duplicate-account"],
    ["a sum past 2^63 − 1", account("bob", MAX_AMOUNT), "overflow"],
    ["a balance past 2^63 − 1", account("bob", MAX_AMOUNT + 1n), "overflow"],
    ["a short nonce", { ...account("bob", 1n), nonce: new Uint8Array(31) }, "nonce-form"],
    ["an empty account id", account("", 1n), "account-form"],
    ["an account id that only looks the same", account("bo\u200bb", 1n), "account-form"],
  ])("refuses %s, with the rule", (_, row, rule) => {
    const builder = new TreeBuilder(NAME);
    builder.add(account("ada", 1n));
    const added = builder.add(row);
    expect(added.ok ? "added" : added.error.rule).toBe(rule);
    expect(builder.finish().root.sum).toBe(1n);
  });
});

describe("a user's file", () => {
  const rows = ["ada", "bob", "cy", "dee", "eve"].map((name, at) => account(name, BigInt(at * 100)));
  const tree = treeOf(rows);
  const file = fileAt(tree, rows, 3);

  test("reads back as it was written, and is refused at the place where it is not one", () => {
    const json = balanceFileJson(file);
    expect(parseBalanceFile(utf8Encode(JSON.stringify(json)))).toEqual({ ok: true, value: file });
    const wrong: [object, string][] = [
      [{ ...json, balance: 3 }, "/balance"],
      [{ ...json, balance: "-3" }, "/balance"],
      [{ ...json, balance: "9223372036854775808" }, "/balance"],
      [{ ...json, nonce: "AA" }, "/nonce"],
      [{ ...json, path: ["1 AA"] }, "/path/0"],
      [{ ...json, note: "x" }, "/note"],
      [{ ...json, epoch: 0 }, "/epoch"],
    ];
    for (const [text, pointer] of wrong) {
      const parsed = parseBalanceFile(utf8Encode(JSON.stringify(text)));
      expect(parsed.ok ? "read" : parsed.error.pointer).toBe(pointer);
    }
  });

  test("whose sums pass 2^63 − 1 is a mismatch, not a wrapped sum", () => {
    const beside = { hash: file.path[0]?.hash ?? sha256(), sum: MAX_AMOUNT };
    const finding = checkBalance({ ...file, path: [beside, ...file.path.slice(1)] }, { published: publishedOf(tree) });
    expect(finding.checks.find(({ name }) => name === "sums")?.reason).toBe("overflow");
    expect(finding.result).toBe("mismatch");
  });

  test("of another epoch or provider is never called verified or a mismatch", () => {
    for (const other of [{ epoch: 8 }, { provider: "prv_bbbbbbbbbbbbbbbbbbbbbbbbbb" }])
      expect(checkBalance({ ...file, ...other }, { published: publishedOf(tree) }).result).toBe("not-checked");
    expect(checkBalance(file, { published: undefined }).result).toBe("not-checked");
  });

  test("with a balance that the operator signed is checked for the signature and for whose it is", () => {
    const { seed: key, did } = identityOfSeed(sha256(utf8Encode("operator")));
    const signed = { publicKey: did, signature: base64UrlEncode(signEd25519(key, balanceStatementBytes(file))) };
    const trust = { published: publishedOf(tree), isOperatorKey: (who: string) => who === did };
    const outcome = (of: BalanceFile, isOperatorKey = trust.isOperatorKey) =>
      checkBalance(of, { ...trust, isOperatorKey }).checks.find(({ name }) => name === "signed-balance")?.outcome;
    expect(outcome({ ...file, signed })).toBe("pass");
    expect(outcome({ ...file, signed, balance: file.balance + 1n })).toBe("fail");
    expect(outcome({ ...file, signed }, () => false)).toBe("fail");
  });
});

function account(accountId: string, balance: bigint): Account {
  return { accountId, nonce: sha256(utf8Encode(`nonce of ${accountId}`)), balance };
}

function flip(file: BalanceFile, what: number, bit: number): BalanceFile {
  const flipped = (bytes: Uint8Array) =>
    bytes.map((byte, at) => (at === (bit >> 3) % 32 ? byte ^ (1 << (bit & 7)) : byte));
  const step = file.path[what % Math.max(1, file.path.length)];
  const kind = what % 5;
  if (kind === 0) return { ...file, nonce: flipped(file.nonce) };
  if (kind === 1) return { ...file, balance: file.balance ^ (1n << BigInt(bit % 57)) };
  if (kind === 2) return { ...file, accountId: `${file.accountId}x` };
  // The place matters only where there are others; without steps the leaf itself is changed.
  if (step === undefined) return { ...file, balance: file.balance + 1n };
  if (kind === 3) return { ...file, position: file.position ^ (1 << (bit % file.path.length)) };
  const changed =
    bit % 2 === 0 ? { ...step, hash: flipped(step.hash) } : { ...step, sum: step.sum ^ (1n << BigInt(bit % 57)) };
  return { ...file, path: file.path.map((each) => (each === step ? changed : each)) };
}
