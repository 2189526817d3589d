"use client";
import { useMemo } from "react";
import { useForm } from "react-hook-form";
import { DisclosureField } from "#components/disclosure/disclosure-field.tsx";
import { ExactBytes } from "#components/publish/exact-bytes.tsx";
import { PublishStatus } from "#components/publish/publish-status.tsx";
import { ReceiptDone } from "#components/publish/receipt-done.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { bodyOf, composerResolver, startValues } from "#lib/client/disclosure/composer-form.ts";
import type { FormValues } from "#lib/client/disclosure/form-values.ts";
import { browserKeystore } from "#lib/client/keystore/browser-keystore.ts";
import { browserClock } from "#lib/client/platform.ts";
import { signerOfRecord } from "#lib/client/signer.ts";
import { prepareStatement } from "#lib/client/statements/prepare-statement.ts";
import { usePublish } from "#lib/client/statements/use-publish.ts";
import { useStamp } from "#lib/client/statements/use-stamp.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { disclosure } from "#lib/statement/disclosures/action-item-update.ts";

const FIELDS = fieldsOf(disclosure.body);
const ASKED = ["status", "changedAt", "evidence"];

/** What became of one action item: three answers, signed in place. */
export function ItemUpdateForm({
  account,
  origin,
  provider,
  incident,
  item,
}: {
  account: Account;
  origin: Origin;
  provider: ProviderForm;
  incident: string;
  item: string;
}) {
  const start = useMemo(() => {
    const changedAt = formatInstant(browserClock()).slice(0, 16);
    return { ...startValues(disclosure, FIELDS, undefined, browserClock()), incident, item, changedAt };
  }, [incident, item]);
  const resolver = useMemo(() => composerResolver(disclosure, FIELDS, browserClock), []);
  const form = useForm({ defaultValues: start, resolver, mode: "onTouched" });
  const { stamp, renew } = useStamp();
  const { state, publish, send } = usePublish();
  const { key } = account;
  if (key === undefined) {
    return (
      <Alert tone="attention" title="This browser cannot sign it">
        <Link href="/operator/restore">Bring the key here or use the spare key</Link>
      </Alert>
    );
  }
  const unsigned = prepareStatement(
    {
      kind: "disclosure.action_item_update",
      log: origin,
      issuer: provider.operator,
      key: key.thumbprint,
      subject: provider.id,
      prev: provider.disclosures.action_item_update?.statement,
      body: bodyOf(form.watch() as FormValues, FIELDS),
    },
    stamp,
  );
  const sign = form.handleSubmit(async () => {
    const done = await publish(unsigned, signerOfRecord(await browserKeystore(), key));
    if (done.phase === "refused") renew();
  });
  if (state.phase === "recorded") return <ReceiptDone receipt={state.receipt} effect={state.effect} />;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void sign(event)}>
      {FIELDS.filter(({ name }) => ASKED.includes(name)).map((field) => (
        <DisclosureField key={field.name} field={field} name={field.name} form={form} />
      ))}
      <ExactBytes unsigned={unsigned} />
      <PublishStatus state={state} onSend={(again) => void send(again)} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" variant="primary" busy={state.phase === "signing" || state.phase === "sending"}>
          Sign and publish
        </Button>
        <span className="text-muted text-sm">Public for ever. You can correct it, never delete it.</span>
      </div>
    </form>
  );
}
