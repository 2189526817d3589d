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

test("where the definition judges the whole response two statuses are two answers, and where it judges the body they are one", () => {
  const under = (compare: "body" | "response", second: Answer) => {
    const definition = functionOf({ output: { ...functionOf().output, compare } });
    const found = judgeEquivocation([answer("[1]"), second], {
      definition,
      listed: true,
    } as unknown as KnownDefinition);
    return found.checks[0].outcome;
  };
  const heads = answer("[1]").heads as NonNullable<Answer["heads"]>;
  const refused = { ...answer("[1]"), heads: { ...heads, response: { ...heads.response, status: 402 } } } as Answer;
  expect([under("response", refused), under("body", refused)]).toEqual(["pass", "fail"]);
  expect([under("response", answer("[1]")), under("response", answer("[2]"))]).toEqual(["fail", "pass"]);
});

test("requests that differ in anything that is signed but the nonce are two requests", () => {
  const [one] = [answer("[1]")];
  const heads = one?.heads as NonNullable<Answer["heads"]>;
  const other = (change: object, body: Partial<Answer> = {}): Answer =>
    ({
      ...answer("[2]"),
      heads: { ...heads, request: { ...heads.request, nonce: "another", ...change } },
      ...body,
    }) as Answer;
  const reasonOf = (second: Answer) => judgeEquivocation([answer("[1]"), second], known).checks[0].reason;
  expect(reasonOf(other({}))).toBeUndefined();
  for (const change of [{ method: "PUT" }, { authority: "elsewhere.example" }, { path: "/sort2" }, { query: "?a" }])
    expect(reasonOf(other(change)), JSON.stringify(change)).toBe("different-requests");
  expect(reasonOf(other({}, { requestBody: utf8Encode("[3]") }))).toBe("different-requests");
});
