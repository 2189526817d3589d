/**
 * An answer of an index to one question, signed by the key that its genesis names for answers
 * (docs/protocol/signed-answers.md): a DSSE envelope over question, time, answer and the head that it stands under. Whoever
 * has two of one question, size and time that say different things has evidence against the index.
 */
import { z } from "zod";
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import { type Check, type Finding, findingOf } from "#lib/kernel/checks.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { preAuthEncoding } from "#lib/kernel/dsse.ts";
import { nobleVerify, type RawVerify, verifyEd25519 } from "#lib/kernel/ed25519.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { canonicalBytes, isJsonObject, type JsonObject, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { parseCheckpoint } from "#lib/log/checkpoint.ts";
import { checkLogSignature, type LogKey } from "#lib/log/log-key.ts";
import { parseNote } from "#lib/log/note.ts";
import { didKey, instantText, originText } from "./fields.ts";
import { refusalBy } from "./schema-refusal.ts";

export const ANSWER_TYPE = "touchstone-answer/v1";
/** DSSE payload type. */
export const ANSWER_PAYLOAD_TYPE = "application/vnd.touchstone.answer.v1+json";
/** Of an envelope in bytes: what a verifier holds at once. */
export const ANSWER_MAX_BYTES = 1_048_576;
const LIMITS = { maxBytes: ANSWER_MAX_BYTES, maxDepth: 64, maxKeys: 100_000 };

/** Parameters by name: what was asked, with nothing that does not count. */
const requestSchema = z.strictObject({
  path: z.string().regex(/^\/[!-~]{1,400}$/),
  query: z.record(z.string().regex(/^[a-z_]{1,32}$/), z.string().max(1024, { abort: true })),
});

const payloadSchema = z.strictObject({
  type: z.literal(ANSWER_TYPE),
  origin: originText,
  request: requestSchema,
  asOf: z.strictObject({ size: z.int().min(1), time: instantText }),
  /** What the API answers, without `as_of` and `checkpoint`. */
  answer: z.record(z.string(), z.unknown()),
  /** A signed head of the log of that size or more. */
  checkpoint: z.string().min(1).max(16_384, { abort: true }),
});

const envelopeSchema = z.strictObject({
  payloadType: z.literal(ANSWER_PAYLOAD_TYPE),
  payload: z
    .string()
    .max(ANSWER_MAX_BYTES, { abort: true })
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  signatures: z.array(z.strictObject({ keyid: didKey, sig: z.string().regex(/^[A-Za-z0-9+/]{86}==$/) })).length(1),
});

export type AnswerRequest = z.infer<typeof requestSchema>;
export type SignedAnswer = Omit<z.infer<typeof payloadSchema>, "origin" | "answer" | "type"> & {
  readonly origin: Origin;
  readonly answer: JsonObject;
};

const refusedPayload = refusalBy(payloadSchema);
const refusedEnvelope = refusalBy(envelopeSchema);

/** Canonical bytes of the envelope. `sign` gives 64 bytes. */
export function sealAnswer(answer: SignedAnswer, keyid: Did, sign: (message: Uint8Array) => Uint8Array): Uint8Array {
  const payload = canonicalBytes({ ...answer, type: ANSWER_TYPE } as unknown as JsonValue);
  const sig = base64Encode(sign(preAuthEncoding(ANSWER_PAYLOAD_TYPE, payload)));
  return canonicalBytes({
    payload: base64Encode(payload),
    payloadType: ANSWER_PAYLOAD_TYPE,
    signatures: [{ keyid, sig }],
  });
}

export type OpenedAnswer = {
  readonly answer: SignedAnswer;
  readonly keyid: Did;
  readonly signature: Uint8Array;
  /** What the signature covers. */
  readonly message: Uint8Array;
};

/** Strict: canonical envelope and payload. Whether anything is true of it is another question. Total. */
export function openAnswer(bytes: Uint8Array): Result<OpenedAnswer, Refusal> {
  const envelope = parseCanonical(bytes, LIMITS);
  if (!envelope.ok) return envelope;
  const breach = refusedEnvelope(envelope.value, "");
  if (breach !== undefined) return err(breach);
  const { payload: text, signatures } = envelope.value as unknown as z.infer<typeof envelopeSchema>;
  const [signature] = signatures;
  const payload = base64Decode(text);
  const sig = signature && base64Decode(signature.sig);
  if (payload === undefined || signature === undefined || sig === undefined)
    return err({ code: "schema", pointer: "/payload", detail: "Not strict base64." });
  const inside = parseCanonical(payload, LIMITS);
  if (!inside.ok) return err({ ...inside.error, pointer: `/payload${inside.error.pointer}` });
  const refused = refusedPayload(inside.value, "/payload");
  if (refused !== undefined) return err(refused);
  const { type: _, ...answer } = inside.value as unknown as SignedAnswer & { readonly type: string };
  return ok({
    ...{ answer, keyid: signature.keyid as Did, signature: sig },
    message: preAuthEncoding(ANSWER_PAYLOAD_TYPE, payload),
  });
}

