/**
 * Binds handlers to the rows of the contract: validates parameters, applies the access rule, answers refusals as
 * problems, adds validators. A route that is not in the contract cannot be bound.
 */
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import type { z } from "zod";
import { type Endpoint, isPrivateWrite } from "#lib/contract/endpoint.ts";
import { ENDPOINTS, type EndpointId } from "#lib/contract/endpoints.ts";
import { claimOfToken, cookieValue, sessionCookieName } from "../auth/session-cookie.ts";
import { loadSession, requireSession } from "../services/account/sessions.ts";
import { ServiceError } from "../services/service-error.ts";
import type { Spent } from "../services/statement/address-limiter.ts";
import type { Keep } from "./hot-answers.ts";
import { problemFor, problemResponse } from "./problem-response.ts";
import { type BodySource, schemaRefusal } from "./read-body.ts";
import { PREFLIGHT_HEADERS, type Reply, tagOf, toResponse } from "./respond.ts";
import type { WebContext } from "./web-context.ts";
import { requestFacts } from "./web-server.ts";

/** Under Next the Node objects are absent: then the web `Request` is all there is. */
export type Env = { Bindings: Partial<HttpBindings> };
export type App = Hono<Env>;

/** Of one address, by all accounts together; a form that keeps its draft writes once in some seconds. */
export const PRIVATE_WRITES_PER_MINUTE = 240;

const usedUp = ({ limit, resetSeconds }: Spent): string =>
  `This address may send ${limit} changes a minute to what accounts keep here, all its accounts together. It may again in ${resetSeconds} s.`;

type InputOf<E extends EndpointId, Part extends "params" | "query"> = (typeof ENDPOINTS)[E] extends {
  readonly [K in Part]: infer S extends z.ZodType;
}
  ? z.infer<S>
  : Record<string, never>;

export type Call<E extends EndpointId> = {
  readonly ctx: WebContext;
  readonly request: Request;
  readonly source: BodySource;
  readonly params: InputOf<E, "params">;
  readonly query: InputOf<E, "query">;
  /** The client's network address; "unknown" where this server is not the edge. */
  readonly address: string;
  /** The open session of the cookie. Errors: `not-signed-in`. */
  readonly session: () => ReturnType<typeof requireSession>;
  readonly maybeSession: () => ReturnType<typeof loadSession>;
};

export type Bind = <E extends EndpointId>(
  id: E,
  handler: (call: Call<E>) => Promise<Reply> | Reply,
  options?: { readonly keep: Keep },
) => void;

export type Router = { readonly app: App; readonly bind: Bind; readonly bound: ReadonlySet<EndpointId> };

/** `getContext` is asked at each request: the mounted copy of the app exists before its context does. */
export function makeRouter(getContext: () => WebContext): Router {
  const app = new Hono<Env>();
  const bound = new Set<EndpointId>();
  app.onError((error, c) => {
    const requestId = requestIdOf(c);
    if (problemFor(error, requestId).problem.code === "internal") {
      getContext().logger.error({ id: requestId, err: error }, "a route threw");
    }
    return withCors(problemResponse(error, requestId), c.req.method, c.req.path);
  });
  app.notFound((c) => noRoute(c));
  const bind: Bind = (id, handler, options) => {
    bound.add(id);
    const endpoint: Endpoint = ENDPOINTS[id];
    // Tiles are the one path with slashes inside a parameter.
    const path = id === "getTile" ? "/log/tile/:path{.+}" : endpoint.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(endpoint.method.toUpperCase(), path, async (c) => {
      const ctx = getContext();
      const isPublic = endpoint.access === "public" && endpoint.method === "get";
      // Read before the handler runs: what moves meanwhile must not be kept under the newer version.
      const version = options?.keep === "head" ? (await ctx.follower.know()).version : undefined;
      const reply = await run(c, ctx, id, handler);
      if (endpoint.method !== "get" || reply.status !== 200 || reply.stream !== undefined)
        return toResponse(c.req.raw, reply, { isPublic });
      const tag = tagOf(reply.body);
      if (options !== undefined) keepHot(c, ctx, options.keep, version, reply, tag);
      return toResponse(c.req.raw, reply, { tag, isPublic });
    });
  };
  return { app, bind, bound };
}

