/**
 * Whom this index trusts when it judges an accusation: its own log key and witness policy, and for another log the key
 * that its own entries about that log hold, or that its operator named.
 */
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import type { FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { peerOf } from "#lib/state/view.ts";
import { readKnownKey } from "../../peers/peer-store.ts";
import type { Ctx } from "../context.ts";
import type { FraudCase } from "./fraud-judge.ts";

/** Replaying so many entries takes a thread up to four seconds; longer logs are judged beside an archive, elsewhere. */
const MAX_REPLAYED = 10_000;

/** The case of one proof; with this log's own entries where the proof leaves them out. */
export async function caseOf(ctx: Ctx, bytes: Uint8Array, proof: FraudProof): Promise<FraudCase> {
  const isOwn = proof.origin === ctx.origin;
  const logVkey = isOwn ? ctx.publicKeys.vkeys.log : await keyOfPeer(ctx, proof.origin);
  const leaves = isOwn ? await ownEntries(ctx, proof) : undefined;
  const log = leaves === undefined ? {} : { log: { origin: proof.origin, leaves } };
  return { bytes, logVkey, policy: ctx.witnessPolicy.policy, ...log };
}

/** The key in this log's own entries, else the one under which this index watches that log, or cosigned it. */
async function keyOfPeer(ctx: Ctx, origin: string): Promise<string | undefined> {
  const logged = await ctx.forms.ask((view) => peerOf(view, origin)?.vkey ?? undefined);
  return logged ?? (await readKnownKey(ctx.pool, origin));
}

/** Undefined where the proof brings its own, or asks for more than can be replayed here. */
async function ownEntries(ctx: Ctx, proof: FraudProof): Promise<Uint8Array[] | undefined> {
  if (!("archive" in proof) || proof.archive !== null) return undefined;
  const note = proof.kind === "unmet-promise" ? proof.checkpoint : proof.receipt.checkpointNote;
  const head = parseCheckpoint(parseNote(note)?.text ?? "");
  if (!head.ok || head.value.size > MAX_REPLAYED) return undefined;
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>(
    "SELECT leaf FROM log_entry WHERE index < $1 ORDER BY index",
    [head.value.size],
  );
  return rows.map(({ leaf }) => new Uint8Array(leaf));
}
