/** The facts that the set-up steps depend on, from the account as read. */
import type { Account } from "../account/use-account.ts";
import type { SetUpFacts } from "./set-up.ts";

function spareState({ participant, note }: Account): SetUpFacts["spare"] {
  // After registration the log decides: a digest that only this browser knows protects nothing.
  if (participant !== null) return participant.nextKeyDigest === null ? "skipped" : "saved";
  if (note?.nextKeyDigest !== undefined && note.spareSavedAt !== undefined) return "saved";
  return note?.spareSkippedAt === undefined ? "open" : "skipped";
}

export function factsOf(account: Account): SetUpFacts {
  return {
    holdsKey: account.key !== undefined,
    signedIn: account.session !== null,
    spare: spareState(account),
    registered: account.participant !== null,
    providers: account.providers.map(({ id, name, disclosures }) => ({
      id,
      name,
      hasIdentity: disclosures.identity !== undefined,
    })),
  };
}
