import type { Metadata } from "next";
import { LazyLaboratory } from "#components/lab/lazy-laboratory.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { SOFTWARE } from "#lib/server/services/service/software.ts";

export const metadata: Metadata = {
  title: "Laboratory",
  description:
    "How an agent chooses among indexes that may lie: engines side by side in made-up worlds, and replays of agents' records.",
};

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

export default async function LabPage({ searchParams }: Props) {
  const asked = Object.entries(await searchParams).flatMap(([name, value]) =>
    [value ?? []].flat().map((one): [string, string] => [name, one]),
  );
  return (
    <>
      <PageHeading
        title="Laboratory"
        lead="An agent asks several indexes whom to use, and any of them may lie. Try how it learns whom to follow, against adversaries of your choice; or replay what an agent did."
      />
      <LazyLaboratory query={new URLSearchParams(asked).toString()} software={SOFTWARE} />
      <noscript>
        <p>
          The laboratory computes in your browser and needs scripts. From a terminal: npm run bench -- selection-tables.
        </p>
      </noscript>
      <p className="mt-8 max-w-prose text-muted text-sm">
        Rules, bounds and proofs: <Link href="/docs/concepts/selection">choosing among indexes</Link>.
      </p>
    </>
  );
}
