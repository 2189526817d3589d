/**
 * A request of a definition's own tests that a report could not repeat: check 2 stops bundles in which the reporter's words
 * look like a secret, so that nobody who asks as the test does could ever be heard.
 */
import type { Definition } from "#lib/statement/definition.ts";
import { plain, type SecretKind } from "../bundle/secret-forms.ts";
import { looksInOwn } from "../bundle/secret-names.ts";
import { textOf } from "../bundle/secrets.ts";
import { answerOfTest } from "./answer.ts";

/** The first test whose request holds one, by its name, and what it looks like. */
export function secretInTest({ tests }: Definition): { readonly test: string; readonly kind: SecretKind } | undefined {
  for (const { name, exchanges } of tests)
    for (const exchange of exchanges) {
      const request = answerOfTest(exchange)?.request;
      if (request === undefined) continue;
      for (const text of [request.path, request.query, textOf(request.body ?? new Uint8Array())]) {
        const [look] = looksInOwn(plain(text));
        if (look !== undefined) return { test: name, kind: look.kind };
      }
    }
  return undefined;
}
