/** Status and fields of a Node response: read as Node's `writeHead` reads them, taken as they stand, and set anew. */
import type { OutgoingHttpHeader, OutgoingHttpHeaders, ServerResponse } from "node:http";

export type AnswerFields = readonly (readonly [name: string, value: OutgoingHttpHeader])[];

/** `reason`: the phrase beside the status, empty for the usual one; HTTP/2 has none. */
export type AnswerHead = { readonly status: number; readonly reason: string; readonly fields: AnswerFields };

/** Fields by name, as a list of names and values in turn, or as a list of pairs. */
type Given = OutgoingHttpHeaders | readonly OutgoingHttpHeader[] | readonly (readonly OutgoingHttpHeader[])[];

/** The fields given to `writeHead`. Names of a list may come several times. Throws TypeError for a name without a value. */
export function fieldsOfGiven(given: Given | undefined): AnswerFields {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given))
    return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const flat = given.flatMap((each) => (Array.isArray(given[0]) ? (each as OutgoingHttpHeader[]) : [each]));
  if (flat.length % 2 !== 0) throw nodeError(TypeError, "ERR_INVALID_ARG_VALUE", "The list of headers is invalid");
  const byName = new Map<string, [name: string, values: string[]]>();
  for (let at = 0; at < flat.length; at += 2) {
    const name = String(flat[at]);
    const known = byName.get(name.toLowerCase()) ?? [name, []];
    byName.set(name.toLowerCase(), known);
    known[1].push(...[flat[at + 1] ?? ""].flat().map(String));
  }
  return [...byName.values()].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? "") : values]);
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
