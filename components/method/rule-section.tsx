import type { ReactNode } from "react";
import { Details } from "#components/ui/details.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Rule } from "#lib/reputation/rules/rule.ts";
import { grouped, stepsOf } from "./rule-steps.ts";

/** Tables with more rows than this are shown when asked for. */
const TALL = 20;

/** One rule of the model: its sentences and its numbers, as the model's own text says them. */
export function RuleSection({ rule: { id, title, says, table } }: { rule: Rule }) {
  const isWide = table !== undefined && table.head.length > 3;
  return (
    <section>
      <SectionHeading id={id} level={3}>
        {title}
      </SectionHeading>
      <div className="grid gap-x-10 gap-y-3 lg:grid-cols-12">
        <div className={isWide ? "lg:col-span-12" : "lg:col-span-5"}>
          {says.map((sentence) => (
            <p key={sentence} className="mb-2 max-w-prose last:mb-0">
              {grouped(sentence)}
            </p>
          ))}
        </div>
        {table === undefined ? null : (
          <div className={isWide ? "min-w-0 lg:col-span-12" : "min-w-0 lg:col-span-7"}>
            {table.rows.length > TALL ? (
              <Details summary={`${table.rows.length} rows of the table`}>
                <RuleTable caption={title} table={table} />
              </Details>
            ) : (
              <RuleTable caption={title} table={table} />
            )}
          </div>
        )}
      </div>
    </section>
  );
}

function RuleTable({ caption, table: { head, rows } }: { caption: string; table: NonNullable<Rule["table"]> }) {
  return (
    <Table caption={caption} dense cards={head.length > 3}>
      <THead>
        {head.map((name) => (
          <Th key={name} className="max-sm:whitespace-normal">
            {name}
          </Th>
        ))}
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={row.join("|")}>
            {row.map((cell, at) => (
              <Td key={head[at]} head={at === 0} {...(at === 0 ? {} : { label: head[at] ?? "" })}>
                <Cell text={cell} />
              </Td>
            ))}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

/** The model's own text, which has a hash: steps of a term stand as pairs, and large numbers in groups of three. */
function Cell({ text }: { text: string }): ReactNode {
  const steps = stepsOf(text);
  if (steps.length < 2) return grouped(text);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-0.5">
      {steps.map(({ from, points }) => (
        <li key={from} className={points === undefined ? "min-w-0" : "whitespace-nowrap tabular-nums"}>
          {points === undefined ? (
            grouped(from)
          ) : (
            <>
              <span className="text-muted">{grouped(from)}:</span> {points}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
