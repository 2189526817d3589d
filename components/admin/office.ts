import type { Account } from "#lib/client/account/use-account.ts";
import type { AdminsView } from "#lib/contract/governance.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";

/** Whose acts are shown, by the index's clock. */
export type AdminScene = AdminsView & { readonly now: Instant };

/** Where an administrator signs: with which key, in which log, and who must agree. */
export type AdminOffice = AdminScene & { readonly account: Account; readonly origin: Origin };

/** Of a reader who signs nothing, there is no office. */
export type MaybeOffice = { readonly scene: AdminScene; readonly office: AdminOffice | undefined };

/** What happens after the signature, under the threshold of the index. */
export function agreementNote({ threshold }: Pick<AdminOffice, "threshold">, done: string): string {
  return threshold === 1
    ? done
    : `Proposed. It takes effect when ${threshold - 1} more of the administrators have signed it, within 7 days: it stands among the proposals.`;
}