async function run<E extends EndpointId>(
  c: Context<Env>,
  ctx: WebContext,
  id: E,
  handler: (call: Call<E>) => Promise<Reply> | Reply,
): Promise<Reply> {
  const endpoint: Endpoint = ENDPOINTS[id];
  requireOwnOrigin(endpoint, c.req.raw, ctx.webOrigin);
  const address = factsOf(c)?.address ?? "unknown";
  // Before any row is read: keys cost nothing, and addresses do.
  if (isPrivateWrite(endpoint)) await ctx.limiter.spend("private", address, PRIVATE_WRITES_PER_MINUTE, usedUp);
  const claim = () => claimOfToken(cookieValue(c.req.header("cookie"), sessionCookieName(ctx.webOrigin)), ctx.secret);
  return handler({
    ctx,
    request: c.req.raw,
    source: { raw: c.req.raw, bindings: c.env },
    params: read(endpoint.params, c.req.param()) as InputOf<E, "params">,
    query: read(endpoint.query, c.req.query()) as InputOf<E, "query">,
    address,
    session: async () => requireSession(ctx, await claim()),
    maybeSession: async () => loadSession(ctx, await claim()),
  });
}

/** Keeps a public 200 answer for the server in front, as long as what it was made from holds. */
function keepHot(c: Context<Env>, ctx: WebContext, keep: Keep, version: number | undefined, reply: Reply, tag: string) {
  if (reply.status !== 200 || (keep === "head" && version === undefined)) return;
  const target = c.req.url.slice(c.req.url.indexOf("/", "https://".length));
  ctx.hot.keep(target, c.req.header("accept"), reply, tag, keep === "head" ? version : undefined);
}

/** A change by cookie is taken from this site's own pages only; without any cookie a program may call the others. */
function requireOwnOrigin(endpoint: Endpoint, request: Request, webOrigin: string): void {
  if (endpoint.access === "public" || endpoint.method === "get") return;
  const origin = request.headers.get("origin");
  if (origin === webOrigin) return;
  const program = origin === null && request.headers.get("cookie") === null;
  if (endpoint.access === "origin" && program) return;
  throw new ServiceError("origin-refused", "This change must come from the index's own pages.");
}

function read(schema: z.ZodObject | undefined, given: Record<string, string>): unknown {
  if (schema === undefined) return {};
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw schemaRefusal("malformed", parsed.error);
}

function noRoute(c: Context<Env>): Response {
  const methods = methodsOf(c.req.path);
  if (methods.length > 0 && c.req.method === "OPTIONS") {
    const readable = isPublicPath(c.req.path);
    return new Response(null, { status: 204, headers: readable ? PREFLIGHT_HEADERS : { Allow: methods.join(", ") } });
  }
  const error =
    methods.length === 0
      ? new ServiceError("not-found", "There is no such route.")
      : new ServiceError("method-not-allowed", `This route answers ${methods.join(", ")}.`);
  const response = problemResponse(error, requestIdOf(c));
  if (methods.length > 0) response.headers.set("Allow", methods.join(", "));
  return withCors(response, c.req.method, c.req.path);
}

const ROUTES: readonly { endpoint: Endpoint; pattern: RegExp }[] = Object.values(ENDPOINTS).map((endpoint) => ({
  endpoint,
  pattern: new RegExp(
    `^${endpoint.path.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, (_, name) => (name === "path" ? ".+" : "[^/]+"))}$`,
  ),
}));

function methodsOf(path: string): string[] {
  const methods = ROUTES.filter(({ pattern }) => pattern.test(path)).map(({ endpoint }) =>
    endpoint.method.toUpperCase(),
  );
  return methods.includes("GET") ? [...methods, "HEAD"] : methods;
}

function isPublicPath(path: string): boolean {
  return ROUTES.some(
    ({ endpoint, pattern }) => endpoint.access === "public" && endpoint.method === "get" && pattern.test(path),
  );
}

/** A refused public read is as readable from other sites as an answered one. */
function withCors(response: Response, method: string, path: string): Response {
  if ((method === "GET" || method === "HEAD") && isPublicPath(path)) {
    response.headers.set("Access-Control-Allow-Origin", "*");
  }
  return response;
}

function factsOf(c: Context<Env>) {
  const incoming = c.env?.incoming;
  return incoming === undefined || !("rawHeaders" in incoming) || "stream" in incoming
    ? undefined
    : requestFacts(incoming);
}

function requestIdOf(c: Context<Env>): string {
  return factsOf(c)?.requestId ?? "req_mounted";
}
