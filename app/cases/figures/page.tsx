import type { Metadata } from "next";
import { ClockTable, PartyTable, SeatTable, WaitTable } from "#components/figures/figure-lists.tsx";
import {
  agreementText,
  becameText,
  decidedCount,
  figuresTitle,
  many,
  shareText,
  spanText,
} from "#components/figures/figure-words.ts";
import { MonthChart } from "#components/figures/month-chart.tsx";
import { OperatorChart, SeatChart } from "#components/figures/party-charts.tsx";
import { capital } from "#components/ui/capital.ts";
import { ButtonLink, Link } from "#components/ui/link.tsx";
import { PageHeading, SectionHeading } from "#components/ui/section-heading.tsx";
import { Stat, StatRow } from "#components/ui/stat.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import type { CaseFiguresView, FigureList } from "#lib/contract/case-figures.ts";
import { webContext } from "#lib/server/http/web-context.ts";
import { getCaseFigures } from "#lib/server/services/case/get-case-figures.ts";
import { ComputedFrom } from "../../as-of.tsx";

export const metadata: Metadata = {
  title: "How cases are decided",
  description: "How fast, by whom and how alike cases are decided here, and how often a ruling did not stand.",
};

export default async function CaseFiguresPage() {
  const { data: figures, as_of: asOf } = await getCaseFigures(webContext());
  return (
    <>
      <PageHeading
        eyebrow="Cases"
        title={figuresTitle(figures)}
        lead="What this index, its maintainers, operators and reporters did with cases, counted from the log. Rulings on silence and on merits are counted apart."
      />
      <div className="flex flex-col gap-8">
        {figures.reports === 0 ? (
          <EmptyState
            title="There is nothing to count"
            action={<ButtonLink href="/docs/protocol/disputes">How a case goes</ButtonLink>}
          >
            With the first report this page tells how long it took, who decided it, and whether clocks were kept.
          </EmptyState>
        ) : (
          <Figures figures={figures} />
        )}
        <ComputedFrom asOf={asOf} />
      </div>
    </>
  );
}

function Figures({ figures }: { figures: CaseFiguresView }) {
  const { decided, appeals, seats, open } = figures;
  const count = decidedCount(decided);
  return (
    <>
      <StatRow>
        <Stat
          label="Decided by machine"
          value={shareText(decided.by_machine, count)}
          detail={`${decided.by_machine.toLocaleString("en")} of ${many(count, "decision")}`}
        />
        <Stat
          label="Decided on silence"
          value={shareText(decided.on_silence, decided.on_silence + decided.on_merits)}
          detail={`${decided.on_silence.toLocaleString("en")} of ${(decided.on_silence + decided.on_merits).toLocaleString("en")} by people`}
        />
        <Stat
          label="Overturned on appeal"
          value={shareText(appeals.overturned, appeals.rulings)}
          detail={`${many(appeals.filed, "appeal")} against ${many(appeals.rulings, "ruling")}`}
        />
        <Stat label="Open now" value={open.count.toLocaleString("en")} detail={waitingText(open)} />
      </StatRow>
      <p className="max-w-prose text-muted">{becameText(figures)}</p>
      <MonthChart figures={figures} />
      <section aria-labelledby="waits">
        <SectionHeading id="waits">How long it takes</SectionHeading>
        <WaitTable waits={figures.waits} />
      </section>
      <section aria-labelledby="clocks">
        <SectionHeading id="clocks" lead="A clock that still runs is in neither column.">
          Whose clocks were kept
        </SectionHeading>
        <ClockTable clocks={figures.clocks} />
      </section>
      <section aria-labelledby="people" className="flex flex-col gap-3">
        <SectionHeading id="people" lead={peopleLead(figures)}>
          Those who decide
        </SectionHeading>
        {figures.maintainers.length === 0 ? (
          <p className="text-muted">Nobody has been drawn yet.</p>
        ) : (
          <>
            <SeatChart figures={figures} />
            <SeatTable maintainers={figures.maintainers} />
            <p className="text-muted text-sm">
              Of {many(seats.asked, "seat")}, {seats.recused.toLocaleString("en")} recused,{" "}
              {seats.declined.toLocaleString("en")} declined, {seats.no_show.toLocaleString("en")} no-show,{" "}
              {seats.barred.toLocaleString("en")} taken out for a conflict or a removal.
            </p>
            <CsvLink list="maintainers" />
          </>
        )}
      </section>
      {figures.operators.length === 0 ? null : (
        <section aria-labelledby="operators" className="flex flex-col gap-3">
          <SectionHeading id="operators" lead="Of registered operators; providers that nobody has claimed have none.">
            Operators
          </SectionHeading>
          <OperatorChart figures={figures} />
          <PartyTable rows={figures.operators} who="Operator" caption="How operators met reports" />
          <CsvLink list="operators" />
        </section>
      )}
      <section aria-labelledby="reporters" className="flex flex-col gap-3">
        <SectionHeading
          id="reporters"
          lead="A key is not a person: most who report take a new one for each case, as they should."
        >
          Those who report
        </SectionHeading>
        <PartyTable rows={figures.reporters} who="Key" caption="What became of reports, by key" />
        <CsvLink list="reporters" />
      </section>
    </>
  );
}

function waitingText({ count, median_age_hours: hours }: CaseFiguresView["open"]): string {
  if (count === 0 || hours === null) return "nothing waits";
  return hours < 1 ? "half came within the last hour" : `half have waited ${spanText(hours)} or longer`;
}

function peopleLead({ agreement, panels, seats }: CaseFiguresView): string {
  const alpha = agreement === null ? "" : `Krippendorff’s alpha ${agreement.toFixed(2).replace("-", "−")}: `;
  const dissent = seats.counted === 0 ? "" : ` ${seats.dissenting} of ${many(seats.counted, "vote")} dissented.`;
  return `${capital(alpha + agreementText({ agreement, panels }))}.${dissent}`;
}

function CsvLink({ list }: { list: FigureList }) {
  return (
    <p className="text-sm">
      <Link href={`/api/v1/disputes/figures.csv?list=${list}`}>These rows as CSV</Link>
    </p>
  );
}
