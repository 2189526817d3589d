/** The calls that somebody wants asked: a file of JSON lines, `{"method", "target", "content-type"?, "body"?}`, each one call. */
import { readFile } from "node:fs/promises";
import { z } from "zod";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { UsageError } from "../command.ts";
import type { Call } from "./call.ts";

export const askedSchema = z.strictObject({
  // What answers to HEAD promises nothing, and CONNECT asks for no answer: a provider would be charged for its silence.
  method: z
    .string()
    .regex(/^(?!HEAD$|CONNECT$)[A-Z]{1,20}$/, "Must be a method in capital letters, other than HEAD and CONNECT."),
  target: z
    .string()
    .max(4096, { abort: true })
    // A fragment is for who reads an answer, and in a request no server's.
    .regex(/^\/[!"$-~]*$/, "Must be a path from /, with its query, percent-encoded, without #."),
  "content-type": z
    .string()
    .regex(/^[ -~]{1,200}$/)
    .optional(),
  body: z.string().max(131_072, { abort: true }).optional(),
});

/** Errors: `UsageError` with the line that is none. */
export async function readAsked(file: string): Promise<Call[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const calls = text
    .split("\n")
    .flatMap((line, at) => (line.trim() === "" ? [] : [callOf(line, `${file}, line ${at + 1}`)]));
  if (calls.length === 0) throw new UsageError(`${file} names no call.`);
  return calls;
}

function callOf(line: string, place: string): Call {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new UsageError(`${place}: this is no JSON.`);
  }
  const read = askedSchema.safeParse(json);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new UsageError(`${place}: ${[...(issue?.path ?? []), issue?.message].join(" ")}`);
  }
  const { method, target, "content-type": contentType, body } = read.data;
  return {
    ...{ method, target },
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === undefined ? {} : { body: utf8Encode(body) }),
  };
}
