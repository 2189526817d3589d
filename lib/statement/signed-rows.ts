/**
 * A table as one file under one signature (docs/protocol/signed-answers.md#the-whole-directory): its first line is a signed answer,
 * which says how many lines follow, of how many bytes, and their SHA-256. Whoever reads it line by line knows from the first
 * one what the rest must be; nothing of it can be changed, left out or added.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { type Check, findingOf } from "#lib/kernel/checks.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { isJsonObject } from "#lib/kernel/json.ts";
import {
  ANSWER_PAYLOAD_TYPE,
  type AnswerFinding,
  type AnswerTrust,
  type SignedAnswer,
  verifySignedAnswer,
} from "./signed-answer.ts";

const NEWLINE = 0x0a;
/** How the envelope of an answer begins; the longest that is looked for a line's end in. */
const START = utf8Encode('{"payload":"');
const MAX_HEAD_BYTES = 65_536;

/** The envelope, and all lines behind it with their line ends. */
export type SignedRows = { readonly head: Uint8Array; readonly rows: Uint8Array };

/** Undefined for what is no envelope of an answer with lines behind it. Nothing is verified here. Total. */
export function splitSignedRows(bytes: Uint8Array): SignedRows | undefined {
  if (!START.every((byte, at) => bytes[at] === byte)) return undefined;
  const end = bytes.subarray(0, MAX_HEAD_BYTES).indexOf(NEWLINE);
  const isWhole = end > 0 && end < bytes.length - 1;
  return isWhole && isRowsType(bytes.subarray(0, end))
    ? { head: bytes.subarray(0, end), rows: bytes.subarray(end + 1) }
    : undefined;
}

/** As the type stands in the canonical envelope, before the signatures. */
function isRowsType(head: Uint8Array): boolean {
  return utf8Decode(head)?.includes(`","payloadType":"${ANSWER_PAYLOAD_TYPE}","signatures":[`) === true;
}

/**
 * The checks of the answer in the first line, then `rows`: what follows is what that answer names, byte for byte. Never throws.
 */
export function verifySignedRows({ head, rows }: SignedRows, trust: AnswerTrust): AnswerFinding {
  const { checks, answer, keyid } = verifySignedAnswer(head, trust);
  const all = [
    ...checks,
    answer === undefined ? ({ name: "rows", outcome: "not-run" } as const) : checkRows(answer, rows),
  ];
  return { ...findingOf(all), ...(answer && { answer }), ...(keyid && { keyid }) };
}

function checkRows({ answer }: SignedAnswer, rows: Uint8Array): Check {
  const name = "rows";
  const said = isJsonObject(answer.data) ? answer.data : {};
  const fail = (reason: string, detail: string): Check => ({ name, outcome: "fail", reason, detail });
  if (typeof said.sha256 !== "string" || typeof said.bytes !== "number" || typeof said.rows !== "number")
    return fail("schema", "The answer in the first line is not about lines that follow.");
  if (rows.length !== said.bytes)
    return fail("other-rows", `The answer names ${said.bytes} bytes of lines; ${rows.length} follow.`);
  const lines = rows.reduce((count, byte) => (byte === NEWLINE ? count + 1 : count), 0);
  if (lines !== said.rows || hexEncode(sha256(rows)) !== said.sha256)
    return fail("other-rows", "The lines that follow are not those that the answer names.");
  return { name, outcome: "pass", detail: `${lines} rows` };
}
