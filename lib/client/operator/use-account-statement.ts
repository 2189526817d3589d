/** Signs one statement with the account key of this browser; what is shown before it is what is signed. */
import type { Origin } from "#lib/kernel/ids.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { Account } from "../account/use-account.ts";
import { browserKeystore } from "../keystore/browser-keystore.ts";
import { signerOfRecord } from "../signer.ts";
import { prepareStatement, type StatementPlan } from "../statements/prepare-statement.ts";
import { type Publish, usePublish } from "../statements/use-publish.ts";
import { useStamp } from "../statements/use-stamp.ts";

/** What is said; who says it, when and where is added. */
export type Draft = Pick<StatementPlan, "kind" | "subject" | "body" | "prev" | "parts">;

export type AccountStatement = Pick<Publish, "state" | "send"> & {
  /** What would be signed; undefined while this browser holds no key of the account. */
  readonly unsigned: (draft: Draft) => UnsignedStatement | undefined;
  readonly submit: (draft: Draft) => Promise<void>;
};

export function useAccountStatement(account: Account, origin: Origin): AccountStatement {
  const { state, publish, send } = usePublish();
  const { stamp, renew } = useStamp();
  const { key, did } = account;
  const unsigned = (draft: Draft, at = stamp) =>
    key === undefined || did === undefined
      ? undefined
      : prepareStatement({ ...draft, log: origin, issuer: did, key: key.thumbprint }, at);
  const submit = async (draft: Draft) => {
    const statement = unsigned(draft);
    if (statement === undefined || key === undefined) return;
    await publish(statement, signerOfRecord(await browserKeystore(), key), draft.parts);
    renew();
  };
  return { state, send, unsigned, submit };
}
