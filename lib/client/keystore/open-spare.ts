/** Opens a spare key from its file for one act of recovery: a signer, and what the log knows it by. */
import { hexEncode } from "#lib/kernel/base.ts";
import { publicKeyOfSeed } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type DecryptFailure, decryptKeyFile } from "#lib/platform/key-files/encrypted-file.ts";
import { readKeyText } from "#lib/platform/key-files/read-key-text.ts";
import { type SealingPair, sealingPairOfSeed } from "#lib/platform/key-files/sealed-box.ts";
import { type Signer, signerOfSeed } from "../signer.ts";

export type OpenedSpare = {
  readonly signer: Signer;
  /** SHA-256 of the 32 public bytes, hex: equals the participant's nextKeyDigest. */
  readonly digest: string;
  /** Opens what was sealed to this key. */
  readonly sealing: SealingPair;
};

export type OpenSpareProblem =
  | { readonly at: "text"; readonly words: string }
  | { readonly at: "passphrase"; readonly failure: DecryptFailure };

/** Takes the encrypted file, or any other text form of the same key. The seed's bytes are overwritten. */
export async function openSpare(
  text: string,
  passphrase: string,
  subtle: SubtleCrypto,
): Promise<Result<OpenedSpare, OpenSpareProblem>> {
  const read = readKeyText(text);
  if (!read.ok) return err({ at: "text", words: `${read.error.place}: ${read.error.rule}` });
  const seed = read.value.form === "seed" ? read.value.seed : await decryptKeyFile(read.value.file, passphrase, subtle);
  if (typeof seed === "string") return err({ at: "passphrase", failure: seed });
  const digest = hexEncode(sha256(publicKeyOfSeed(seed)));
  const sealing = await sealingPairOfSeed(seed, subtle);
  return ok({ signer: await signerOfSeed(seed, subtle), digest, sealing });
}
