"use client";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { useAccount } from "#lib/client/account/use-account.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { browserClock } from "#lib/client/platform.ts";
import { type Signer, signerOfRecord } from "#lib/client/signer.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";

/** A registered participant whose key this browser holds. */
export type OwnAccount = { readonly did: Did; readonly name: string; readonly signer: Signer };

/** Who signs: a key for this case alone, or the account of this browser where there is one. */
export function SignAsChoice({
  account,
  onChange,
}: {
  account: OwnAccount | undefined;
  onChange: (account: OwnAccount | undefined) => void;
}) {
  const state = useAccount();
  const own = state.status === "ready" ? state.account : undefined;
  const canSign =
    own?.key !== undefined &&
    own.participant !== null &&
    own.keyForm !== null &&
    isActiveAt(own.keyForm, browserClock());
  const choose = async (value: string) => {
    if (value === "case" || own?.key === undefined || own.participant === null) return onChange(undefined);
    const { did, displayName } = own.participant;
    onChange({ did, name: displayName, signer: signerOfRecord(await browserKeystore(), own.key) });
  };
  return (
    <RadioGroup
      legend="Who signs"
      value={account === undefined ? "case" : "account"}
      onValueChange={(value) => void choose(value)}
    >
      <Radio
        value="case"
        boxed
        label="A fresh key for this case only"
        help="Made in this browser now: the signature ties it to nobody, to no other case and to no account. What the evidence repeats can: the number of the token that paid is the same in every report of an answer to that token, and so is a receipt that dates several answers at once."
      />
      {canSign ? (
        <Radio
          value="account"
          boxed
          label={
            <>
              You, as <bdi>{own.participant?.displayName}</bdi>
            </>
          }
          help="Your name stands under it, for ever."
        />
      ) : null}
    </RadioGroup>
  );
}
