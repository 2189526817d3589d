import { SectionHeading } from "#components/ui/section-heading.tsx";
import type { Endpoint } from "#lib/contract/endpoint.ts";
import { problemType } from "#lib/contract/problems.ts";
import { type EndpointRow, EndpointTable } from "./endpoint-table.tsx";

const TAGS: Record<Endpoint["tag"], { title: string; lead: string }> = {
  statements: { title: "Statements", lead: "Put a signed statement into the log, and learn what became of it." },
  entries: { title: "Entries", lead: "What was recorded, with exact bytes and receipts." },
  providers: { title: "Participants, providers, keys", lead: "The state that follows from the log, at any size." },
  cases: { title: "Reports and cases", lead: "What was reported, what the evidence showed, and the evidence itself." },
  log: { title: "Log", lead: "Checkpoints, tiles and proofs in the formats that other tools read." },
  service: { title: "Service", lead: "What this index says of itself, and whether it is well." },
  account: { title: "Account", lead: "Private resources of a signed-in person; never part of the log." },
};

const ACCESS: Record<Endpoint["access"], string> = {
  public: "anyone",
  session: "signed in",
  origin: "own pages",
};

function rowOf({ id, method, path, summary, access, answers, problems }: Endpoint): EndpointRow {
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary,
    access: ACCESS[access],
    answers: Object.keys(answers).join(", "),
    problems: problems.map((code) => ({ code, href: problemType(code) })),
  };
}

/** Routes of the HTTP API, in sections by what they are about. */
export function EndpointTables({ endpoints }: { endpoints: readonly Endpoint[] }) {
  return Object.entries(TAGS).map(([tag, { title, lead }]) => {
    const rows = endpoints.filter((endpoint) => endpoint.tag === tag).map(rowOf);
    return rows.length === 0 ? null : (
      <section key={tag} className="not-first:mt-8">
        <SectionHeading id={tag} lead={lead}>
          {title}
        </SectionHeading>
        <EndpointTable caption={title} rows={rows} />
      </section>
    );
  });
}
