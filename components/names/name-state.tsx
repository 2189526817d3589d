import { Badge } from "#components/ui/badge.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Instant } from "#lib/kernel/instant.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { isNameProven, nameSeenAt } from "#lib/state/name-proofs.ts";

/** What proves the name now, and until when. */
export function NameState({ provider, now }: { provider: ProviderForm; now: Instant }) {
  const { names, provenBy } = provider;
  const rows = [
    { what: "Own key", words: provenBy.length === 0 ? "none" : `${provenBy.length} proved it, for good` },
    { what: "DNS", seen: nameSeenAt(names.dns, now) },
    { what: "File", seen: nameSeenAt(names.file, now) },
  ];
  return (
    <div className="flex flex-col gap-2">
      <p>
        {isNameProven(provider, now) ? (
          <Badge tone="verified">name proven</Badge>
        ) : (
          <Badge tone="attention">unproven name</Badge>
        )}
      </p>
      <ul className="text-muted text-sm">
        {rows.map(({ what, words, seen }) => (
          <li key={what}>
            {what}: {words}
            {seen === undefined ? null : seen.until === undefined ? (
              "not seen"
            ) : (
              <>
                {seen.state === "proven" ? "seen; counts until " : "lapsed "}
                <TimeText at={seen.until} now={now} show="both" />
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
