import type { Metadata } from "next";
import { EndpointTables } from "#components/docs/endpoint-tables.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Link } from "#components/ui/link.tsx";
import { PageHeading } from "#components/ui/section-heading.tsx";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { webContext } from "#lib/server/http/web-context.ts";

export const metadata: Metadata = { title: "API reference" };

export default function ApiPage() {
  const { webOrigin } = webContext();
  return (
    <>
      <PageHeading
        title="API reference"
        lead="Reads need no key. A statement needs no token: its signature is the authority."
        actions={
          // A plain anchor: this is a file of the API, not a page of this site.
          <a className={buttonClass()} href="/api/v1/openapi.json">
            OpenAPI 3.1
          </a>
        }
      />
      <div className="max-w-prose">
        <p>
          Names are snake_case, times RFC 3339 in UTC; signed documents inside keep their own camelCase. Lists answer{" "}
          <code className="font-mono text-sm">{"{data, page, as_of}"}</code>: follow{" "}
          <code className="font-mono text-sm">next_cursor</code>, and give{" "}
          <code className="font-mono text-sm">as_of</code> to read an earlier state. Each refusal is an RFC 9457 problem
          with a <Link href="/docs/problems">page of its own</Link>.
        </p>
        <CodeBlock className="mt-4" label="Try it" text={`curl ${webOrigin}/api/v1/providers`} />
      </div>
      <div className="mt-8">
        {/* The same rows that the server binds. */}
        <EndpointTables endpoints={Object.values(ENDPOINTS)} />
      </div>
    </>
  );
}
