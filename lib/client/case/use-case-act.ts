/** Signs one act of a party with whatever key it has here; what is shown before it is what is signed. */
import { useCallback, useMemo, useState } from "react";
import type { Did, Origin, Thumbprint } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, HOUR_MS } from "#lib/kernel/instant.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { browserClock } from "../platform.ts";
import type { Signer } from "../signer.ts";
import { prepareStatement } from "../statements/prepare-statement.ts";
import { type Publish, usePublish } from "../statements/use-publish.ts";
import { newStamp, type Stamp } from "../statements/use-stamp.ts";
import type { CasePlan } from "./case-plans.ts";

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

/** The time of a case key is floored to the hour, so that it cannot be matched with when somebody was seen online. */
function stampOf(isCaseKey: boolean): Stamp {
  const stamp = newStamp();
  const now = browserClock();
  return isCaseKey ? { ...stamp, issuedAt: formatInstant(asInstant(now - (now % HOUR_MS))) } : stamp;
}

export function useCaseAct(log: Origin, signer: CaseSigner): CaseAct {
  const { state, publish, send, reset } = usePublish();
  const { issuer, key, isCaseKey } = signer;
  const [stamp, setStamp] = useState(() => stampOf(isCaseKey));
  const unsigned = useCallback(
    (plan: CasePlan) => prepareStatement({ ...plan, log, issuer, key }, stamp),
    [log, issuer, key, stamp],
  );
  const submit = useCallback(
    async (plan: CasePlan) => {
      await publish(unsigned(plan), await signer.open(), plan.parts);
      setStamp(stampOf(isCaseKey));
    },
    [unsigned, signer, publish, isCaseKey],
  );
  return useMemo(() => ({ state, send, reset, unsigned, submit }), [state, send, reset, unsigned, submit]);
}
