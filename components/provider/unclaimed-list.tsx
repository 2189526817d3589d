import { HashText } from "#components/ui/hash-text.tsx";
import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";

export type UnclaimedRow = { readonly id: string; readonly publicKey: string; readonly cases: number };

/** Providers that were reported and that nobody has claimed: keys, and the way to their cases. */
export function UnclaimedList({ rows }: { rows: readonly UnclaimedRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <SectionHeading
        id="unclaimed"
        lead="They signed answers and were reported; who runs them, nobody has said. Whoever holds the key can claim it."
      >
        Not claimed by anybody
      </SectionHeading>
      <ul className="flex flex-col divide-y divide-divider border-divider border-y">
        {rows.map(({ id, publicKey, cases }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2">
            <HashText value={publicKey} what="key" />
            <Link href={`/providers/${id}`}>
              {cases === 1 ? "1 case" : `${cases.toLocaleString("en")} cases`}{" "}
              <span className="sr-only">of this key</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
