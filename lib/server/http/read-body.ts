/** Request bodies, capped while they arrive, and read by the strict parser. */
import type { HttpBindings } from "@hono/node-server";
import type { z } from "zod";
import { parseJson } from "#lib/kernel/json.ts";
import { jsonPointer } from "#lib/kernel/refusal.ts";
import { refuse, ServiceError } from "../services/service-error.ts";

export type BodySource = { readonly raw: Request; readonly bindings: Partial<HttpBindings> | undefined };

/** All bytes of the body. Errors: `too-large` as soon as the cap is passed; `request-timeout` when it breaks off. */
export async function readBody(source: BodySource, capBytes: number): Promise<Uint8Array> {
  const incoming = source.bindings?.incoming;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream: AsyncIterable<Uint8Array> | null = incoming ?? source.raw.body;
  if (stream === null) return new Uint8Array();
  try {
    for await (const chunk of stream) {
      length += chunk.length;
      if (length > capBytes) throw tooLarge(capBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    throw new ServiceError("request-timeout", "The request broke off before its body was complete.", { cause: error });
  }
  return Buffer.concat(chunks, length);
}

/** The body as JSON of a schema. Errors: `unsupported-media`, `too-large`, the parser's refusals, `schema`. */
export async function readJson<T extends z.ZodType>(
  source: BodySource,
  capBytes: number,
  schema: T,
): Promise<z.infer<T>> {
  requireJsonType(source.raw, ["application/json"]);
  const json = parseJson(await readBody(source, capBytes), { maxBytes: capBytes });
  if (!json.ok) throw refuse(json.error);
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return parsed.data;
  throw schemaRefusal("schema", parsed.error);
}

/** Errors: `unsupported-media` unless the media type is one of these. */
export function requireJsonType(request: Request, types: readonly string[]): void {
  const given = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (types.includes(given)) return;
  throw new ServiceError("unsupported-media", `Send the body with content-type ${types.join(" or ")}.`);
}

/** Every place that does not fit, with its pointer. */
export function schemaRefusal(code: "schema" | "malformed", error: z.ZodError): ServiceError {
  const errors = error.issues.map((issue) => ({
    pointer: jsonPointer(issue.path.map((step) => (typeof step === "number" ? step : String(step)))),
    detail: issue.message,
  }));
  return new ServiceError(code, errors[0]?.detail ?? "The document does not fit its schema.", { errors });
}

function tooLarge(capBytes: number): ServiceError {
  return new ServiceError("too-large", `The body is larger than this route's ${capBytes} bytes.`);
}
