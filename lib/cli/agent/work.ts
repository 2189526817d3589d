/**
 * What an agent asks of a provider: what it is told to, else the requests of the definition's own tests, or, of a store that takes
 * them (`POST /blocks`), blocks of its own making. A liar can know the tests, and be honest to whoever asks them.
 */

import { shownRequests } from "#lib/evidence/definition/shown-requests.ts";
import { equalBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { parseJson } from "#lib/kernel/json.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { UsageError } from "../command.ts";
import { cidOf } from "../provider/services.ts";
import type { Call } from "./call.ts";

/** The calls number 0, 1, 2 … Some need another before them, which is called but not judged; who does not take that is asked `otherwise`. */
export type Work = (at: number) => { readonly before?: Call; readonly call: Call; readonly otherwise?: Call };

/**
 * `asked`: calls in place of the definition's. `random`: makes the blocks; without it they are numbered, to be repeated. Errors:
 * `UsageError` where nobody says what to ask.
 */
export function workOf(
  definition: Definition,
  {
    asked,
    random,
  }: { readonly asked?: readonly Call[] | undefined; readonly random?: (count: number) => Uint8Array } = {},
): Work {
  if (asked !== undefined) return inTurn(asked.map((call) => ofItsType(definition, call)));
  const calls = shownRequests(definition).map((each) => ofItsType(definition, callOf(each)));
  if (calls.length === 0)
    throw new UsageError(
      "There is nothing to ask of services by this definition: no test of it that wants match or mismatch shows an answer with status 200. --ask says what to ask.",
    );
  // A store promises what stands where its tests have it: where that is no place for blocks of ours, it has those of the tests.
  const takesBlocks = calls.some(({ target }) => isPlaceOfBlock(target));
  if (definition.kind !== "content-address" || !takesBlocks) return inTurn(calls);
  const shown = inTurn(calls);
  // Nothing says that a store takes blocks from everybody: one that is filled in another way has those of its tests.
  return (at) => ({
    ...blockWork(random === undefined ? utf8Encode(`block ${at}`) : random(BLOCK_BYTES)),
    otherwise: shown(at).call,
  });
}

type Request = Pick<ReturnType<typeof shownRequests>[number], "method" | "path" | "query" | "body">;

function callOf({ method, path, query, body }: Request): Call {
  return { method, target: query === "?" ? path : path + query, ...(body === undefined ? {} : { body }) };
}

/** Whether a definition's own calls are such: whoever promises by it owes a right answer to this one. */
export function asksOf(definition: Definition, { method, path, query, body }: Request): boolean {
  const shown = shownRequests(definition);
  if (definition.kind === "content-address" && method === "GET" && query === "?" && isPlaceOfBlock(path))
    return shown.some((each) => isPlaceOfBlock(each.path));
  const asked = callOf({ method, path, query, ...(body && { body }) });
  return shown
    .map(callOf)
    .some(
      (call) =>
        call.method === asked.method &&
        call.target === asked.target &&
        equalBytes(call.body ?? NOTHING, asked.body ?? NOTHING),
    );
}

const NOTHING = new Uint8Array();

function isPlaceOfBlock(target: string): boolean {
  return /^\/blocks\/[^/?]+$/.test(target);
}

/**
 * A body that a definition takes as bytes is called JSON only where it is: what reads JSON for a whole service refuses what is none
 * before anything that would answer is asked.
 */
function ofItsType({ input }: Definition, call: Call): Call {
  if (call.body === undefined || call.contentType !== undefined) return call;
  const read = parseJson(call.body);
  const isJson = input.body === "json-jcs" || (read.ok && typeof read.value === "object" && read.value !== null);
  return { ...call, contentType: isJson ? JSON_TYPE : BYTES_TYPE };
}

const JSON_TYPE = "application/json";
const BYTES_TYPE = "application/octet-stream";

function inTurn(calls: readonly Call[]): Work {
  return (at) => ({ call: calls[at % calls.length] ?? { method: "GET", target: "/" } });
}

const BLOCK_BYTES = 200;

function blockWork(block: Uint8Array): ReturnType<Work> {
  return {
    before: { method: "POST", target: "/blocks", contentType: BYTES_TYPE, body: block },
    call: { method: "GET", target: `/blocks/${cidOf(block)}` },
  };
}
