import { CircleAlert } from "lucide-react";
import { Alert } from "#components/ui/alert.tsx";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import type { LookAlike } from "#lib/contract/observations.ts";

type Others = { others: readonly LookAlike[] };

/** A name that can be taken for a proven one is named together with it, by fingerprint. `id` undefined: not registered yet. */
export function LookAlikeWarning({
  others,
  id,
  live = false,
  className,
}: Others & { id?: string | undefined; live?: boolean; className?: string }) {
  if (others.length === 0) return null;
  return (
    <Alert
      tone="attention"
      live={live}
      {...(className === undefined ? {} : { className })}
      title="This name can be taken for another provider's, which is proven"
    >
      {id === undefined ? null : (
        <>
          This one is <Fingerprint id={id} />.{" "}
        </>
      )}
      Not to be confused with <OtherNames others={others} />.
    </Alert>
  );
}

/** The same in one line, where a name stands in a list. */
export function LookAlikeNote({ others }: Others) {
  if (others.length === 0) return null;
  return (
    <span className="mt-0.5 flex items-start gap-1.5 font-normal text-attention text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        can be taken for <OtherNames others={others} />, which is proven
      </span>
    </span>
  );
}

function OtherNames({ others }: Others) {
  return others.map((other, at) => (
    <span key={other.id}>
      {at > 0 ? ", " : ""}
      <Link href={`/providers/${other.id}`}>
        <bdi>{other.name}</bdi>
      </Link>{" "}
      <Fingerprint id={other.id} />
    </span>
  ));
}

const Fingerprint = ({ id }: { id: string }) => (
  <code title={id} className="whitespace-nowrap font-mono text-sm">
    {shorten(id)}
  </code>
);
