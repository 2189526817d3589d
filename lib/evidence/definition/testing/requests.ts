/** Requests, and definitions whose tests ask them, for tests of which requests are judged. */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Definition } from "#lib/statement/definition.ts";
import type { AnsweredRequest } from "../answer.ts";
import { isPlain } from "../plain/request.ts";
import { functionOf } from "./definitions.ts";

/** A request that somebody makes. */
export type Asked = AnsweredRequest["request"];

/** A test of a definition, with an answer that no other request has. */
export const shown = (method: string, path: string, query = "?", result = "match", text?: string) => ({
  name: path,
  exchanges: [
    {
      request: {
        ...{ method, authority: "a.example", path, query },
        ...(text === undefined ? {} : { body: { text } }),
      },
      response: { status: 200, contentType: "text/plain", body: { text: numbersOf(`${path}${query}${text}`) } },
    },
  ],
  result,
});

const numbersOf = (text: string): string => Array.from(text, (letter) => letter.codePointAt(0)).join("-");

/** A definition by code that reads these. */
export const called = (from: readonly string[], ...tests: readonly object[]): Definition =>
  ({ ...functionOf({ input: { from: [...from], body: "json-jcs" } }), tests }) as unknown as Definition;

/** A request as it is judged. */
export const asked = (method: string, path: string, query = "?", change: Partial<Asked> = {}): Asked => ({
  ...{ method, authority: "a.example", path, query },
  ...change,
});

/** Queries that are judged where tests ask these. */
export function queries(...tests: readonly string[]) {
  const definition = called(["@query;req"], ...tests.map((query) => shown("GET", "/", query)));
  return (...asks: readonly string[]) => asks.filter((query) => isPlain(definition, asked("GET", "/", query)));
}

/** Bodies that are judged where tests send these. */
export function bodies(...tests: readonly string[]) {
  const definition = called(["content-digest;req"], ...tests.map((text) => shown("POST", "/", "?", "match", text)));
  return (...asks: readonly string[]) =>
    asks.filter((text) => isPlain(definition, asked("POST", "/", "?", { body: utf8Encode(text) })));
}
