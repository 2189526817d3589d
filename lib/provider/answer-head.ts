/** Status and fields of a Node response: read as Node's `writeHead` reads them, taken as they stand, and set anew. */
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

export type AnswerFields = readonly (readonly [name: string, value: OutgoingHttpHeader])[];

/** `reason`: the phrase beside the status, empty for the usual one; HTTP/2 has none. */
export type AnswerHead = { readonly status: number; readonly reason: string; readonly fields: AnswerFields };

/** Fields by name, or as a list of names and values in turn. */
type Given = OutgoingHttpHeaders | OutgoingHttpHeader[];

/** The fields given to `writeHead`. */
export function fieldsOfGiven(given: Given | undefined): AnswerFields {
  if (given === undefined || given === null) return [];
  const pairs = Array.isArray(given)
    ? Array.from({ length: given.length / 2 }, (_, at) => [String(given[2 * at]), given[2 * at + 1] ?? ""] as const)
    : Object.entries(given);
  return pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}

/** The head as it stands. */
export function headOf(response: ServerResponse): AnswerHead {
  // With the letters that the listener wrote; Node's types know the method of requests only.
  const { getRawHeaderNames = response.getHeaderNames } = response as { getRawHeaderNames?: () => string[] };
  const names = getRawHeaderNames.call(response);
  return {
    status: response.statusCode,
    reason: hasReason(response) ? (response.statusMessage ?? "") : "",
    fields: names.map((name) => {
      const value = response.getHeader(name) ?? "";
      return [name, Array.isArray(value) ? [...value] : value] as const;
    }),
  };
}

/** Gives the response this head and no other field. */
export function setHead(response: ServerResponse, { status, reason, fields }: AnswerHead): void {
  const wanted = new Set(fields.map(([name]) => name.toLowerCase()));
  for (const name of response.getHeaderNames()) if (!wanted.has(name)) response.removeHeader(name);
  for (const [name, value] of fields) response.setHeader(name, value);
  response.statusCode = status;
  if (hasReason(response)) response.statusMessage = reason;
}

/** Whether the answer goes out by HTTP/1, where the status has a phrase and names keep their letters. */
export function hasReason(response: ServerResponse): boolean {
  return !("stream" in response);
}

/** An error as Node makes it: frameworks look at `code`. */
export function nodeError(kind: ErrorConstructor, code: string, message: string): Error {
  return Object.assign(new kind(message), { code });
}
