import { kindNoun } from "#components/log/entry/entry-words.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { EntrySummary } from "#lib/contract/entries.ts";
import { countText } from "#lib/kernel/amount.ts";
import { DAY_MS, type Instant } from "#lib/kernel/instant.ts";
import { SOFT_GRACE_MS } from "#lib/keys/weight.ts";

const SHOWN = 5;

/** Before a key is revoked: what it signed, and what the revocation does to the weight of each. */
export function WeightList({
  entries,
  isCompromised,
  since,
}: {
  /** Effective entries that the key signed, newest first; undefined while they are read. */
  entries: readonly EntrySummary[] | undefined;
  isCompromised: boolean;
  since: Instant | undefined;
}) {
  if (entries === undefined) return <p className="text-muted">Looking for what it signed …</p>;
  const isOne = entries.length === 1;
  const doubtful = since === undefined ? [] : entries.filter((entry) => Date.parse(entry.logged_at) >= since);
  return (
    <div className="flex flex-col gap-2 border-divider border-t pt-3">
      <p className="font-medium">What changes</p>
      <ul className="flex list-disc flex-col gap-1.5 pl-5">
        <li>
          {entries.length === 0
            ? "It signed nothing that is in the log."
            : `${isOne ? "1 statement" : `${entries.length.toLocaleString("en")} statements`} in the log that it signed: full weight as before, since ${isOne ? "it was" : "they were"} logged before this.`}
        </li>
        {doubtful.length > 0 ? (
          <li>
            {doubtful.length === 1
              ? "1 was logged in the time of doubt. It keeps its effect, and the page shows that time; look at it, and publish anew what is not yours."
              : `${doubtful.length.toLocaleString("en")} were logged in the time of doubt. They keep their effect, and the page shows that time; look at each, and publish anew what is not yours.`}
            <ul className="mt-1 flex flex-col gap-1">
              {doubtful.slice(0, SHOWN).map((entry) => (
                <li key={entry.index}>
                  <Link href={`/log/entries/${entry.index}`}>
                    {kindNoun(entry.kind)}, entry {countText(entry.index)}
                  </Link>{" "}
                  <span className="text-muted text-sm">
                    <TimeText at={Date.parse(entry.logged_at)} precision="minute" />
                  </span>
                </li>
              ))}
              {doubtful.length > SHOWN ? <li>and {(doubtful.length - SHOWN).toLocaleString("en")} more</li> : null}
            </ul>
          </li>
        ) : null}
        <li>
          {isCompromised
            ? since === undefined
              ? "Evidence by this key that is not logged yet: contested when made before this, else none."
              : "Evidence by this key that is not logged yet: contested when made before that time, else none."
            : `Evidence by this key that is not logged yet: full for ${SOFT_GRACE_MS / DAY_MS} days when made before this, then weak.`}
        </li>
      </ul>
    </div>
  );
}
