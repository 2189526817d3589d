import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { ProviderForm } from "#lib/state/forms.ts";

/** By which keys the name was proved, or that it was not. */
export function NameProof({ form }: { form: ProviderForm }) {
  const isProven = form.provenBy.length > 0;
  return (
    <Panel level={2} title={isProven ? "Name proved" : "Name not proved"}>
      {isProven ? (
        <>
          <p className="text-muted text-sm">
            The provider's own token key signed that this operator may speak for it, when it registered.{" "}
            <Link href={`/log/entries/${form.registeredIn}`}>Entry {form.registeredIn.toLocaleString("en")}</Link>
          </p>
          <ul className="mt-2">
            {form.provenBy.map((did) => (
              <li key={did}>
                <HashText value={did} what="token key" />
              </li>
            ))}
          </ul>
          <p className="mt-2 text-muted text-sm">
            Compare this key with the one that issues your tokens: only then is it the provider that you know.
          </p>
        </>
      ) : (
        <p className="text-muted text-sm">
          {form.domain === null && form.address === null
            ? "It claims no domain and no address."
            : `It claims ${[form.domain, form.address].filter((place) => place !== null).join(" and ")}, without proof.`}{" "}
          Tell it by its fingerprint, not by its name.
        </p>
      )}
    </Panel>
  );
}
