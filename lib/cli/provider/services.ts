/**
 * What `touchstone provider` sells: blocks by their hash, what a function says, a search, and a timetable. Each is honest
 * by itself.
 */
import { createHash } from "node:crypto";
import { type AnsweredRequest, answerOfTest } from "#lib/evidence/definition/answer.ts";
import { runDefinition } from "#lib/evidence/definition/run-definition.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { base32LowerEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { readQuickJsFile } from "#lib/platform/node-quickjs-file.ts";
import { quickJsOf } from "#lib/platform/quickjs-instance.ts";
import type { CodedDefinition } from "#lib/statement/coded-definition.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { IncompleteError } from "../command.ts";

export type Asked = AnsweredRequest["request"];
export type Given = { readonly status: number; readonly contentType: string; readonly body: Uint8Array };
export type Service = (asked: Asked) => Given | Promise<Given>;

const JSON_TYPE = "application/json";
const json = (value: unknown, status = 200): Given => ({
  status,
  contentType: JSON_TYPE,
  body: utf8Encode(JSON.stringify(value)),
});
const notFound = () => json({ error: "not found" }, 404);

/** The service that keeps this definition. Errors: `IncompleteError` for code on a machine that cannot run it. */
export async function serviceOf({ body, material }: Source): Promise<Service> {
  const { definition } = body;
  switch (definition.kind) {
    case "content-address":
      return blocks(definition);
    case "function":
      return computing(definition, material);
    case "predicate":
      return searching();
    case "equality":
      return timetable();
  }
}

/** CID version 1, raw, sha2-256, of a block. */
export function cidOf(block: Uint8Array): string {
  const digest = createHash("sha256").update(block).digest();
  return `b${base32LowerEncode(Uint8Array.of(1, 0x55, 0x12, 32, ...digest))}`;
}

const MOST_BLOCKS = 1000;
const BLOCK_MAX_BYTES = 65_536;

/**
 * `POST /blocks` keeps a block and says its CID, `GET /blocks/<cid>`, or wherever else its definition has it, gives it back:
 * `?cid=<cid>` for one that reads the query. Those of the definition's own tests are always there.
 */
function blocks({ tests, input }: Definition): Service {
  const isQueried = input.from.includes("@query;req");
  const shown = tests
    .filter(({ result }) => result === "match")
    .flatMap(({ exchanges }) => exchanges.map(answerOfTest))
    .flatMap((answer): [string, Uint8Array][] => (answer ? [[cidOf(answer.response.body), answer.response.body]] : []));
  const own = new Map(shown);
  const kept = new Map<string, Uint8Array>();
  return ({ method, path, query, body }) => {
    if (method === "POST" && path === "/blocks") {
      if (body === undefined || body.length > BLOCK_MAX_BYTES)
        return json({ error: `1 to ${BLOCK_MAX_BYTES} bytes` }, 400);
      const cid = cidOf(body);
      const [oldest] = kept.keys();
      if (kept.size >= MOST_BLOCKS && oldest !== undefined) kept.delete(oldest);
      kept.set(cid, body);
      return json({ cid }, 201);
    }
    const cid = (isQueried ? /^\?cid=([^&]+)$/.exec(query)?.[1] : path.split("/").at(-1)) ?? "";
    const block = own.get(cid) ?? kept.get(cid);
    return block === undefined ? notFound() : { status: 200, contentType: "application/octet-stream", body: block };
  };
}

/** Gives what the definition's own code gives, in the pinned engine. */
async function computing(definition: CodedDefinition, material: Source["material"]): Promise<Service> {
  const instantiate = await quickJsOf(await readQuickJsFile());
  if (instantiate === undefined) throw new IncompleteError("This machine cannot run the pinned engine.");
  return (request) => {
    const answer = { request, response: { status: 200, contentType: JSON_TYPE, body: utf8Encode("null") } };
    const { output, result } = runDefinition(instantiate, { definition, material, answer });
    if (output === null) return json({ error: result }, 422);
    return { status: output.status ?? 200, contentType: JSON_TYPE, body: output.body };
  };
}

const SHELF = [
  "A receipt is worth more than a promise.",
  "Bread is cheaper in the morning.",
  "The log keeps what the witness saw.",
  "An apple and a receipt for it.",
  "Who signs every answer can be believed afterwards.",
  "A promise without a date is a wish.",
];

/** `GET /search?q=<word>` over six sentences. */
function searching(): Service {
  return ({ path, query }) => {
    const word = askedWord(query)?.toLowerCase();
    if (word === undefined) return json({ error: "q has no UTF-8 in percent encoding" }, 400);
    if (path !== "/search" || word === "") return notFound();
    const hits = SHELF.flatMap((text, id) => (text.toLowerCase().includes(word) ? [{ id, text }] : []));
    return json({ count: hits.length, hits });
  };
}

/**
 * Read as the definition reads it (docs/how-to/definitions/search.js): another reader of the same query, such as
 * `URLSearchParams` with its plus for a space, would answer honestly what the definition calls wrong. Undefined for what it
 * cannot read.
 */
function askedWord(query: string): string | undefined {
  try {
    return decodeURIComponent(/[?&]q=([^&]*)/.exec(query)?.[1] ?? "");
  } catch {
    return undefined;
  }
}

const DEPARTURES = 3;

/** Departures at whatever stop is asked for: anything would be right, so long as everybody is told the same. */
function timetable(): Service {
  return ({ method, path, query }) => {
    const digest = createHash("sha256").update(`${method} ${path}${query}`).digest();
    const minutes = Array.from(digest.subarray(0, DEPARTURES), (byte) => 60 * (6 + (byte >> 4)) + 4 * (byte & 15) - 1);
    return json({ stop: path, departsMinutes: minutes.sort((a, b) => a - b) });
  };
}
