import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import type { ProviderLabel } from "#lib/contract/names.ts";

/**
 * A provider's name with what it takes to tell it from look-alikes: "unproven name" before a name that nobody proved, and
 * the fingerprint. `fingerprint`: always, only when the name is unproven, or never, beside the id itself.
 */
export function ProviderName({
  provider,
  linked = true,
  fingerprint = "unproven",
  className,
}: {
  provider: ProviderLabel;
  linked?: boolean;
  fingerprint?: "always" | "unproven" | "never";
  className?: string;
}) {
  const { id, name, proven } = provider;
  return (
    <span className={cx("min-w-0", className)}>
      {proven ? null : <span className="font-normal text-attention text-sm">unproven name </span>}
      {linked ? (
        <Link look="name" href={`/providers/${id}`}>
          <bdi>{name}</bdi>
        </Link>
      ) : (
        <bdi>{name}</bdi>
      )}
      {fingerprint === "always" || (fingerprint === "unproven" && !proven) ? (
        <>
          {" "}
          <code title={id} className="whitespace-nowrap font-mono font-normal text-muted text-xs">
            {shorten(id)}
          </code>
        </>
      ) : null}
    </span>
  );
}
