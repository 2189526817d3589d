"use client";
import { useId, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CheckedReceipt } from "#lib/client/verify/check-online.ts";
import { checkReceipt } from "#lib/client/verify/check-receipt.ts";
import { entryText, TAMPERINGS, type Tampered, withEntryText } from "#lib/client/verify/tamper.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { Caught } from "./caught.tsx";
import { CheckList } from "./check-list.tsx";
import { checkTitle } from "./check-words.ts";

/** The same checks again, over what the reader made of the receipt. */
function recheck({ logKey, signer }: CheckedReceipt, tampered: Tampered["receipt"]): readonly Check[] {
  return checkReceipt(canonicalBytes({ ...tampered }), {
    logKey,
    ...(signer && { keys: () => signer }),
  }).checks;
}

/** "Try to fool it": prepared falsifications and free editing, each checked at once by the very same code. */
export function FoolIt({ checked, level = 3 }: { checked: CheckedReceipt; level?: 2 | 3 }) {
  const Heading = `h${level}` as const;
  const id = useId();
  const original = entryText(checked.receipt) ?? "";
  const [tampered, setTampered] = useState<Tampered | undefined>(undefined);
  const [text, setText] = useState(original);
  const checks = useMemo(
    () => (tampered === undefined ? undefined : recheck(checked, tampered.receipt)),
    [checked, tampered],
  );
  const choices = useMemo(
    () =>
      TAMPERINGS.flatMap(({ id, title, apply }) => {
        const result = apply(checked.receipt);
        return result === undefined ? [] : [{ id, title, result }];
      }),
    [checked],
  );

  const choose = (result: Tampered) => {
    setTampered(result);
    setText(entryText(result.receipt) ?? "");
  };
  const edit = (next: string) => {
    setText(next);
    const changed = { receipt: withEntryText(checked.receipt, next), said: "The entry's text is as you wrote it." };
    setTampered(next === original ? undefined : changed);
  };
  const undo = () => {
    setTampered(undefined);
    setText(original);
  };

  return (
    <section aria-labelledby={id} className="rounded-lg border border-divider bg-sunken p-4">
      <Heading id={id} className="text-base">
        Try to fool it
      </Heading>
      <p className="mt-0.5 text-muted text-sm">
        Change something and see which check turns red. Nothing leaves this browser.
      </p>
      <div className="mt-3 flex flex-wrap gap-1.5">
        {choices.map(({ id, title, result }) => (
          <Button
            key={id}
            size="sm"
            aria-pressed={tampered === result}
            className={tampered === result ? "outline-2 outline-link" : ""}
            onClick={() => choose(result)}
          >
            {title}
          </Button>
        ))}
      </div>
      <div role="status" className="mt-3">
        {tampered === undefined || checks === undefined ? null : (
          <Caught said={tampered.said} failed={failedIn(checks)} undo={undo}>
            <CheckList checks={checks} label="Checks of the changed receipt" />
          </Caught>
        )}
      </div>
      <Details summary="Edit the entry yourself" className="mt-3">
        <Field label="The entry, exactly as logged" help="Every character counts: even a space changes its hash.">
          <Textarea mono rows={6} value={text} onChange={(event) => edit(event.target.value)} />
        </Field>
      </Details>
    </section>
  );
}

function failedIn(checks: readonly Check[]): string[] {
  return checks.filter(({ outcome }) => outcome === "fail").map(({ name }) => checkTitle(name));
}
