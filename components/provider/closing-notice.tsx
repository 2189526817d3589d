import { DoorClosed } from "lucide-react";
import { capital } from "#components/ui/capital.ts";
import { Link } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { type Closing, closingSentence, daysAhead } from "#lib/disclosure/closing.ts";
import type { Instant } from "#lib/kernel/instant.ts";

/** Above everything else of a provider that closes: what to do, and how long there is for it. */
export function ClosingNotice({ closing, href, now }: { closing: Closing; href: string | undefined; now: Instant }) {
  const ahead = daysAhead(closing, now);
  return (
    <div className="rounded-lg border border-divider border-l-4 border-l-failed p-4">
      <h2 className="flex items-start gap-2.5 text-xl">
        <DoorClosed aria-hidden className="mt-1 size-5 shrink-0 text-failed" />
        {closingSentence(closing, now)}
      </h2>
      {ahead.length === 0 ? null : (
        <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2">
          {ahead.map(({ what, at }) => (
            <div key={what}>
              <dt className="text-muted text-sm">{capital(what)}</dt>
              <dd>
                <span className="font-medium">
                  <TimeText at={at} now={now} />
                </span>
                <span className="block text-muted text-sm">
                  <TimeText at={at} precision="minute" />
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="mt-3 text-muted text-sm">
        It gave {closing.noticeDays} {closing.noticeDays === 1 ? "day" : "days"} of notice before the last withdrawal
        {closing.isNoticeKept
          ? "."
          : closing.noticeDays < 30
            ? ": less than the 30 that users need."
            : "; an earlier notice gave less than the 30 that users need."}{" "}
        {href === undefined ? null : <Link href={href}>What it says</Link>}
      </p>
    </div>
  );
}
