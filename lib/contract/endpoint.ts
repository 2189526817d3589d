/** A row of the contract, and the words that rows share. */
import { z } from "zod";
import { hashSchema } from "./common.ts";
import type { ApiProblemCode } from "./problems.ts";

export type Answer = { readonly description: string; readonly type: string; readonly schema: z.ZodType };

export type Endpoint = {
  readonly id: string;
  readonly method: "get" | "post" | "put" | "delete";
  /** OpenAPI path template. */
  readonly path: string;
  readonly summary: string;
  readonly tag: "statements" | "entries" | "providers" | "cases" | "log" | "account" | "service";
  /** `public`: no cookie read, CORS `*`. `session`: the cookie decides. `origin`: no cookie, but own pages only. */
  readonly access: "public" | "session" | "origin";
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: { readonly type: string; readonly schema: z.ZodType };
  readonly answers: Readonly<Record<number, Answer>>;
  readonly problems: readonly ApiProblemCode[];
};

/**
 * A change by cookie that leaves something behind: of one address few a minute. Taking away is never refused: whoever
 * shares an address with a flood can still sign out, and end the session of a thief.
 */
export function isPrivateWrite({ access, method }: Pick<Endpoint, "access" | "method">): boolean {
  return access === "session" && (method === "post" || method === "put");
}

/** Helpers of the rows: an answer by its media type. */
export const json = <T extends z.ZodType>(description: string, schema: T) => ({
  description,
  type: "application/json",
  schema,
});
export const text = (description: string) => ({ description, type: "text/plain", schema: z.string() });
export const bytes = (description: string, type = "application/octet-stream") => ({
  description,
  type,
  schema: z.string().meta({ format: "binary" }),
});

/** Refusals that every public read can meet; `PINNED`: one that takes a state or a page of long ago. */
export const READ = ["not-found", "malformed", "unavailable"] as const;
export const PINNED = [...READ, "gone"] as const;
/** Refusals that every private resource can meet. */
export const PRIVATE = ["not-signed-in", "origin-refused", "malformed", "unavailable"] as const;
export const hashParam = z.object({ hash: hashSchema });
export const receiptQuery = z.object({
  format: z.enum(["file"]).optional().meta({ description: "`file` gives the canonical receipt file alone." }),
});
