/** Signed answers out of what tools save: an HTTP archive, raw messages, a curl command with its answer. */
import { readFile } from "node:fs/promises";
import { parseCurlCommand } from "#lib/evidence/capture/curl-command.ts";
import { parseHar } from "#lib/evidence/capture/har-file.ts";
import { parseRequestText, parseResponseText } from "#lib/evidence/capture/http-text.ts";
import { isSecretField, ownSecretsOf, repeatedIn } from "#lib/evidence/capture/own-secrets.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { captureExchange, type SentRequest, type SentResponse } from "#lib/evidence/signing/capture-exchange.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";
import { IncompleteError, UsageError } from "../command.ts";

export type Sources = {
  readonly har?: string | undefined;
  readonly entry?: string | undefined;
  readonly request?: string | undefined;
  readonly response?: string | undefined;
  readonly curl?: string | undefined;
  readonly scheme?: string | undefined;
};

/** The exchange, and what was left out of it because it is a secret. Errors: `UsageError` with place and rule. */
export async function readExchangeFrom(sources: Sources): Promise<{ exchange: HttpExchange; left: readonly string[] }> {
  const { request, response, left, secrets: apart = [] } = await messagesOf(sources);
  const captured = captureExchange({ request, response });
  if (!captured.ok)
    throw new UsageError(`${captured.error.component}: ${captured.error.detail} (${captured.error.code})`);
  const own = ownSecretsOf([...request.fields, ...apart], Math.floor(Date.now() / SECOND_MS));
  const repeated = repeatedIn(response, own);
  if (repeated !== undefined)
    throw new UsageError(
      `Nothing was written: the answer repeats the secret in "${repeated.field}" of the request. Make it useless first, then give the messages without that line.`,
    );
  const secrets = request.fields
    .filter(([name, value]) => isSecretField(name, value))
    .map(([name]) => name.toLowerCase());
  return { exchange: captured.value, left: [...new Set([...left, ...secrets])] };
}

type Messages = { request: SentRequest; response: SentResponse; left: readonly string[]; secrets?: Fields };

async function messagesOf({ har, entry, request, response, curl, scheme }: Sources): Promise<Messages> {
  if (har !== undefined) return fromHar(await bytesOf(har), entry);
  if (response === undefined || (request === undefined) === (curl === undefined))
    throw new UsageError("Name --har <file>, or --response <file> with --request <file> or --curl <file>.");
  const answer = read(response, parseResponseText(await bytesOf(response)));
  if (curl !== undefined) {
    const command = utf8Decode(await bytesOf(curl));
    if (command === undefined) throw new UsageError(`${curl} is not UTF-8.`);
    return { ...read(curl, parseCurlCommand(command.trim())), response: answer };
  }
  const file = request ?? "";
  const { method, target, fields, body } = read(file, parseRequestText(await bytesOf(file)));
  const host = fields.find(([name]) => name.toLowerCase() === "host")?.[1].trim();
  if (host === undefined) throw new UsageError(`${file}: the request has no Host field.`);
  if (scheme !== undefined && scheme !== "http" && scheme !== "https")
    throw new UsageError("--scheme is http or https.");
  const sent: SentRequest = { method, scheme: scheme ?? "https", host, target, fields };
  return { request: body.length === 0 ? sent : { ...sent, body }, response: answer, left: [] };
}

function fromHar(bytes: Uint8Array, entry: string | undefined): Messages {
  const found = read("the archive", parseHar(bytes));
  const chosen = entry === undefined ? found : found.filter((each) => each.entry === Number(entry));
  const [first, second] = chosen;
  if (first === undefined) throw new UsageError("The archive has no such answer with a signature.");
  if (second !== undefined) {
    const list = found.map(({ entry: at, request: { method, target } }) => `${at}: ${method} ${target.slice(0, 60)}`);
    throw new UsageError(`The archive has several signed answers; choose one with --entry.\n${list.join("\n")}`);
  }
  return { request: first.request, response: first.response, left: [] };
}

function read<T>(file: string, result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  const { pointer, detail, code } = result.error;
  throw new UsageError(`${file}${pointer === "" ? "" : ` at ${pointer}`}: ${detail} (${code})`);
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new IncompleteError(`${file} cannot be read: ${(error as Error).message}`);
  }
}
