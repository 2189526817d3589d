import type { ReactNode } from "react";
import { AsOfLine } from "#components/log/as-of-line.tsx";
import type { AsOf } from "#lib/contract/common.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { countWatchers } from "#lib/server/services/log/count-watchers.ts";

/** The line at the end of every page that was computed from the log. */
export async function ComputedFrom({ asOf, children }: { asOf: AsOf; children?: ReactNode }) {
  return (
    <AsOfLine asOf={asOf} watchers={await countWatchers(webContext())}>
      {children}
    </AsOfLine>
  );
}
