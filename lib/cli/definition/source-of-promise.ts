import type { DemoPromise } from "#lib/contract/demonstration.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { definitionPublishBody } from "#lib/statement/definition.ts";

/** What a demonstration says that its services promise. Throws for what is no definition. */
export function sourceOfPromise({ name, summary, code, definition }: DemoPromise): Source {
  const body = definitionPublishBody.parse({ name, summary, definition });
  return { body, material: { code: utf8Encode(code), state: undefined } };
}
