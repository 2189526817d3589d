import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentAs, signedAnswer } from "../testing/signed-answer.ts";
import { captureExchange } from "./capture-exchange.ts";
import { authorityOf, fieldValue, targetOf } from "./http-message.ts";
import { readMembers, readSignatureInput } from "./signature-input.ts";
import { SIGNING_CODES } from "./signing-refusal.ts";

const sent = sentAs(await signedAnswer());
const input = sent.response.fields.find(([name]) => name === "Signature-Input")?.[1] ?? "";

/** Pieces of structured fields and of attacks on their readers, in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "(",
        ")",
        '"',
        "\\",
        ";",
        "=",
        ",",
        ":",
        " ",
        "\t",
        "\r\n ",
        "\0",
        "?1",
        "@1",
        "%22",
        "é",
        "\ud800",
      ),
      fc.constantFrom(
        "created",
        "tag",
        '"prex-response-v1"',
        "prex=",
        '("@status")',
        '"content-digest";req',
        "-1.5",
        input,
      ),
      fc.string({ maxLength: 5 }),
    ),
    { maxLength: 20 },
  )
  .map((pieces) => pieces.join(""));

const isTyped = (result: { ok: boolean; error?: { code: string } }) =>
  result.ok || (result.error !== undefined && result.error.code in SIGNING_CODES);

describe("whatever stands in the fields", () => {
  test("one typed answer comes of it, and nothing is thrown", () => {
    fc.assert(
      fc.property(hostile, hostile, fc.constantFrom(...sent.response.fields.keys()), (a, b, at) => {
        const fields = sent.response.fields.map(([name, value], line) => [name, line === at ? a : value] as const);
        const request = { ...sent.request, target: `/${b}`, host: b, method: b };
        for (const result of [
          captureExchange({ ...sent, response: { ...sent.response, fields } }),
          captureExchange({ request, response: sent.response }),
          readSignatureInput(a),
          readMembers(a, "signature-input"),
          fieldValue([["x", a]], "x", '"x"'),
          authorityOf(a, "http"),
          targetOf(a),
        ])
          expect(isTyped(result)).toBe(true);
      }),
      { seed: 20261126, numRuns: 500 },
    );
  });

  test.each([
    ["blanks before a line break", `${" \t".repeat(125_000)}\n`],
    ["folded lines", "a\r\n ".repeat(60_000)],
    ["open strings", '"'.repeat(250_000)],
    ["open lists", "(".repeat(250_000)],
    ["components", `(${Array.from({ length: 25_000 }, (_, at) => `"c${at}"`).join(" ")})`],
    ["parameters", `()${";a=1".repeat(50_000)}`],
    ["members", Array.from({ length: 25_000 }, (_, at) => `a${at}=1`).join()],
    ["digits", `();created=${"1".repeat(250_000)}`],
  ])("a quarter of a megabyte of %s is answered in time that its length allows", (_, text) => {
    // A reader of quadratic time would take long: the test's own limit is the assertion.
    for (const result of [
      fieldValue([["x", text]], "x", '"x"'),
      readSignatureInput(text),
      readMembers(`prex=${text}`, "signature-input"),
      authorityOf(text, "http"),
      targetOf(`/${text}`),
    ])
      expect(isTyped(result)).toBe(true);
  });
});
