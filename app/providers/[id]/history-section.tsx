import { History } from "#components/marks/history/history.tsx";
import { type DaySpan, dayOfDate, historyOf } from "#components/marks/history/history-points.ts";
import { FoldSection } from "#components/ui/fold-section.tsx";
import type { Outage } from "#lib/disclosure/heartbeat.ts";
import { DAY_MS } from "#lib/kernel/instant.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getHistory } from "#lib/server/services/marks/get-history.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

/** How the provider was rated, of one whose marks are there. */
export async function HistorySection({ form, outages }: { form: ProviderForm; outages: readonly Outage[] }) {
  const { data } = await getHistory(webContext(), form.id);
  const last = dayOfDate(data.to);
  return (
    <FoldSection
      id="history"
      title="How did it go?"
      lead="As rated then: what was said on a day is never rewritten. Below it, what happened."
    >
      <History
        provider={form.id}
        initial={historyOf(data)}
        first={Math.min(last, Math.floor(Date.parse(form.registeredAt) / DAY_MS))}
        last={last}
        down={outages.flatMap(wholeDays)}
        level={3}
      />
    </FoldSection>
  );
}

/** The UTC days of which the index logged nothing, none for an outage within a day. */
function wholeDays({ from, to }: Outage): DaySpan[] {
  const span = { from: Math.ceil(Date.parse(from) / DAY_MS), to: Math.floor(Date.parse(to) / DAY_MS) };
  return span.to > span.from ? [span] : [];
}
