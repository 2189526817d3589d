/** The texts that somebody asks by, wherever they stand: in the path, the query, or what is sent. */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { AnsweredRequest } from "../answer.ts";
import { jsonBody } from "../compare.ts";
import { isPlainQuery, textsOfPath, textsOfQuery } from "./address.ts";
import { textsAndNamesIn } from "./json-members.ts";

/** Takes time by the length of the request. Total: nothing of what nobody reads alike. */
export const textsOfRequest = ({ path, query, body }: AnsweredRequest["request"]): string[] => [
  ...[...textsOfPath(path), ...textsOfQuery(query)],
  ...(body === undefined ? [] : textsOfBody(body)),
];

function textsOfBody(body: Uint8Array): string[] {
  const value = jsonBody(body);
  if (value !== undefined) return textsAndNamesIn(value);
  const text = utf8Decode(body) ?? "";
  return isPlainQuery(`?${text}`) ? textsOfQuery(`?${text}`) : [text];
}
