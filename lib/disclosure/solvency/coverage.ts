/** Reserves against what is owed. A ratio is refused unless both are of the same instant and in the same unit. */
import type { EpochRecord } from "#lib/statement/disclosures/liabilities.ts";
import type { ReservesRecord } from "#lib/statement/disclosures/reserves.ts";

export type CoverageRefusal = "no-liabilities" | "no-reserves" | "other-instant" | "other-unit" | "nothing-owed";

export type Coverage =
  | {
      readonly ok: true;
      /** Without the own token and what is pledged. */
      readonly held: bigint;
      /** Balances, withdrawals that wait, prepaid tokens, and stated debts. */
      readonly owed: bigint;
      /** held / owed in hundredths of a percent, rounded down: 10,437 is 104.37 %. */
      readonly basisPoints: bigint;
      readonly otherDebts: ReservesRecord["otherDebts"];
    }
  | { readonly ok: false; readonly reason: CoverageRefusal };

/** Coverage of one epoch by the snapshot that shares its instant. Integers throughout. Total. */
export function coverageOf(epoch: EpochRecord | undefined, snapshots: readonly ReservesRecord[]): Coverage {
  if (epoch === undefined) return { ok: false, reason: "no-liabilities" };
  if (snapshots.length === 0) return { ok: false, reason: "no-reserves" };
  // Snapshots are listed newest first: a correction of the same instant goes before what it corrects.
  const shared = snapshots.find(({ at }) => at === epoch.at);
  if (shared === undefined) return { ok: false, reason: "other-instant" };
  if (shared.unit !== epoch.unit || shared.decimals !== epoch.decimals) return { ok: false, reason: "other-unit" };
  const held = BigInt(shared.total) - BigInt(shared.encumbered);
  const owed = BigInt(epoch.owed) + BigInt(shared.debts);
  if (owed === 0n) return { ok: false, reason: "nothing-owed" };
  return { ok: true, held, owed, basisPoints: (held * 10_000n) / owed, otherDebts: shared.otherDebts };
}
