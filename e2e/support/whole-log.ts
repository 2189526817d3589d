/**
 * The strangest reader: fetches every leaf by the static paths, rebuilds the tree by itself, and holds every checkpoint
 * and every receipt that anybody saw against it. One root for each size, so a fork or a lost entry cannot hide.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Checkpoint, openCheckpoint } from "#lib/log/checkpoint.ts";
import { append, emptyFrontier, rootOf } from "#lib/log/frontier.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { decodeEntryBundle, entriesTilePath, entryBundlesOfSize } from "#lib/log/tile.ts";
import { leafHash } from "#lib/log/tree.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import type { HttpClient } from "./http.ts";
import { until } from "./until.ts";

export type WholeLog = { readonly checkpoint: Checkpoint; readonly leaves: readonly Uint8Array[] };

/** The newest checkpoint as a signed note. Throws when the server does not answer with one. */
export async function readNote(client: HttpClient, url: string): Promise<string> {
  const answer = await client.get(`${url}/log/checkpoint`);
  if (answer.status !== 200) throw new Error(`/log/checkpoint answers ${answer.status}.`);
  return answer.body.toString("utf8");
}

export function opened(note: string, vkey: string): Checkpoint {
  const result = openCheckpoint(note, vkey, [], rawVerify);
  if (!result.ok) throw new Error(`A checkpoint does not verify: ${result.error}`);
  return result.value.checkpoint;
}

/** Waits until a checkpoint of at least `size` is published. */
export async function untilPublished(
  client: HttpClient,
  { url, vkey }: { url: string; vkey: string },
  size: number,
): Promise<Checkpoint> {
  return await until(`a checkpoint of size ${size}`, async () => {
    const checkpoint = opened(await readNote(client, url), vkey);
    return checkpoint.size >= size ? checkpoint : undefined;
  });
}

/** All leaves under the newest checkpoint. Throws when they do not give its root. */
export async function readWholeLog(client: HttpClient, { url, vkey }: { url: string; vkey: string }) {
  const checkpoint = opened(await readNote(client, url), vkey);
  const leaves: Uint8Array[] = [];
  for (const bundle of entryBundlesOfSize(checkpoint.size)) {
    const { status, body } = await client.get(`${url}/log/${entriesTilePath(bundle)}`);
    const entries = status === 200 ? decodeEntryBundle(new Uint8Array(body)) : undefined;
    if (entries?.length !== bundle.width)
      throw new Error(`Bundle ${bundle.number} of width ${bundle.width}: ${status}.`);
    leaves.push(...entries);
  }
  const [root] = rootsOf(leaves, [checkpoint.size]).values();
  if (root !== base64Encode(checkpoint.root)) throw new Error("The leaves do not give the root that was signed.");
  return { checkpoint, leaves } satisfies WholeLog;
}

/** Base64 root of each of the sizes. */
function rootsOf(leaves: readonly Uint8Array[], sizes: Iterable<number>): Map<number, string> {
  const roots = new Map<number, string>();
  let frontier = emptyFrontier();
  for (const size of [...new Set(sizes)].sort((a, b) => a - b)) {
    frontier = append(frontier, leaves.slice(frontier.size, size).map(leafHash)).frontier;
    roots.set(size, base64Encode(rootOf(frontier)));
  }
  return roots;
}

/**
 * What is wrong with the log, in the eyes of everybody who holds a checkpoint (`notes`) or a receipt; empty when it keeps
 * every promise: unique statements, well-formed entries, one root for each size, every receipt verified and included.
 */
export function faultsOf(
  { checkpoint, leaves }: WholeLog,
  seen: { readonly vkey: string; readonly notes: Iterable<string>; readonly receipts: Iterable<string> },
): string[] {
  const faults: string[] = [];
  const hashes = new Set<string>();
  let lastMs = 0;
  for (const [index, leaf] of leaves.entries()) {
    const entry = parseEntry(leaf);
    if (!entry.ok) {
      faults.push(`Entry ${index} does not parse: ${entry.error.detail}`);
      continue;
    }
    const { loggedAt, parsed } = entry.value;
    if (hashes.has(parsed.hash)) faults.push(`Entry ${index} repeats a statement.`);
    if (loggedAt < lastMs) faults.push(`The log time of entry ${index} lies before that of the one before.`);
    hashes.add(parsed.hash);
    lastMs = loggedAt;
  }
  const heads = [...seen.notes].map((note) => opened(note, seen.vkey));
  for (const text of seen.receipts) {
    const found = verifyStatementReceipt(utf8Encode(text), { logVkey: seen.vkey, raw: rawVerify });
    const failed = found.checks.filter(({ outcome }) => outcome !== "pass").map(({ name }) => name);
    const receipt = parseReceipt(utf8Encode(text));
    if (!receipt.ok || failed.length > 0 || found.checkpoint === undefined) {
      faults.push(`A receipt does not verify: ${failed.join(", ")}`);
      continue;
    }
    heads.push(found.checkpoint);
    const { index, entryBytes } = receipt.value;
    const leaf = leaves[index];
    if (leaf === undefined || !equalBytes(leaf, entryBytes)) faults.push(`The acknowledged entry ${index} is lost.`);
  }
  const roots = rootsOf(
    leaves,
    heads.map(({ size }) => size),
  );
  for (const { size, root } of heads) {
    if (size > checkpoint.size) faults.push(`A checkpoint of size ${size} was seen, the log shows ${checkpoint.size}.`);
    else if (roots.get(size) !== base64Encode(root)) faults.push(`Fork: another root of size ${size} was signed.`);
  }
  return faults;
}

/** Polls the checkpoints of several processes and keeps every note that it sees. */
export class CheckpointWatch {
  readonly notes = new Set<string>();
  readonly #running: Promise<void>[];
  #stopping = false;

  constructor(client: HttpClient, urls: readonly string[]) {
    this.#running = urls.map((url) => this.#watch(client, url));
  }

  async #watch(client: HttpClient, url: string): Promise<void> {
    while (!this.#stopping) {
      // A process that is being killed answers nothing; what it answered before counts.
      const note = await readNote(client, url).catch(() => undefined);
      if (note !== undefined) this.notes.add(note);
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }

  async stop(): Promise<ReadonlySet<string>> {
    this.#stopping = true;
    await Promise.all(this.#running);
    return this.notes;
  }
}
