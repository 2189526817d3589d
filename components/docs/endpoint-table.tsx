import { Link } from "#components/ui/link.tsx";
import { SectionHeading } from "#components/ui/section-heading.tsx";
import { Table, TBody, Td, THead, Th, Tr } from "#components/ui/table.tsx";
import { ENDPOINTS, type Endpoint } from "#lib/contract/endpoints.ts";
import { problemType } from "#lib/contract/problems.ts";

const TAGS: Record<Endpoint["tag"], { title: string; lead: string }> = {
  statements: { title: "Statements", lead: "Put a signed statement into the log, and learn what became of it." },
  entries: { title: "Entries", lead: "What was recorded, with exact bytes and receipts." },
  providers: { title: "Participants, providers, keys", lead: "The state that follows from the log, at any size." },
  log: { title: "Log", lead: "Checkpoints, tiles and proofs in the formats that other tools read." },
  service: { title: "Service", lead: "What this index says of itself, and whether it is well." },
  account: { title: "Account", lead: "Private resources of a signed-in person; never part of the log." },
};

const ACCESS: Record<Endpoint["access"], string> = {
  public: "anyone",
  session: "signed in",
  origin: "own pages",
};

/** Every route of the HTTP API, from the same rows that the server binds. */
export function EndpointTables() {
  const endpoints: readonly Endpoint[] = Object.values(ENDPOINTS);
  return Object.entries(TAGS).map(([tag, { title, lead }]) => (
    <section key={tag} className="mt-8">
      <SectionHeading id={tag} lead={lead}>
        {title}
      </SectionHeading>
      <Table caption={title} dense>
        <THead>
          <Th>Route</Th>
          <Th>What</Th>
          <Th>For</Th>
          <Th>Answers</Th>
        </THead>
        <TBody>
          {endpoints
            .filter((endpoint) => endpoint.tag === tag)
            .map((endpoint) => (
              <Row key={endpoint.id} endpoint={endpoint} />
            ))}
        </TBody>
      </Table>
    </section>
  ));
}

function Row({ endpoint }: { endpoint: Endpoint }) {
  const { method, path, summary, access, answers, problems } = endpoint;
  return (
    <Tr>
      <Td head>
        <code className="font-mono text-sm">
          <span className="text-muted">{method.toUpperCase()}</span> {path}
        </code>
      </Td>
      <Td label="What">{summary}</Td>
      <Td label="For">{ACCESS[access]}</Td>
      <Td label="Answers">
        {Object.keys(answers).join(", ")}
        {problems.length === 0 ? null : (
          <details className="text-sm">
            <summary className="min-h-6 text-muted">
              {problems.length} {problems.length === 1 ? "refusal" : "refusals"}
            </summary>
            <span className="flex flex-wrap gap-x-2">
              {problems.map((code) => (
                <Link key={code} look="quiet" href={problemType(code)}>
                  {code}
                </Link>
              ))}
            </span>
          </details>
        )}
      </Td>
    </Tr>
  );
}
