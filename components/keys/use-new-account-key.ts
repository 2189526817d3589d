"use client";
import { useState } from "react";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { SpareKey } from "#lib/client/keystore/keystore.ts";
import { useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { browserClock } from "#lib/client/platform.ts";
import { type Signer, signerOfRecord } from "#lib/client/signer.ts";
import type { Did } from "#lib/kernel/ids.ts";

/** A new account key of this browser: made once, however often the act that puts it in place is tried again. */
export function useNewAccountKey(account: Did) {
  const actions = useKeystoreActions();
  const [made, setMade] = useState<KeyRecord>();

  const make = async (): Promise<Signer> => {
    const choice = { label: "Account key", purpose: "control", extractable: false, account } as const;
    const record = made ?? (await actions.generate(choice));
    setMade(record);
    return signerOfRecord(await browserKeystore(), record);
  };

  /** Notes, before the act is published, which spare key will be the account's. */
  const noteSpare = (spare: SpareKey) =>
    actions.writeNote(account, {
      nextKeyDigest: spare.nextKeyDigest,
      sealing: spare.sealing,
      spareSavedAt: browserClock(),
      spareSkippedAt: undefined,
    });

  return { make, noteSpare };
}
