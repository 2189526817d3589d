/** Signs one act of a party with whatever key it has here, and keeps the bytes until they are recorded. */
import { useCallback, useMemo, useState } from "react";
import type { Did, Origin, Thumbprint } from "#lib/kernel/ids.ts";
import { statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { buildSubmission } from "#lib/statement/submission.ts";
import { browserClock, browserRandom } from "../platform.ts";
import type { Signer } from "../signer.ts";
import { type OutboxItem, putOutbox } from "../statements/outbox.ts";
import { signStatement } from "../statements/prepare-statement.ts";
import { type Publish, usePublish } from "../statements/use-publish.ts";
import { browserTexts } from "../text-store.ts";
import { type CasePlan, composeCaseStatement } from "./case-plans.ts";

/** Who acts: an account by its key here, the key of one case from its file, or a key made for one statement. */
export type CaseSigner = {
  readonly issuer: Did;
  readonly key: Thumbprint;
  /** Its statements tell nobody when it was here. */
  readonly isCaseKey: boolean;
  /** Throws MissingKeyError when the key is gone. */
  open(): Promise<Signer>;
};

export type CaseAct = Pick<Publish, "state" | "send" | "reset"> & {
  /** What would be signed: the same bytes as long as the plan is the same. */
  unsigned(plan: CasePlan): UnsignedStatement;
  submit(plan: CasePlan): Promise<void>;
};

const newStamp = () => ({ id: browserRandom(16), now: browserClock() });

export function useCaseAct(origin: Origin, signer: CaseSigner): CaseAct {
  const { state, send, reset } = usePublish();
  const [stamp, setStamp] = useState(newStamp);
  const { issuer, key, isCaseKey } = signer;
  const unsigned = useCallback(
    (plan: CasePlan) => composeCaseStatement(plan, { log: origin, issuer, key, isCaseKey, ...stamp }),
    [origin, issuer, key, isCaseKey, stamp],
  );
  const submit = useCallback(
    async (plan: CasePlan) => {
      const item = await signCaseItem(unsigned(plan), plan, await signer.open());
      await send(item);
      setStamp(newStamp());
    },
    [unsigned, signer, send],
  );
  return useMemo(() => ({ state, send, reset, unsigned, submit }), [state, send, reset, unsigned, submit]);
}

/** Signed, and kept before anything is sent. The item's bytes are the whole submission. */
export async function signCaseItem(
  statement: UnsignedStatement,
  { files }: Pick<CasePlan, "files">,
  signer: Signer,
): Promise<OutboxItem> {
  const bytes = buildSubmission(
    await signStatement(statement, signer),
    files.map(({ part }) => part),
  );
  const { kind, subject, issuer, issuedAt } = statement;
  const item = { hash: statementHash(statement), kind, subject, issuer, bytes, signedAt: issuedAt, promise: undefined };
  putOutbox(browserTexts(), item);
  return item;
}
