/**
 * Whom this index trusts when it judges an accusation: its own log key and witness policy, and for another log the key
 * that its own entries about that log hold, or that its operator named.
 */
import type { Did } from "#lib/kernel/ids.ts";
import { type Checkpoint, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import type { FraudProof, WrongVerdict } from "#lib/state/fraud/fraud-proof.ts";
import { peerOf } from "#lib/state/view.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { readKnownKey } from "../../peers/peer-store.ts";
import { readPublicPart } from "../case/read-known-definition.ts";
import type { Ctx } from "../context.ts";
import type { FraudCase } from "./fraud-judge.ts";

/**
 * Entries that a judgement goes through in ten of its twenty seconds. A state root asks for a replay, 2.3 ms for each
 * entry with a new key; a promise for reading them, 0.2 ms each, and a replay up to the entry that names its key. A verdict asks for a replay, and
 * for up to ten seconds in which a definition's code runs.
 */
export const MOST_ENTRIES = { "wrong-state-root": 4_000, "unmet-promise": 40_000, "wrong-verdict": 2_000 } as const;

/** A kind that is judged by the log. */
export type LogProof = Extract<FraudProof, { archive: Uint8Array | null }>;

/** The trust by which a proof is judged, without the log. */
export async function trustFor(ctx: Ctx, proof: FraudProof): Promise<Omit<FraudCase, "bytes" | "log">> {
  const { policy } = ctx.witnessPolicy;
  if (proof.origin !== ctx.origin) return { logVkey: await keyOfPeer(ctx, proof.origin), policy };
  const own = { logVkey: ctx.publicKeys.vkeys.log, policy };
  if (proof.kind === "unmet-promise") return { ...own, promiseKeys: await readPromiseKeys(ctx) };
  if (proof.kind === "contradicting-answers") return { ...own, answerKeys: await readAnswerKeys(ctx) };
  return own;
}

/** The head up to which such a proof needs the log; undefined when its note holds none. */
export function headOfLogProof(proof: LogProof): Checkpoint | undefined {
  const note = proof.kind === "unmet-promise" ? proof.checkpoint : proof.receipt.checkpointNote;
  const head = parseCheckpoint(parseNote(note)?.text ?? "");
  return head.ok ? head.value : undefined;
}

/** This log's own entries, for a proof against it that leaves them out. */
export async function readOwnEntries(ctx: Ctx, size: number): Promise<Uint8Array[]> {
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>(
    "SELECT leaf FROM log_entry WHERE index < $1 ORDER BY index LIMIT $2",
    [size, MOST_ENTRIES["unmet-promise"]],
  );
  return rows.map(({ leaf }) => new Uint8Array(leaf));
}

/** The evidence of a verdict of this index, as far as it is here: the largest part of what a proof would carry. */
export async function readOwnBundle(ctx: Ctx, { receipt }: WrongVerdict): Promise<Map<string, Uint8Array>> {
  const entry = parseEntry(receipt.entryBytes);
  const commit = entry.ok ? entry.value.parsed.statement.body.bundle : undefined;
  const bytes = typeof commit === "string" ? await readPublicPart(ctx.pool, commit) : undefined;
  return new Map(typeof commit === "string" && bytes !== undefined ? [[commit, bytes]] : []);
}

/** The key in this log's own entries, else the one under which this index watches that log, or cosigned it. */
async function keyOfPeer(ctx: Ctx, origin: string): Promise<string | undefined> {
  const logged = await ctx.forms.ask((view) => peerOf(view, origin)?.vkey ?? undefined);
  return logged ?? (await readKnownKey(ctx.pool, origin));
}

/** Every promise key that an entry of this log names, in force or not. */
async function readPromiseKeys(ctx: Ctx): Promise<Did[]> {
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>(
    "SELECT e.leaf FROM entry_row r JOIN log_entry e USING (index) WHERE r.kind IN ('index.genesis', 'index.key')",
  );
  return rows.flatMap(({ leaf }) => {
    const entry = parseEntry(new Uint8Array(leaf));
    const key = entry.ok ? entry.value.parsed.statement.body.promiseKey : undefined;
    return typeof key === "string" ? [key as Did] : [];
  });
}

/** Every key that ever answered for this index. */
async function readAnswerKeys(ctx: Ctx): Promise<Did[]> {
  const { rows } = await ctx.pool.query<{ key: Did }>(
    "SELECT DISTINCT form::json -> 'keys' ->> 'answer' AS key FROM aggregate_version WHERE key = 'index'",
  );
  return rows.map(({ key }) => key);
}
