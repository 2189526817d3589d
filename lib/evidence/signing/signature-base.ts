/** The signature base of RFC 9421 section 2.5: one line for each covered component, then the parameters. */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { err, ok, type Result } from "#lib/kernel/result.ts";
import { fieldValue, type RequestHead, type ResponseHead } from "./http-message.ts";
import type { Component, SignatureInput } from "./signature-input.ts";
import { type SigningRefusal, signingRefusal } from "./signing-refusal.ts";

/** A request alone, or a response with the request that it answers. */
export type SignedMessage = { readonly request: RequestHead; readonly response?: ResponseHead };

/**
 * The bytes that a signature covers, ASCII. Components without `req` are those of the response, or of the request when
 * there is no response. Knows `@method`, `@authority`, `@path`, `@query`, `@status` and fields; refuses, naming the
 * component, what the message does not have and what cannot be written into a base.
 */
export function signatureBase(message: SignedMessage, input: SignatureInput): Result<Uint8Array, SigningRefusal> {
  let base = "";
  for (const component of input.components) {
    const value = componentValue(message, component);
    if (!value.ok) return value;
    base += `${component.id}: ${value.value}\n`;
  }
  return ok(baseOfLines(base, input));
}

/** The lines of the components, each with its line feed, then the line of the parameters. ASCII in, ASCII out. */
export function baseOfLines(lines: string, { text }: SignatureInput): Uint8Array {
  return utf8Encode(`${lines}"@signature-params": ${text}`);
}

function componentValue({ request, response }: SignedMessage, component: Component): Result<string, SigningRefusal> {
  const ofRequest = component.req || response === undefined;
  // `req` binds a response to its request; a request's own components have no such parameter (section 2.4).
  if (component.req && response === undefined) return err(signingRefusal("component-unknown", component.id));
  if (component.name.startsWith("@")) {
    const value = ofRequest ? ofRequestHead(request, component.name) : ofResponseHead(response, component.name);
    return value === undefined ? err(signingRefusal("component-unknown", component.id)) : ok(value);
  }
  const fields = ofRequest ? request.fields : response.fields;
  const value = fieldValue(fields, component.name, component.id);
  if (!value.ok) return value;
  return value.value === undefined ? err(signingRefusal("field-missing", component.id)) : ok(value.value);
}

function ofRequestHead(request: RequestHead, name: string): string | undefined {
  switch (name) {
    case "@method":
      return request.method;
    case "@authority":
      return request.authority;
    case "@path":
      return request.path;
    case "@query":
      return request.query;
    default:
      return undefined;
  }
}

function ofResponseHead(response: ResponseHead, name: string): string | undefined {
  return name === "@status" ? String(response.status) : undefined;
}
