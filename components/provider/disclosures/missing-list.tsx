import { CircleAlert, CircleHelp, Clock } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import { groupBy } from "#lib/disclosure/group-by.ts";
import type { DisclosureRow } from "./disclosure-rows.ts";

type Row = Pick<DisclosureRow, "type" | "title" | "staleness" | "until" | "step" | "newest" | "gaps">;

/** What this provider does not show: proof of its name, what is stale or was, and what the steps ask for (`children`). */
export function MissingList({
  isNameProven,
  rows,
  now,
  children,
}: {
  isNameProven: boolean;
  rows: readonly Row[];
  now: number;
  children: ReactNode;
}) {
  const stale = rows.filter(({ staleness }) => staleness === "stale" || staleness === "long-stale");
  const never = rows.filter(({ newest, step }) => newest === undefined && step !== null);
  const late = rows.filter((row) => !stale.includes(row) && row.gaps.some(({ until }) => until !== null));
  return (
    <Panel level={2} title="Missing or stale">
      <div className="flex flex-col gap-4">
        {isNameProven ? null : (
          <Line
            icon={<CircleAlert aria-hidden className="mt-1 size-4 shrink-0 text-attention" />}
            title="No proof of name"
          >
            Anybody can register any name. <Link href="/docs/protocol/proofs-of-possession">How a name is proved</Link>
          </Line>
        )}
        {stale.length === 0 ? null : (
          <Line
            icon={<CircleAlert aria-hidden className="mt-1 size-4 shrink-0 text-attention" />}
            title={`${stale.length} stale`}
          >
            <Titles rows={stale}>
              {({ until }) =>
                until === null ? null : (
                  <>
                    , ended <TimeText at={until} now={now} />
                  </>
                )
              }
            </Titles>
          </Line>
        )}
        {never.length === 0 ? null : (
          <Line
            icon={<CircleHelp aria-hidden className="mt-1 size-4 shrink-0 text-muted" />}
            title={`${never.length} not published`}
          >
            {[...groupBy(never, ({ step }) => step ?? 0)].map(([step, ofStep]) => (
              <p key={step}>
                Step {step}:{" "}
                {ofStep.map(({ type, title }, at) => (
                  <span key={type}>
                    {at > 0 ? ", " : ""}
                    <Link href={`#disclosure-${type}`}>{title}</Link>
                  </span>
                ))}
              </p>
            ))}
          </Line>
        )}
        {late.length === 0 ? null : (
          <Line
            icon={<Clock aria-hidden className="mt-1 size-4 shrink-0 text-attention" />}
            title={`${late.length} renewed late before`}
          >
            <Titles rows={late} />
          </Line>
        )}
        {stale.length + never.length === 0 ? (
          <p>Everything that the steps ask to be published is there, and none of it is stale.</p>
        ) : null}
        {children}
      </div>
    </Panel>
  );
}

function Line({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div className="flex gap-2">
      {icon}
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <div className="text-muted text-sm">{children}</div>
      </div>
    </div>
  );
}

function Titles({ rows, children }: { rows: readonly Row[]; children?: (row: Row) => ReactNode }) {
  return (
    <ul>
      {rows.map((row) => (
        <li key={row.type}>
          <Link href={`#disclosure-${row.type}`}>{row.title}</Link>
          {children?.(row)}
        </li>
      ))}
    </ul>
  );
}
