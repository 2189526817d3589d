/**
 * Requests that a service gets, of a file of JSON lines as `touchstone agent --ask` takes them, with the host where a definition
 * reads it: `{"method", "target", "authority"?, "body"?}`.
 */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { AnsweredRequest } from "#lib/evidence/definition/answer.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { askedSchema } from "../agent/read-asked.ts";
import { UsageError } from "../command.ts";

const lineSchema = askedSchema.extend({
  method: z.string().regex(/^[A-Za-z]{1,20}$/, "Must be a method."),
  authority: z
    .string()
    .regex(/^[!-~]{1,255}$/, "Must be a host, with its port where it has one.")
    .optional(),
});

/** A request with the number of its line, or why a line is none. */
export type RequestLine = { readonly line: number } & (
  | { readonly request: AnsweredRequest["request"] }
  | { readonly broken: string }
);

/** `host`: of requests that name none. Errors: `UsageError` when the file cannot be read, or has no line. */
export async function readRequests(file: string, host: string): Promise<RequestLine[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const lines = text
    .split("\n")
    .flatMap((line, at): RequestLine[] => (line.trim() === "" ? [] : [{ line: at + 1, ...requestOf(line, host) }]));
  if (lines.length === 0) throw new UsageError(`${file} names no request.`);
  return lines;
}

function requestOf(line: string, host: string): { request: AnsweredRequest["request"] } | { broken: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { broken: "this is no JSON." };
  }
  const read = lineSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { broken: [...(issue?.path ?? []), issue?.message].join(" ") };
  }
  const { method, target, authority = host, body } = read.data;
  const at = target.includes("?") ? target.indexOf("?") : target.length;
  const request = { method, authority, path: target.slice(0, at), query: target.slice(at) || "?" };
  return { request: body === undefined ? request : { ...request, body: utf8Encode(body) } };
}
