import type { Account } from "#lib/client/account/use-account.ts";

/** The key to which this browser seals; undefined while it does not know one of the account's present spare key. */
export function sealingKeyOf({ note, participant }: Pick<Account, "note" | "participant">): string | undefined {
  const known = note?.sealing;
  return known !== undefined && known.of === participant?.nextKeyDigest ? known.key : undefined;
}
