import type { ReactNode } from "react";
import { formatUtc } from "#components/ui/format-time.ts";

/** A part of the sheet: its heading stays with what follows. */
export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="border-divider border-b pb-1 text-lg">{title}</h2>
      {children}
    </section>
  );
}

/** Facts by name. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 sm:grid-cols-[9rem_1fr] print:grid-cols-[9rem_1fr]">
      {rows.map(([name, value]) => (
        <div key={name} className="col-span-full grid break-inside-avoid grid-cols-subgrid items-baseline">
          <dt className="text-muted text-sm">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A hash, id or key to be typed back: all of it. */
export function Whole({ text }: { text: string }) {
  return <code className="block break-all font-mono text-sm print:text-[7.5pt]">{text}</code>;
}

/** A moment on paper: absolute, in UTC. */
export const day = (at: string) => formatUtc(Date.parse(at), "minute");
