import { Details } from "#components/ui/details.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Rule } from "#lib/reputation/rules/rule.ts";

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
              {sentence}
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
                {cell}
              </Td>
            ))}
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}
