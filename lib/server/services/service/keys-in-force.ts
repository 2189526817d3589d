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

function vkeyOf(name: string, type: KeyType, did: Did): string {
  return formatVkey({ name, type, publicKey: publicKeyOfDid(did) ?? new Uint8Array() });
}
