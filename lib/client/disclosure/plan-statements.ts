/** From bodies to the statements of one signing click: each names what it replaces, be it published or just before it. */
import type { Did, Origin, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { DISCLOSURES, type DisclosureName } from "#lib/statement/disclosures/all.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import type { Stamp } from "../statements/use-stamp.ts";

export type DisclosurePlan = { readonly type: DisclosureName; readonly provider: string; readonly body: JsonObject };

export type Author = { readonly origin: Origin; readonly did: Did; readonly key: Thumbprint };

/** In the order of the plans. `stamp` is asked once for each statement. */
export function planStatements(
  plans: readonly DisclosurePlan[],
  providers: readonly Pick<ProviderForm, "id" | "disclosures">[],
  { origin, did, key }: Author,
  stamp: () => Stamp,
): UnsignedStatement[] {
  const last = new Map<string, StatementHash>();
  return plans.map(({ type, provider, body }) => {
    const slot = `${provider} ${type}`;
    const published = providers.find(({ id }) => id === provider)?.disclosures[type]?.statement;
    const prev = DISCLOSURES[type].replaces ? (last.get(slot) ?? published) : undefined;
    const statement = prepareStatement(
      { kind: `disclosure.${type}`, log: origin, issuer: did, key, subject: provider, prev, body },
      stamp(),
    );
    last.set(slot, statementHash(statement));
    return statement;
  });
}
