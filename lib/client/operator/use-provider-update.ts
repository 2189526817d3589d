/** Signs a change of an own provider with the account key of this browser. */
import type { Origin } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Account } from "../account/use-account.ts";
import type { Publish } from "../statements/use-publish.ts";
import { planUpdate } from "./provider-plans.ts";
import { useAccountStatement } from "./use-account-statement.ts";

export type ProviderUpdate = Pick<Publish, "state" | "send"> & {
  /** What would be signed; undefined while this browser holds no key of the account. */
  readonly unsigned: (body: JsonObject) => UnsignedStatement | undefined;
  readonly submit: (body: JsonObject) => Promise<void>;
};

export function useProviderUpdate(account: Account, provider: ProviderForm, origin: Origin): ProviderUpdate {
  const { state, send, unsigned, submit } = useAccountStatement(account, origin);
  return {
    state,
    send,
    unsigned: (body) => unsigned(planUpdate(provider, body)),
    submit: (body) => submit(planUpdate(provider, body)),
  };
}
