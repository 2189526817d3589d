import type { Account } from "#lib/client/account/use-account.ts";
import type { AdminsView } from "#lib/contract/governance.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";

/** Where an administrator signs: with which key, in which log, by the index's clock, and who must agree. */
export type AdminOffice = AdminsView & {
  readonly account: Account;
  readonly origin: Origin;
  readonly now: Instant;
};

/** What happens after the signature, under the threshold of the index. */
export function agreementNote({ threshold }: Pick<AdminOffice, "threshold">, done: string): string {
  return threshold === 1
    ? done
    : `Proposed. It takes effect when ${threshold - 1} more of the administrators have signed it, within 7 days: it stands among the proposals.`;
}
