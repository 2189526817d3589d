import type { ReactNode } from "react";

/** One number with its name, unit and doubt. Stats stand in a `StatRow`. */
export function Stat({
  label,
  value,
  unit,
  detail,
}: {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  detail?: ReactNode;
}) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{label}</dt>
      <dd>
        <span className="font-semibold text-xl tracking-tight">{value}</span>
        {unit ? <span className="ml-1 text-muted">{unit}</span> : null}
        {detail ? <span className="block text-muted text-sm">{detail}</span> : null}
      </dd>
    </div>
  );
}

export function StatRow({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">{children}</dl>;
}
