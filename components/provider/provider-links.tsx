import { LINK_WORDS } from "#components/handover/link-words.ts";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { shorten } from "#components/ui/shorten.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** Providers that it belongs together with, as both operators have signed. */
export function ProviderLinks({
  links,
  names,
}: Pick<ProviderForm, "links"> & {
  /** What they are called, by id. */
  names: ReadonlyMap<string, string>;
}) {
  if (links.length === 0) return null;
  return (
    <Panel level={2} title="Belongs together with">
      <ul className="flex flex-col gap-2 text-sm">
        {links.map(({ other, relation, from, entry }) => (
          <li key={`${other} ${relation}`}>
            {LINK_WORDS[relation][from]}{" "}
            <Link href={`/providers/${other}`} title={other}>
              {names.has(other) ? (
                <bdi>{names.get(other)}</bdi>
              ) : (
                <code className="whitespace-nowrap font-mono">{shorten(other)}</code>
              )}
            </Link>
            . <Link href={`/log/entries/${entry}`}>Entry {entry.toLocaleString("en")}</Link>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted text-sm">Both operators signed this. What one shares, it can also lose together.</p>
    </Panel>
  );
}
