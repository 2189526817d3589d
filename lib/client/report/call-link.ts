/** A link that fills in a call of `/report/capture`: what is asked stands behind `#`, which no server sees. No token is ever in one. */
import { base64UrlDecode, base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { isJsonObject, parseJson } from "#lib/kernel/json.ts";
import type { Call } from "./call-provider.ts";

export type LinkedCall = Omit<Call, "token">;

const ASKED = /(?:^#|&)call=([A-Za-z0-9_-]+)(?=&|$)/;
const METHODS: readonly string[] = ["GET", "POST", "PUT"];

export function callLink({ method, url, body, contentType }: LinkedCall): string {
  return `/report/capture#call=${base64UrlEncode(utf8Encode(JSON.stringify({ method, url, body, contentType })))}`;
}

/** Undefined for what is no such link: the form then stays empty. */
export function readCallLink(hash: string): LinkedCall | undefined {
  const bytes = base64UrlDecode(ASKED.exec(hash)?.[1] ?? "");
  const json = bytes === undefined ? undefined : parseJson(bytes);
  if (json?.ok !== true || !isJsonObject(json.value)) return undefined;
  const { method, url, body, contentType } = json.value;
  if (typeof method !== "string" || !METHODS.includes(method)) return undefined;
  if (typeof url !== "string" || typeof body !== "string" || typeof contentType !== "string") return undefined;
  return { method, url, body, contentType };
}
