import type { ReactNode } from "react";
import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Instant } from "#lib/kernel/instant.ts";
import type { NameSeen, ProviderForm } from "#lib/state/forms.ts";
import { isNameProven, nameSeenAt } from "#lib/state/name-proofs.ts";

/** By what the name was proved, or that it was not; what this index looked for and did not find stays visible. */
export function NameProof({ form, now }: { form: ProviderForm; now: Instant }) {
  const proven = isNameProven(form, now);
  return (
    <Panel level={2} title={proven ? "Name proved" : "Name not proved"}>
      {proven ? null : (
        <p className="text-muted text-sm">
          {form.domain === null && form.address === null
            ? "It claims no domain and no address."
            : `It claims ${[form.domain, form.address].filter((place) => place !== null).join(" and ")}, without proof.`}{" "}
          Tell it by its fingerprint, not by its name.
        </p>
      )}
      <ul className="flex flex-col gap-3">
        {form.provenBy.length === 0 ? null : <KeyProof form={form} />}
        {form.domain === null ? null : (
          <>
            <SeenProof name={form.names.dns} now={now} place={`the DNS of ${form.domain}`} />
            <SeenProof name={form.names.file} now={now} place={`a file on ${form.domain}`} />
          </>
        )}
      </ul>
    </Panel>
  );
}

function KeyProof({ form }: { form: ProviderForm }) {
  return (
    <li>
      <p className="text-muted text-sm">
        The provider's own key signed that this operator may speak for it.{" "}
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
    </li>
  );
}

/** `place`: where the index looked, as the object of a sentence. */
function SeenProof({ name, now, place }: { name: NameSeen; now: Instant; place: string }) {
  const { state, until } = nameSeenAt(name, now);
  if (name.seen === null || until === undefined) {
    if (name.missed === null) return null;
    return (
      <Line entry={name.missed.entry}>
        This index looked in {place} <TimeText at={Date.parse(name.missed.loggedAt)} now={now} /> and found no proof.
      </Line>
    );
  }
  return (
    <>
      <Line entry={name.seen.entry}>
        {state === "proven" ? "This index found the proof in " : "The proof lapsed: this index last found it in "}
        {place} <TimeText at={Date.parse(name.seen.loggedAt)} now={now} />
        {state === "proven" ? (
          <>
            , without a gap since <TimeText at={Date.parse(name.seen.since)} precision="day" />. It looks daily.
          </>
        ) : (
          ". It must be seen at least every seven days."
        )}
      </Line>
      {name.missed === null ? null : (
        <Line entry={name.missed.entry}>
          <span className="text-attention">The last look did not find it</span> (
          <TimeText at={Date.parse(name.missed.loggedAt)} now={now} />
          ); {state === "proven" ? "without it, the proof lapses " : "it lapsed "}
          <TimeText at={until} now={now} />.
        </Line>
      )}
    </>
  );
}

function Line({ entry, children }: { entry: number; children: ReactNode }) {
  return (
    <li className="text-muted text-sm">
      {children} <Link href={`/log/entries/${entry}`}>Entry {entry.toLocaleString("en")}</Link>
    </li>
  );
}
