import type { Account } from "#lib/client/account/use-account.ts";
import type { CaseView } from "#lib/contract/cases.ts";
import type { OwnSeat } from "#lib/contract/review.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";

/** What each form of a seat is given. */
export type SeatProps = {
  readonly account: Account;
  readonly origin: Origin;
  readonly did: Did;
  readonly one: CaseView;
  readonly seat: OwnSeat;
  readonly now: number;
};
