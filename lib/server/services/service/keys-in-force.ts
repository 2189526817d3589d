/** The index's keys as its log names them: what `index.key` replaced holds from its entry on, whatever a file says. */
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { formatVkey, type KeyType } from "#lib/log/vkey.ts";
import { indexOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import type { PublicKeys } from "./public-keys.ts";

export async function keysInForce({
  forms,
  origin,
  publicKeys: { vkeys, statementKey, answerKey },
}: Pick<Ctx, "forms" | "origin" | "publicKeys">): Promise<Pick<PublicKeys, "vkeys" | "statementKey" | "answerKey">> {
  const keys = await forms.ask((view) => indexOf(view)?.keys);
  // Genesis is not projected yet.
  if (keys === undefined) return { vkeys, statementKey, answerKey };
  return {
    vkeys: {
      log: vkeys.log,
      promise: vkeyOf(`${origin}/promise`, "ed25519", keys.promise),
      witness: vkeyOf(`${origin}/witness`, "cosignature/v1", keys.witness),
    },
    statementKey: keys.statement,
    answerKey: keys.answer,
  };
}

/**
 * Every promise key that the log ever named, in force or replaced, the newest first: what one promised stays promised. Each
 * state root writes the index anew, too, and changes no key.
 */
export async function promiseVkeysEver({ pool, origin, publicKeys }: PromiseKeysFrom): Promise<string[]> {
  const { rows } = await pool.query<{ key: Did }>(
    `SELECT v.form::json -> 'keys' ->> 'promise' AS key
       FROM aggregate_version AS v JOIN entry_row AS e ON e.index = v.from_size - 1
      WHERE v.key = 'index' AND e.kind <> 'state.root' GROUP BY 1 ORDER BY max(v.from_size) DESC`,
  );
  const vkeys = rows.map(({ key }) => vkeyOf(`${origin}/promise`, "ed25519", key));
  return vkeys.length === 0 ? [publicKeys.vkeys.promise] : vkeys;
}
type PromiseKeysFrom = Pick<Ctx, "pool" | "origin" | "publicKeys">;

/** Keys on file that the log has replaced: nothing is signed by them, until the new one is in the file's place. */
export async function replacedKeys(
  ctx: Pick<Ctx, "forms" | "origin" | "publicKeys">,
): Promise<("promise" | "statement" | "answer")[]> {
  const { vkeys, statementKey, answerKey } = ctx.publicKeys;
  const named = await keysInForce(ctx);
  return [
    ...(named.vkeys.promise === vkeys.promise ? [] : ["promise" as const]),
    ...(named.statementKey === statementKey ? [] : ["statement" as const]),
    ...(named.answerKey === answerKey ? [] : ["answer" as const]),
  ];
}

function vkeyOf(name: string, type: KeyType, did: Did): string {
  return formatVkey({ name, type, publicKey: publicKeyOfDid(did) ?? new Uint8Array() });
}
