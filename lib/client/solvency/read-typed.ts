/** A balance file from its parts, as a user types or pastes them. */
import { type BalanceFile, readAccount, readPath } from "#lib/disclosure/solvency/balance-file.ts";
import { type Refusal, refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";

export type TypedParts = {
  readonly accountId: string;
  readonly nonce: string;
  readonly balance: string;
  readonly position: string;
  /** One step a line: sum, space, hash. */
  readonly path: string;
};

/** Refusals point at the part. */
export function readTyped(
  parts: TypedParts,
  { provider, epoch }: { readonly provider: string; readonly epoch: number },
): Result<BalanceFile, Refusal> {
  const { accountId, nonce, balance, position } = parts;
  const account = readAccount({ accountId: accountId.trim(), nonce: nonce.trim(), balance: balance.trim() });
  if (!account.ok) return account;
  if (!/^(0|[1-9][0-9]{0,9})$/.test(position.trim()))
    return err(refusal("schema", "/position", "The place of your leaf is a whole number from 0."));
  const steps = parts.path.split("\n").map((line) => line.trim());
  const path = readPath(steps.filter((line) => line !== ""));
  if (!path.ok) return path;
  return ok({ provider, epoch, ...account.value, position: Number(position.trim()), path: path.value });
}
