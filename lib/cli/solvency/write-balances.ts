/** Each user's file, one JSON line per user, in files of ten thousand. Private: only the owner may read them. */
import { open } from "node:fs/promises";
import { join } from "node:path";
import { BALANCE_FILE_TYPE, type BalanceSignature, stepText } from "#lib/disclosure/solvency/balance-file.ts";
import type { SumTree } from "#lib/disclosure/solvency/build-tree.ts";
import type { TreeName } from "#lib/disclosure/solvency/sum-tree.ts";

const USERS_A_FILE = 10_000;
/** Lines are gathered here before they are written: some 700 of them. */
const ROOM_BYTES = 1 << 20;

export type Balances = {
  readonly name: TreeName;
  readonly tree: SumTree;
  /** Account id, nonce (base64url) and balance of a row. */
  readonly account: (row: number) => { readonly accountId: string; readonly nonce: string; readonly balance: bigint };
  readonly sign: ((account: { accountId: string; balance: bigint }) => BalanceSignature) | undefined;
};

/**
 * Writes `balances-00001.jsonl` and so on into the folder; answers how many. Stops with the signal's reason when it is
 * aborted.
 */
export async function writeBalances(
  folder: string,
  balances: Balances,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<number> {
  const { leafCount } = balances.tree;
  const paths = new PathTexts(balances.tree);
  // One room for all lines: joined strings of this length would be a gigabyte of garbage before anything is collected.
  const room = Buffer.alloc(ROOM_BYTES);
  let files = 0;
  for (let from = 0; from < leafCount; from += USERS_A_FILE) {
    signal.throwIfAborted();
    files += 1;
    const to = Math.min(leafCount, from + USERS_A_FILE);
    const file = await open(join(folder, `balances-${String(files).padStart(5, "0")}.jsonl`), "wx", 0o600);
    try {
      let end = 0;
      for (let place = from; place < to; place++) {
        const line = lineOf(balances, place, paths.at(place));
        // A letter of UTF-16 is at most three bytes.
        if (end + line.length * 3 > room.length) {
          await file.writeFile(room.subarray(0, end));
          end = 0;
        }
        end += room.write(line, end);
      }
      await file.writeFile(room.subarray(0, end));
    } finally {
      await file.close();
    }
    onProgress(to);
  }
  return files;
}

/** The same JSON as `balanceFileJson`, written piece by piece: a million objects would take most of the time. */
function lineOf({ name, tree, account, sign }: Balances, place: number, path: string): string {
  const { accountId, nonce, balance } = account(tree.rowAt[place] ?? 0);
  const signed = sign?.({ accountId, balance });
  const { provider, epoch } = name;
  const head = `{"v":1,"type":"${BALANCE_FILE_TYPE}","provider":"${provider}","epoch":${epoch}`;
  const own = `"accountId":${JSON.stringify(accountId)},"nonce":"${nonce}","balance":"${balance}","position":${place}`;
  return `${head},${own},"path":[${path}]${signed === undefined ? "" : `,"signed":${JSON.stringify(signed)}`}}\n`;
}

/** Paths as JSON text. Leaves are visited in order and share all but their lowest steps: each level keeps its own end. */
class PathTexts {
  readonly #tree: SumTree;
  /** From level l upwards: the path's text, for the node at `place` of that level. */
  readonly #kept: { place: number; text: string }[] = [];

  constructor(tree: SumTree) {
    this.#tree = tree;
  }

  at(place: number, level = 0): string {
    if (level === this.#tree.height) return "";
    const kept = this.#kept[level];
    if (kept?.place === place) return kept.text;
    const above = this.at(Math.floor(place / 2), level + 1);
    const own = `"${stepText(this.#tree.siblingOf(level, place))}"`;
    const text = above === "" ? own : `${own},${above}`;
    this.#kept[level] = { place, text };
    return text;
  }
}
