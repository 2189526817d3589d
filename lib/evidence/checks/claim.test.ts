import { expect, test } from "vitest";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { answered, functionOf } from "../definition/testing/definitions.ts";
import type { Answer } from "../signing/read-answer.ts";
import { blocks } from "../testing/block-bundles.ts";
import { judgeEquivocation } from "./claim.ts";
import type { KnownDefinition } from "./facts.ts";

/** Another one to each body: one word, as a definition that reads it asks. */
const nonceOf = (body: string): string => hexEncode(utf8Encode(body.slice(0, 9))).padEnd(16, "0");

function answer(body: string): Answer {
  const { request, response } = answered("[2]", body);
  const { body: requestBody, ...head } = request;
  const heads = { request: { ...head, nonce: nonceOf(body) }, response };
  return { heads, requestBody, responseBody: utf8Encode(body) } as unknown as Answer;
}

const known = { definition: functionOf(), listed: true } as unknown as KnownDefinition;
const claimOf = (first: string, second: string) => judgeEquivocation([answer(first), answer(second)], known).checks[0];

test("two answers convict when they differ as values, and not when they are more than is read", () => {
  const deep = (value: number) => `${"[".repeat(40)}${value}${"]".repeat(40)}`;
  expect(claimOf("[1]", "[2]").outcome).toBe("pass");
  expect(claimOf('{"a":1,"b":2}', '{"b":2, "a":1}')).toMatchObject({ outcome: "fail", reason: "same-answer" });
  expect(claimOf(deep(1), deep(2))).toMatchObject({ outcome: "cannot-check", reason: "bad-input" });
  expect(claimOf(deep(1), deep(1))).toMatchObject({ outcome: "fail", reason: "same-answer" });
  const long = (value: number) => `[${value}${" ".repeat(600_000)}]`;
  expect(claimOf(long(1), long(2))).toMatchObject({ outcome: "cannot-check", reason: "bad-input" });
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

test("where the definition reads the nonce or the token, answers to two of them are answers to two requests", () => {
  const reading = (component: string) =>
    ({
      definition: functionOf({ input: { from: ["@path;req", "content-digest;req", component], body: "json-jcs" } }),
      listed: true,
    }) as unknown as KnownDefinition;
  const [first, second] = [answer("[1]"), answer("[2]")];
  const reasonUnder = (component: string, other = second) =>
    judgeEquivocation([first, other], reading(component)).checks[0].reason;
  expect(reasonUnder("prex-request-nonce;req")).toBe("different-requests");
  expect(reasonUnder("prex-token-id;req")).toBeUndefined();
  const heads = second.heads as NonNullable<Answer["heads"]>;
  const paid = { ...second, heads: { ...heads, request: { ...heads.request, tokenId: "another" } } } as Answer;
  expect(reasonUnder("prex-token-id;req", paid)).toBe("different-requests");
  const again = { ...second, heads: { ...heads, request: { ...heads.request, nonce: nonceOf("[1]") } } } as Answer;
  expect(reasonUnder("prex-request-nonce;req", again)).toBeUndefined();
});

test("a file, its block and its archive are no two answers: under an identifier each answer's own hash decides", () => {
  const gateway = { definition: blocks, listed: true } as unknown as KnownDefinition;
  expect(judgeEquivocation([answer("file"), answer("block")], gateway).checks[0]).toMatchObject({
    outcome: "fail",
    reason: "several-right-answers",
  });
});

test("two answers of which each may be right by one of two versions are no fault while the version before is in its grace", () => {
  const from = (validFrom: string, graceSeconds = 0) =>
    functionOf({ window: { validFrom, validUntil: "2027-11-22T10:00:00.000Z", graceSeconds } });
  const material = { code: undefined, state: undefined };
  const next = from("2026-12-01T00:00:00.000Z");
  const rolled = {
    ...{ definition: next, material, listed: true },
    before: { definition: from("2026-11-22T10:00:00.000Z", 3_600), material, since: asInstant(0) },
  };
  const begins = Date.parse(next.window.validFrom);
  const outcomeAt = (...seconds: number[]) => {
    const dates = seconds.map((after) => asInstant(begins + 1_000 * after));
    const [{ outcome, reason }] = judgeEquivocation([answer("[1]"), answer("[2]")], rolled, dates).checks;
    return reason ?? outcome;
  };
  expect(outcomeAt(0, 3_599)).toBe("in-grace");
  expect(outcomeAt(3_599, 7_200)).toBe("in-grace");
  expect(outcomeAt(3_600, 7_200)).toBe("pass");
});
