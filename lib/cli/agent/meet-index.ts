/** Getting to know an index: its log's key, once for ever, and from its genesis who answers and who speaks for it. */
import { consistencyProofSchema } from "#lib/contract/log.ts";
import { includedSchema } from "#lib/contract/statements.ts";
import { base64Decode } from "#lib/kernel/base.ts";
import { canonicalBytes, canonicalText } from "#lib/kernel/json.ts";
import { type Checkpoint, compareCheckpoints, parseCheckpoint } from "#lib/log/checkpoint.ts";
import { parseNote } from "#lib/log/note.ts";
import { verifyReceipt } from "#lib/log/receipt.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { buildConflictingCheckpoints, logSignedNote } from "#lib/state/fraud/build.ts";
import type { FraudProof } from "#lib/state/fraud/fraud-proof.ts";
import { genesisBody } from "#lib/statement/bodies.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { IncompleteError, type Io } from "../command.ts";
import { findKnownLog } from "../home.ts";
import type { RemoteIndex } from "../remote-index.ts";
import type { KnownIndex } from "./known-indexes.ts";

/**
 * The log's key is the one that an earlier audit kept, else what the site says at this first meeting. Errors: `IncompleteError`
 * when the site does not show a genesis that this key logged.
 */
export async function meetIndex(remote: RemoteIndex, io: Pick<Io, "env">): Promise<KnownIndex> {
  const { origin, vkeys } = await remote.describe();
  const vkey = findKnownLog(io.env, origin)?.vkey ?? vkeys.log;
  const { receipt } = await remote.get("api/v1/entries/0/receipt", includedSchema);
  const bytes = canonicalBytes(receipt);
  const found = verifyReceipt(bytes, { logVkey: vkey, raw: rawVerify });
  const entry = found.ok && found.index === 0 && found.entryBytes ? parseEntry(found.entryBytes) : undefined;
  const statement = entry?.ok ? entry.value.parsed.statement : undefined;
  const body = genesisBody.safeParse(statement?.kind === "index.genesis" ? statement.body : undefined);
  const head = logSignedNote(receipt.checkpoint, vkey, rawVerify);
  if (!body.success || statement === undefined || head === undefined || statement.log !== origin)
    throw new IncompleteError(`${remote.address} does not show the beginning of the log that it names.`);
  return {
    ...{ origin, vkey, answerKey: body.data.answerKey, issuer: statement.issuer },
    ...{ keySize: 0, earlierKeys: [] },
    ...{ receipt: canonicalText(receipt), head: head.note, size: 0, held: null, isProven: false, convicted: null },
  };
}

/** `grown`: one history; with the larger head. `forked`: two, with the proof where this reader can make one. */
export type HeadsCompared =
  | { readonly outcome: "grown"; readonly head: string }
  | { readonly outcome: "forked"; readonly proof: FraudProof | undefined };

/** Whether the head of an answer is of the same history as the one that is kept. Errors: `IncompleteError`. */
export async function compareWithKept(
  remote: RemoteIndex,
  { vkey, head }: Pick<KnownIndex, "vkey" | "head">,
  note: string,
): Promise<HeadsCompared> {
  const [kept, shown] = [checkpointOf(head), logSignedNote(note, vkey, rawVerify)];
  if (kept === undefined || shown === undefined) throw new IncompleteError("A head cannot be read.");
  const [from, to] = [kept.size, shown.checkpoint.size].sort((a, b) => a - b);
  const proof =
    from === to
      ? []
      : (await remote.get(`api/v1/log/consistency?from=${from}&to=${to}`, consistencyProofSchema)).proof.flatMap(
          (text) => base64Decode(text) ?? [],
        );
  const compared = compareCheckpoints(kept, shown.checkpoint, proof);
  if (compared === "same" || compared === "consistent")
    return { outcome: "grown", head: shown.checkpoint.size > kept.size ? shown.note : head };
  return { outcome: "forked", proof: buildConflictingCheckpoints(head, note, vkey) };
}

function checkpointOf(note: string): Checkpoint | undefined {
  const checkpoint = parseCheckpoint(parseNote(note)?.text ?? "");
  return checkpoint.ok ? checkpoint.value : undefined;
}