/** `answerKey`: of the index, from its genesis or an earlier visit; undefined when the reader knows none. */
export type AnswerTrust = { readonly logKey: LogKey; readonly answerKey?: Did; readonly raw?: RawVerify };

export type AnswerFinding = Finding & { readonly answer?: SignedAnswer; readonly keyid?: Did };

/**
 * Checks, in order: `form`; `answer-signature`: by the key that the envelope names; `answer-key`: that key answers for the index;
 * `log-key`, `log-signature`: of the head inside; `answer-head`: it is one of this log, of the answer's size or more. Never throws.
 */
export function verifySignedAnswer(bytes: Uint8Array, { logKey, answerKey, raw }: AnswerTrust): AnswerFinding {
  const opened = openAnswer(bytes);
  if (!opened.ok) {
    const { code, pointer, detail } = opened.error;
    return findingOf([
      { name: "form", outcome: "fail", reason: code, detail: `${pointer || "the whole document"}: ${detail}` },
      ...["answer-signature", "answer-key", "log-key", "log-signature", "answer-head"].map((name) => ({
        ...{ name, outcome: "not-run" as const },
      })),
    ]);
  }
  const { answer, keyid } = opened.value;
  const checks: Check[] = [
    { name: "form", outcome: "pass" },
    checkAnswerSignature(opened.value, raw),
    checkAnswerKey(keyid, answerKey),
    ...checkLogSignature(answer.checkpoint, logKey),
    checkHead(answer),
  ];
  return { ...findingOf(checks), answer, keyid };
}

/** By the key that the envelope names; whose key that is, is another question. */
export function checkAnswerSignature(
  { keyid, signature, message }: Pick<OpenedAnswer, "keyid" | "signature" | "message">,
  raw: RawVerify = nobleVerify,
): Check {
  const name = "answer-signature";
  const publicKey = publicKeyOfDid(keyid);
  if (publicKey !== undefined && verifyEd25519(publicKey, message, signature, raw)) return { name, outcome: "pass" };
  const detail = "The signature is not that of the key that the answer names.";
  return { name, outcome: "fail", reason: "bad-signature", detail };
}

function checkAnswerKey(keyid: Did, known: Did | undefined): Check {
  const name = "answer-key";
  if (known === undefined) {
    const detail = "Which key answers for this index stands in its genesis, which this file does not hold.";
    return { name, outcome: "cannot-check", reason: "answer-key-needed", detail };
  }
  if (keyid === known) return { name, outcome: "pass" };
  return { name, outcome: "fail", reason: "other-key", detail: "Another key than the index's answer key signed it." };
}

function checkHead({ checkpoint, origin, asOf }: SignedAnswer): Check {
  const name = "answer-head";
  const head = parseCheckpoint(parseNote(checkpoint)?.text ?? "");
  if (!head.ok) return { name, outcome: "fail", reason: "malformed", detail: "The head inside is no checkpoint." };
  if (head.value.origin !== origin)
    return { name, outcome: "fail", reason: "wrong-origin", detail: `The head is of ${head.value.origin}.` };
  return head.value.size >= asOf.size
    ? { name, outcome: "pass", detail: `${head.value.size} entries` }
    : { name, outcome: "fail", reason: "too-small", detail: "The answer speaks of more entries than its head has." };
}

/**
 * Whether two answers of one key speak of the same question and size and say different things: neither needs to be
 * false for one of them to be. Undefined where they are not of one question. Signatures are another question.
 * A question has its time, but for recommendations, whose time is that of the last entry: there another time is another answer, and
 * the model by which it rates, since it may be rated anew by another one, is part of the question.
 */
export function contradicts(one: SignedAnswer, other: SignedAnswer): boolean | undefined {
  if (!equalBytes(canonicalBytes(questionOf(one)), canonicalBytes(questionOf(other)))) return undefined;
  return !equalBytes(canonicalBytes(saidIn(one)), canonicalBytes(saidIn(other)));
}

/** The path whose answers depend on a size alone. */
export const RECOMMENDATIONS_PATH = "/api/v1/recommendations";

function questionOf({ origin, request, asOf, answer }: SignedAnswer): JsonValue {
  if (request.path !== RECOMMENDATIONS_PATH) return { origin, request: { ...request }, asOf };
  const { type = null, model = null } = isJsonObject(answer.data) ? answer.data : {};
  return { origin, request: { ...request }, asOf: { size: asOf.size }, rules: [type, model] };
}

function saidIn({ request, asOf, answer }: SignedAnswer): JsonValue {
  return request.path === RECOMMENDATIONS_PATH ? { answer, time: asOf.time } : answer;
}
