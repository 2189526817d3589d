import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import type { Rule } from "#lib/reputation/rules/rule.ts";

/** Tables with more rows than this are scrolled within. */
const TALL = 16;

/** One rule of the model: its sentences and its numbers, as the model's own text says them. */
export function RuleSection({ rule: { id, title, says, table } }: { rule: Rule }) {
  return (
    <section>
      <SectionHeading id={id} level={3}>
        {title}
      </SectionHeading>
      <div className="grid gap-x-10 gap-y-3 lg:grid-cols-12">
        <div className={table !== undefined && table.head.length > 3 ? "lg:col-span-12" : "lg:col-span-5"}>
          {says.map((sentence) => (
            <p key={sentence} className="mb-2 max-w-prose last:mb-0">
              {sentence}
            </p>
          ))}
        </div>
        {table === undefined ? null : (
          <Table
            caption={title}
            dense
            cards={table.head.length > 3}
            className={`${table.head.length > 3 ? "lg:col-span-12" : "self-start lg:col-span-7"} ${table.rows.length > TALL ? "max-h-96 overflow-y-auto" : ""}`}
          >
            <THead>
              {table.head.map((name) => (
                <Th key={name}>{name}</Th>
              ))}
            </THead>
            <TBody>
              {table.rows.map((row) => (
                <Tr key={row.join("|")}>
                  {row.map((cell, at) => (
                    <Td key={table.head[at]} head={at === 0} {...(at === 0 ? {} : { label: table.head[at] ?? "" })}>
                      {cell}
                    </Td>
                  ))}
                </Tr>
              ))}
            </TBody>
          </Table>
        )}
      </div>
    </section>
  );
}
