/** Signs a change of an own provider with the account key of this browser. */
import type { Origin } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Account } from "../account/use-account.ts";
import { browserKeystore } from "../keystore/browser-keystore.ts";
import { signerOfRecord } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { type Publish, usePublish } from "../statements/use-publish.ts";
import { useStamp } from "../statements/use-stamp.ts";

export type ProviderUpdate = Pick<Publish, "state" | "send"> & {
  /** What would be signed; undefined while this browser holds no key of the account. */
  readonly unsigned: (body: JsonObject) => UnsignedStatement | undefined;
  readonly submit: (body: JsonObject) => Promise<void>;
};

export function useProviderUpdate(account: Account, provider: ProviderForm, origin: Origin): ProviderUpdate {
  const { state, publish, send } = usePublish();
  const { stamp } = useStamp();
  const { key } = account;
  const unsigned = (body: JsonObject) =>
    key === undefined
      ? undefined
      : prepareStatement(
          {
            kind: "provider.update",
            log: origin,
            issuer: provider.operator,
            key: key.thumbprint,
            subject: provider.id,
            prev: provider.slots.provider,
            body,
          },
          stamp,
        );
  const submit = async (body: JsonObject) => {
    const statement = unsigned(body);
    if (statement === undefined || key === undefined) return;
    await publish(statement, signerOfRecord(await browserKeystore(), key));
  };
  return { state, send, unsigned, submit };
}
