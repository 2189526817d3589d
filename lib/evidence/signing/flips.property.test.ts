import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalBytes, type JsonValue, parseCanonical } from "#lib/kernel/json.ts";
import { type Exchange, readExchange } from "../exchange.ts";
import { fullAnswer, parameters, sign, signedAnswer, signerKey } from "../testing/signed-answer.ts";
import { signResponseDocument } from "./sign-response.ts";
import { keyAmong, verifyResponse } from "./verify-response.ts";

const keyOf = keyAmong([signerKey]);

/** Checks that do not pass, in their order; `form` when the bytes are no exchange any more. */
function faultsOf(bytes: Uint8Array): { faults: string[]; place: string } {
  const json = parseCanonical(bytes, { maxBytes: 100_000 });
  const read = json.ok ? readExchange(json.value) : json;
  if (!read.ok) return { faults: ["form"], place: "" };
  const { checks } = verifyResponse(read.value, keyOf);
  return {
    faults: checks.flatMap(({ name, outcome }) => (outcome === "pass" ? [] : [name])),
    place: changedIn(read.value),
  };
}

let original: JsonValue = null;

/** Path of the one text or number that differs from the original. */
function changedIn(exchange: Exchange): string {
  const paths = (a: JsonValue, b: JsonValue | undefined, path: string): string[] =>
    typeof a === "object" && a !== null
      ? Object.entries(a).flatMap(([key, value]) =>
          paths(value, (b as Record<string, JsonValue>)[key], `${path}/${key}`),
        )
      : a === b
        ? []
        : [path];
  return paths(original, exchange as unknown as JsonValue, "").join(" ");
}

/** Which checks each place may make fail: those of the first list always, those of the second by what the byte says. */
const BLAME: readonly (readonly [place: RegExp, always: readonly string[], perhaps: readonly string[]])[] = [
  [/^\/(request|response)\/body$/, ["body"], []],
  [/^\/(request|response)\/contentDigest$/, ["body", "signature"], []],
  [/^\/(request|response)\/\w+$/, ["signature"], []],
  [/^\/signature$/, ["signature"], []],
  [/^\/signatureInput$/, ["signature"], ["components", "key"]],
  [/^\/dsse\/re\w+Body$/, ["body"], []],
  [/^\/dsse\/signatures\/0\/sig$/, ["signature"], []],
  [/^\/dsse\/signatures\/0\/keyid$/, ["components"], []],
  [/^\/dsse\/payload(Type)?$/, ["signature"], ["body", "components", "key"]],
];

describe.each([
  ["an exchange over HTTP", () => signedAnswer()],
  ["an exchange in an envelope", () => signResponseDocument(fullAnswer, parameters, sign)],
])("in %s", (_, make) => {
  test("any flipped bit makes exactly the right checks fail and leaves the others", async () => {
    original = (await make()) as unknown as JsonValue;
    const bytes = canonicalBytes(original);
    expect(faultsOf(bytes)).toEqual({ faults: [], place: "" });
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        const { faults, place } = faultsOf(flipped);
        if (faults[0] === "form") return;
        const [, always = [], perhaps = []] = BLAME.find(([pattern]) => pattern.test(place)) ?? [];
        expect(place).not.toBe("");
        expect(faults).toEqual(expect.arrayContaining([...always]));
        expect([...always, ...perhaps]).toEqual(expect.arrayContaining(faults));
        seen.add(place);
      }),
      { seed: 20261126, numRuns: 150 },
    );
    expect(seen.size).toBeGreaterThan(4);
  });
});
