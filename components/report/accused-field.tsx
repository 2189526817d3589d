"use client";
import { ProviderName } from "#components/provider/provider-name.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Link } from "#components/ui/link.tsx";
import type { Party } from "#lib/client/report/party.ts";

/** Whom it is about, where no signed answer says so. */
export function AccusedField({
  value,
  party,
  isUnknown,
  onChange,
}: {
  value: string;
  party: Party | undefined;
  isUnknown: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <Field
        label="Which provider"
        required
        help={
          <>
            Its id (prv_…), from its page under <Link href="/providers">Providers</Link>; or the key that it signs with
            (did:key:…), if nobody listed it.
          </>
        }
        error={isUnknown ? "No provider has this id, and it is no key." : undefined}
      >
        <Input mono autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} />
      </Field>
      {party === undefined ? null : (
        <p role="status">
          {party.label === undefined ? (
            "A provider that nobody listed here: the report opens its page."
          ) : (
            <>
              This is <ProviderName provider={party.label} fingerprint="always" />.
            </>
          )}
        </p>
      )}
    </div>
  );
}
