import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { answered, functionOf } from "../definition/testing/definitions.ts";
import type { Answer } from "../signing/read-answer.ts";
import { judgeEquivocation } from "./claim.ts";
import type { KnownDefinition } from "./facts.ts";

function answer(body: string): Answer {
  const { request, response } = answered("[2]", body);
  const { body: requestBody, ...head } = request;
  const heads = { request: { ...head, nonce: body.slice(0, 9) }, response };
  return { heads, requestBody, responseBody: utf8Encode(body) } as unknown as Answer;
}

const known = { definition: functionOf(), listed: true } as unknown as KnownDefinition;
const claimOf = (first: string, second: string) => judgeEquivocation([answer(first), answer(second)], known).checks[0];

test("two answers convict when they differ as values, and not when they are more than is read", () => {
  const deep = (value: number) => `${"[".repeat(40)}${value}${"]".repeat(40)}`;
  expect(claimOf("[1]", "[2]").outcome).toBe("pass");
  expect(claimOf('{"a":1,"b":2}', '{"b":2, "a":1}')).toMatchObject({ outcome: "fail", reason: "same-answer" });
  expect(claimOf(deep(1), deep(2))).toMatchObject({ outcome: "cannot-check", reason: "bad-input" });
});
