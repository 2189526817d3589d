/** Entry 0: the genesis that `up` made, or nothing at all. */
import { hexDecode } from "#lib/kernel/base.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { checkStatementSignature, parseStatement, signerKeyOf } from "#lib/statement/envelope.ts";
import type { Checked } from "./admit.ts";

/** What genesis must say for this sequencer to sign under it. Its other keys may have been changed by `index.key` since. */
export type GenesisKeys = { readonly origin: Origin; readonly logKey: Did };

/**
 * Checks the genesis statement's bytes against the key that this process holds: a log whose genesis names another key
 * would be signed by a key that nobody can trust. Throws with the field at fault.
 */
export function readGenesis(bytes: Uint8Array, expected: GenesisKeys): Checked {
  const result = parseStatement(bytes);
  if (!result.ok)
    throw new Error(`The genesis is refused: ${result.error.code} ${result.error.pointer}, ${result.error.detail}`);
  const parsed = result.value;
  const { statement } = parsed;
  if (statement.kind !== "index.genesis") throw new Error(`The genesis is a ${statement.kind}.`);
  if (statement.log !== expected.origin) throw new Error(`The genesis is of the log ${statement.log}.`);
  for (const [field, value] of Object.entries(expected)) {
    if (statement.body[field] !== value) throw new Error(`The genesis names another ${field} than this process holds.`);
  }
  const publicKey = signerKeyOf(statement, () => undefined);
  if (publicKey === undefined || !checkStatementSignature(parsed, publicKey, rawVerify)) {
    throw new Error("The genesis is not signed by its issuer.");
  }
  const statementHash = Buffer.from(hexDecode(parsed.hash) ?? []);
  return { row: { statementHash, bytes, parts: undefined, receivedAtMs: 0 }, parsed, parts: [] };
}
