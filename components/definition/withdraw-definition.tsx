"use client";
import { useState } from "react";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { planDefinitionWithdrawal } from "#lib/client/operator/own-definitions.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { normalForm } from "#lib/kernel/normal-form.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { definitionWithdrawBody } from "#lib/statement/definition.ts";

/** Ends a definition by a signed statement with a reason. */
export function WithdrawDefinition({
  account,
  form,
  origin,
  onRecorded,
}: {
  account: Account;
  form: DefinitionForm;
  origin: Origin;
  onRecorded: OnRecorded;
}) {
  const [reason, setReason] = useState("");
  const body = definitionWithdrawBody.safeParse({ reason: normalForm(reason, "NFC").trim() });
  return (
    <Dialog
      trigger={
        <Button size="sm" variant="quiet" aria-label={`Withdraw ${form.name}`}>
          Withdraw
        </Button>
      }
      title={
        <>
          Withdraw <bdi>{form.name}</bdi>
        </>
      }
      description="It ends with all its versions, and nothing follows it: what comes after is a new definition."
    >
      <div className="flex flex-col gap-5">
        <p>
          Reports that were filed before are judged by it still, and cases under it stay. A report that is filed later
          is for no machine.
        </p>
        <Field
          label="Reason"
          help="One line, which everybody can read."
          error={reason.trim() !== "" && !body.success ? body.error.issues[0]?.message : undefined}
          required
        >
          <Input
            value={reason}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        </Field>
        <SignAct
          danger
          account={account}
          origin={origin}
          draft={body.success ? planDefinitionWithdrawal(form, body.data.reason) : undefined}
          action="Sign and withdraw"
          note={`${form.name} is withdrawn.`}
          onRecorded={onRecorded}
        />
      </div>
    </Dialog>
  );
}
