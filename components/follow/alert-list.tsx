import { CircleAlert, Info, Wrench } from "lucide-react";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Told } from "#lib/client/follow/use-follows.ts";

const TONES = {
  bad: { Icon: CircleAlert, ink: "text-failed", word: "Alarm" },
  note: { Icon: Info, ink: "text-muted", word: "To know" },
  good: { Icon: Wrench, ink: "text-muted", word: "Mended" },
} as const;

/** What happened, newest first: whose, in a sentence, when, and the entry that shows it. */
export function AlertList({ alerts, now }: { alerts: readonly Told[]; now: number | undefined }) {
  return (
    <ul className="divide-y divide-divider">
      {alerts.map((alert) => {
        const { Icon, ink, word } = TONES[alert.tone];
        return (
          <li key={alert.id} className="flex gap-3 py-3 first:pt-0 last:pb-0">
            <Icon aria-hidden className={cx("mt-0.5 size-4.5 shrink-0", ink)} />
            <div className="min-w-0">
              <p>
                <span className="sr-only">{word}: </span>
                <ProviderName alert={alert} /> {alert.isNew ? <Badge tone="info">new</Badge> : null}
              </p>
              <p className="max-w-prose">{alert.says}</p>
              <p className="flex flex-wrap gap-x-3 text-muted text-sm">
                <TimeText at={Date.parse(alert.logged_at)} {...(now === undefined ? {} : { now })} />
                <Link look="quiet" href={`/log/entries/${alert.entry}`}>
                  The entry
                </Link>
                {alert.facts.case === undefined ? null : (
                  <Link look="quiet" href={`/cases/${alert.facts.case}`}>
                    The case
                  </Link>
                )}
              </p>
            </div>
          </li>
        );
      })}
    </ul>
  );
}

function ProviderName({ alert }: { alert: Told }) {
  return (
    <Link look="name" href={`/providers/${alert.provider}`}>
      {alert.provider_name === null ? (
        <span className="font-mono text-sm">{shorten(alert.provider)}</span>
      ) : (
        <>
          {alert.name_proven ? null : <span className="font-normal text-attention">unproven name </span>}
          <bdi>{alert.provider_name}</bdi>
        </>
      )}
    </Link>
  );
}
