/**
 * From two messages as they went over the wire to the stored form of an exchange: what the profile covers, each part
 * once and in normal form, the one signature that has the profile's tag, and nothing else.
 */
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { type HttpExchange, httpExchangeSchema } from "../exchange.ts";
import { authorityOf, type Fields, fieldValue, targetOf } from "./http-message.ts";
import { DEFINITION_FIELD, NONCE_FIELD, RESPONSE_PROFILE, TOKEN_ID_FIELD } from "./profile.ts";
import { readMembers, readSignatureInput } from "./signature-input.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

/**
 * A request as sent. `host` is what its `Host` field or `:authority` says, `target` its request target or address;
 * `body` holds the bytes as sent, with no content coding undone.
 */
export type SentRequest = {
  readonly method: string;
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly target: string;
  readonly fields: Fields;
  readonly body?: Uint8Array;
};

/** The answer as sent. */
export type SentResponse = { readonly status: number; readonly fields: Fields; readonly body: Uint8Array };

/**
 * Takes the covered parts and the signature out of both messages. It does not verify. Refuses with the component or
 * field at fault; `signature-missing` when nobody signed by this profile. Total.
 */
export function captureExchange(sent: {
  request: SentRequest;
  response: SentResponse;
}): Result<HttpExchange, SigningRefusal> {
  const request = readRequest(sent.request);
  if (!request.ok) return request;
  const response = captureResponse(sent.response);
  if (!response.ok) return response;
  const signature = captureSignature(sent.response.fields);
  if (!signature.ok) return signature;
  const exchange = { request: request.value, response: response.value, ...signature.value };
  const read = httpExchangeSchema.safeParse(exchange);
  return read.success ? ok(exchange) : err(ofIssue(read.error.issues[0]?.path ?? []));
}

type Captured<T> = Result<T, SigningRefusal>;

/** The covered parts of a request, as a signer reads them. Refuses with the component at fault. Total. */
export function captureRequest(sent: SentRequest): Captured<HttpExchange["request"]> {
  const request = readRequest(sent);
  if (!request.ok) return request;
  const read = httpExchangeSchema.shape.request.safeParse(request.value);
  return read.success ? request : err(ofIssue(["request", ...(read.error.issues[0]?.path ?? [])]));
}

function readRequest({ method, scheme, host, target, fields, body }: SentRequest): Captured<HttpExchange["request"]> {
  const authority = authorityOf(host, scheme);
  if (!authority.ok) return authority;
  const parts = targetOf(target);
  if (!parts.ok) return parts;
  const nonce = demanded(fields, NONCE_FIELD, `"${NONCE_FIELD}";req`);
  if (!nonce.ok) return nonce;
  const tokenId = fieldValue(fields, TOKEN_ID_FIELD, `"${TOKEN_ID_FIELD}";req`);
  if (!tokenId.ok) return tokenId;
  const contentDigest = fieldValue(fields, "content-digest", '"content-digest";req');
  if (!contentDigest.ok) return contentDigest;
  return ok({
    method,
    authority: authority.value,
    ...parts.value,
    nonce: nonce.value,
    ...given("tokenId", tokenId.value),
    ...given("contentDigest", contentDigest.value),
    ...given("body", body === undefined || body.length === 0 ? undefined : base64Encode(body)),
  });
}

function captureResponse({ status, fields, body }: SentResponse): Captured<HttpExchange["response"]> {
  const coding = fieldValue(fields, "content-encoding", '"content-encoding"');
  if (!coding.ok) return coding;
  if (coding.value !== undefined && coding.value.toLowerCase() !== "identity")
    return err(signingRefusal("content-encoding", '"content-encoding"'));
  const contentDigest = demanded(fields, "content-digest", '"content-digest"');
  if (!contentDigest.ok) return contentDigest;
  const contentType = demanded(fields, "content-type", '"content-type"');
  if (!contentType.ok) return contentType;
  const definition = fieldValue(fields, DEFINITION_FIELD, `"${DEFINITION_FIELD}"`);
  if (!definition.ok) return definition;
  return ok({
    status,
    contentDigest: contentDigest.value,
    contentType: contentType.value,
    ...given("definition", definition.value),
    body: base64Encode(body),
  });
}

/** The member of `Signature-Input` that has the tag, and the signature under its label. */
function captureSignature(fields: Fields): Captured<Pick<HttpExchange, "signatureInput" | "signature">> {
  const inputs = membersOf(fields, "signature-input");
  if (!inputs.ok) return inputs;
  const own: { label: string; text: string }[] = [];
  let refused: SigningRefusal | undefined;
  for (const [label, member] of inputs.value) {
    const input = readSignatureInput(member);
    if (!input.ok) refused ??= input.error;
    else if (input.value.parameters.get("tag") === RESPONSE_PROFILE) own.push({ label, text: input.value.text });
  }
  const [first, second] = own;
  // A member that cannot be read may be a stranger's; it matters only when nothing readable is ours.
  if (first === undefined) return err(refused ?? signingRefusal("signature-missing", "signature-input"));
  if (second !== undefined) return err(signingRefusal("several-signatures", "signature-input"));
  const signatures = membersOf(fields, "signature");
  if (!signatures.ok) return signatures;
  const member = signatures.value.get(first.label);
  if (member === undefined) return err(signingRefusal("signature-missing", "signature"));
  const [, signature] = /^:([A-Za-z0-9+/=]*):$/.exec(member) ?? [];
  if (signature === undefined || base64Decode(signature) === undefined)
    return err(signingRefusal("signature-form", "signature"));
  return ok({ signatureInput: first.text, signature });
}

function membersOf(fields: Fields, name: "signature" | "signature-input"): Captured<ReadonlyMap<string, string>> {
  const field = demanded(fields, name, name);
  if (field.ok) return readMembers(field.value, name);
  return field.error.code === "field-missing" ? err(signingRefusal("signature-missing", name)) : field;
}

function demanded(fields: Fields, name: string, component: string): Captured<string> {
  const value = fieldValue(fields, name, component);
  if (!value.ok) return value;
  return value.value === undefined ? err(signingRefusal("field-missing", component)) : ok(value.value);
}

function given<Name extends string>(name: Name, value: string | undefined): { [name in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [name in Name]: string });
}

/** Component of each member that the schema may still refuse. */
const COMPONENT_OF: Readonly<Record<string, string>> = {
  "request.method": '"@method";req',
  "request.authority": '"@authority";req',
  "request.path": '"@path";req',
  "request.query": '"@query";req',
  "request.nonce": `"${NONCE_FIELD}";req`,
  "request.tokenId": `"${TOKEN_ID_FIELD}";req`,
  "request.contentDigest": '"content-digest";req',
  "request.body": '"content-digest";req',
  "response.status": '"@status"',
  "response.contentDigest": '"content-digest"',
  "response.contentType": '"content-type"',
  "response.definition": `"${DEFINITION_FIELD}"`,
  "response.body": '"content-digest"',
  signatureInput: "signature-input",
  signature: "signature",
};

function ofIssue(path: readonly PropertyKey[]): SigningRefusal {
  const member = path.join(".");
  const isHead = member === "request.method" || member === "response.status";
  return signingRefusal(isHead ? "message-form" : "field-form", COMPONENT_OF[member] ?? member);
}
