/** The texts that somebody asks by, wherever they stand: in the path, the query, or what is sent. */
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { AnsweredRequest } from "../answer.ts";
import { jsonBody } from "../compare.ts";
import { isPlainQuery, textsOfPath, textsOfQuery } from "./address.ts";
import { noTexts, type TextsIn, textsIn } from "./json-members.ts";

type Request = AnsweredRequest["request"];

/** `whole`: a body that is one text. */
type TextsOfRequest = TextsIn & { readonly whole: readonly string[] };

/** By where they stand. Takes time by the length of the request. Total: nothing of what nobody reads alike. */
export function partedTextsOfRequest({ path, query, body }: Request): TextsOfRequest {
  const sent = body === undefined ? { ...noTexts(), whole: [] } : textsOfBody(body);
  return { ...sent, alone: [...textsOfPath(path), ...textsOfQuery(query), ...sent.alone] };
}

/** All of them, with names of members. */
export const textsOfRequest = (request: Request): string[] => Object.values(partedTextsOfRequest(request)).flat();

function textsOfBody(body: Uint8Array): TextsOfRequest {
  const value = jsonBody(body);
  if (value !== undefined) return { ...textsIn(value), whole: [] };
  const text = utf8Decode(body) ?? "";
  const isForm = isPlainQuery(`?${text}`);
  return { ...noTexts(), alone: isForm ? textsOfQuery(`?${text}`) : [], whole: isForm ? [] : [text] };
}
