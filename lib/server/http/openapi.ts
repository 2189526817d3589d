/** OpenAPI 3.1, generated from the contract's rows. */
import { OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import { problemSchema } from "#lib/contract/common.ts";
import { type Answer, type Endpoint, isPrivateWrite } from "#lib/contract/endpoint.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { type ApiProblemCode, PROBLEMS } from "#lib/contract/problems.ts";

export type OpenApiDocument = ReturnType<OpenAPIHono["getOpenAPI31Document"]>;

/** The whole document; the same for every request of a build. */
export function openApiDocument(version: string): OpenApiDocument {
  const { openAPIRegistry } = new OpenAPIHono();
  for (const endpoint of Object.values(ENDPOINTS)) openAPIRegistry.registerPath(routeOf(endpoint));
  const app = new OpenAPIHono();
  app.openAPIRegistry = openAPIRegistry;
  return app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Touchstone",
      version,
      description:
        "Signed disclosures in an append-only, witnessed log. Reads need no key; a statement's signature is its authority.",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
  });
}

function routeOf(endpoint: Endpoint): RouteConfig {
  const { params, query, body } = endpoint;
  return {
    method: endpoint.method,
    path: endpoint.path,
    operationId: endpoint.id,
    summary: endpoint.summary,
    tags: [endpoint.tag],
    request: {
      ...(params !== undefined && { params }),
      ...(query !== undefined && { query }),
      ...(body !== undefined && { body: { required: true, content: { [body.type]: { schema: body.schema } } } }),
    },
    responses: { ...answersOf(endpoint), ...problemsOf(endpoint) },
  };
}

function answersOf(endpoint: Endpoint): RouteConfig["responses"] {
  const rows = Object.entries<Answer>(endpoint.answers);
  return Object.fromEntries(
    rows.map(([status, answer]) => [
      status,
      { description: answer.description, content: { [answer.type]: { schema: answer.schema } } },
    ]),
  );
}

/** One answer for each status, naming the codes that give it. */
function problemsOf(endpoint: Endpoint): RouteConfig["responses"] {
  const byStatus = new Map<number, string[]>();
  const spent: readonly ApiProblemCode[] = isPrivateWrite(endpoint) ? ["rate-limited"] : [];
  for (const code of new Set([...endpoint.problems, ...spent])) {
    const { status } = PROBLEMS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      { description: codes.join(", "), content: { "application/problem+json": { schema: problemSchema } } },
    ]),
  );
}
