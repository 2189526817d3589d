"use client";
import { Link } from "#components/ui/link.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";

/** One route of the API, in words. */
export type EndpointRow = {
  id: string;
  method: string;
  path: string;
  summary: string;
  access: string;
  answers: string;
  problems: readonly { code: string; href: string }[];
};

export function EndpointTable({ caption, rows }: { caption: string; rows: readonly EndpointRow[] }) {
  return (
    <Table caption={caption} dense>
      <THead>
        <Th>Route</Th>
        <Th>What</Th>
        <Th>For</Th>
        <Th>Answers</Th>
      </THead>
      <TBody>
        {rows.map((row) => (
          <Tr key={row.id}>
            <Td head>
              <code className="break-all font-mono text-sm">
                <span className="text-muted">{row.method}</span> {row.path}
              </code>
            </Td>
            <Td label="What">{row.summary}</Td>
            <Td label="For">{row.access}</Td>
            <Td label="Answers">
              {row.answers}
              <Refusals problems={row.problems} />
            </Td>
          </Tr>
        ))}
      </TBody>
    </Table>
  );
}

function Refusals({ problems }: Pick<EndpointRow, "problems">) {
  if (problems.length === 0) return null;
  return (
    <details className="text-sm">
      <summary className="min-h-6 text-muted">
        {problems.length === 1 ? "1 refusal" : `${problems.length} refusals`}
      </summary>
      <span className="flex flex-wrap gap-x-2">
        {problems.map(({ code, href }) => (
          <Link key={code} look="quiet" href={href} className="inline-flex min-h-6 items-center">
            {code}
          </Link>
        ))}
      </span>
    </details>
  );
}
