import { ArrowLeftRight } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { shorten } from "#components/ui/shorten.ts";
import { TimeText } from "#components/ui/time-text.tsx";

type Party = { readonly did: string; readonly name: string | undefined };
type Handover = {
  readonly state: "carried" | "open";
  readonly from: Party;
  readonly to: Party;
  readonly entry: number;
  readonly at: number;
};

/** That other people answer for it now, or soon might: nothing when it never changed hands and is not offered. */
export function HandoverNotes({ handovers, now }: { handovers: readonly Handover[]; now: number }) {
  if (handovers.length === 0) return null;
  return (
    <ul className="mb-5 flex flex-col gap-1.5">
      {handovers.map(({ state, from, to, entry, at }) => (
        <li key={`${state} ${entry}`} className="flex items-start gap-2">
          <ArrowLeftRight aria-hidden className="mt-1 size-4 shrink-0 text-attention" />
          <span className="min-w-0">
            {state === "carried" ? (
              <>
                Changed hands <TimeText at={at} now={now} show="both" />: run by <Name party={from} /> before,{" "}
                <Name party={to} /> since.
              </>
            ) : (
              <>
                <Name party={from} /> offers to hand it over to <Name party={to} />, who can sign until{" "}
                <TimeText at={at} precision="minute" />.
              </>
            )}{" "}
            <Entry entry={entry}>Entry {entry.toLocaleString("en")}</Entry>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Name({ party: { did, name } }: { party: Party }) {
  return (
    <span title={did}>
      <bdi className="font-medium">{name ?? "somebody"}</bdi>{" "}
      <code className="whitespace-nowrap font-mono text-muted text-xs">{shorten(did)}</code>
    </span>
  );
}

const Entry = ({ entry, children }: { entry: number; children: ReactNode }) => (
  <Link href={`/log/entries/${entry}`}>{children}</Link>
);
