import { expect, test } from "vitest";
import type { Endpoint } from "#lib/contract/endpoint.ts";
import { ENDPOINTS } from "#lib/contract/endpoints.ts";
import { PROBLEMS } from "#lib/contract/problems.ts";
import { PROBLEM_CODES, VOID_CODES } from "#lib/kernel/refusal.ts";
import { makeRoutes } from "./app.ts";
import { openApiDocument } from "./openapi.ts";

const document = openApiDocument("1");
const router = makeRoutes(() => {
  throw new Error("no request is made here");
});

test("every route of the contract is bound, and every bound route is in the OpenAPI document", () => {
  expect([...router.bound].sort()).toEqual(Object.keys(ENDPOINTS).sort());
  const documented = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    ["get", "post", "put", "delete"].filter((method) => method in item).map((method) => `${method} ${path}`),
  );
  const listed = Object.values(ENDPOINTS).map(({ method, path }) => `${method} ${path}`);
  expect(documented.sort()).toEqual(listed.sort());
});

test("the app serves no route that is not in the contract", () => {
  const served = new Set(router.app.routes.map(({ method, path }) => `${method.toLowerCase()} ${path}`));
  const listed = new Set(
    Object.values<Endpoint>(ENDPOINTS).map(({ id, method, path }) =>
      id === "getTile" ? `${method} /log/tile/:path{.+}` : `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
    ),
  );
  expect([...served].filter((route) => !listed.has(route))).toEqual([]);
});

test("the document is OpenAPI 3.1 whose references all lead somewhere", () => {
  expect(document.openapi).toBe("3.1.0");
  const text = JSON.stringify(document);
  const names = Object.keys(document.components?.schemas ?? {});
  const references = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]));
  expect([...references].filter((name) => name !== undefined && !names.includes(name))).toEqual([]);
  expect(names).toContain("Problem");
});

test("each operation has an id of its own and names the problems that it can answer", () => {
  for (const endpoint of Object.values<Endpoint>(ENDPOINTS)) {
    const responses = document.paths?.[endpoint.path]?.[endpoint.method]?.responses ?? {};
    for (const code of endpoint.problems) {
      expect(Object.keys(responses), `${endpoint.id} ${code}`).toContain(String(PROBLEMS[code].status));
    }
  }
});

test("every void code and every problem code of the core has a row with a status and something to do", () => {
  for (const code of [...VOID_CODES, ...PROBLEM_CODES]) {
    expect(PROBLEMS[code]?.action.length, code).toBeGreaterThan(10);
    expect(PROBLEMS[code]?.status, code).toBeGreaterThanOrEqual(400);
  }
});
