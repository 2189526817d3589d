/** That nothing which machines can say is left without a sentence for people. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { INCONCLUSIVE_REASONS } from "#lib/statement/definition.ts";
import { CLAIM_KIND_NAMES } from "../bundle/claim-kinds.ts";
import { BUNDLE_CHECKS } from "../rules.ts";
import { SIGNING_CODES } from "../signing/signing-refusal.ts";
import { CHECK_WORDS, checkSentence } from "./check-words.ts";
import { shown } from "./result.ts";
import { notProvenBy, reasonSentence, VERDICT_WORDS, type VerdictWord, verdictSentence } from "./verdict-words.ts";

const EVIDENCE = join(import.meta.dirname, "..");

/** Every reason that the sources of the checks can give, read out of them. */
function reasonsInSources(): string[] {
  const files = ["", "checks", "token"].flatMap((folder) =>
    readdirSync(join(EVIDENCE, folder))
      .filter((name) => name.endsWith(".ts") && !name.includes(".test."))
      .map((name) => join(EVIDENCE, folder, name)),
  );
  const literals = files.flatMap((file) =>
    Array.from(
      readFileSync(file, "utf8").matchAll(/(?:reason: |refused: |fail\("[a-z-]+", )"([a-z-]+)"/g),
      ([, reason = ""]) => reason,
    ),
  );
  return [...new Set([...literals, ...Object.keys(SIGNING_CODES), ...INCONCLUSIVE_REASONS])];
}

test("every reason that a check can give has a sentence of its own", () => {
  const reasons = reasonsInSources();
  expect(reasons.length).toBeGreaterThan(60);
  expect(reasons.filter((reason) => reasonSentence(reason) === undefined)).toEqual([]);
});

test("every check says something in every outcome, and no sentence shows a code", () => {
  for (const name of BUNDLE_CHECKS)
    for (const outcome of ["pass", "fail", "not-run", "cannot-check"] as const)
      for (const reason of [undefined, "no-such-reason", ...Object.keys(CHECK_WORDS[name].reasons)]) {
        const said = checkSentence({ name, outcome, ...(reason === undefined ? {} : { reason }) });
        expect(said, `${name} ${outcome} ${reason}`).toMatch(/^[A-Z].*[.]$/);
      }
});

test("every kind of claim has a sentence for every verdict and reason, and says what that does not prove", () => {
  const verdicts = Object.keys(VERDICT_WORDS) as VerdictWord[];
  const reasons = [null, ...reasonsInSources()];
  const said = CLAIM_KIND_NAMES.flatMap((kind) =>
    verdicts.flatMap((verdict) =>
      reasons.map((reason) => ({
        sentence: verdictSentence(kind, verdict, verdict === "proven" ? null : reason),
        open: notProvenBy(kind, verdict).length,
      })),
    ),
  );
  expect(said.filter(({ sentence, open }) => !/^[A-Z].*[.]$/.test(sentence) || open === 0)).toEqual([]);
});

test("what lacks only the word on other cases proves as much as what is proven, and nothing else does", () => {
  const proven = notProvenBy("wrong-result", "proven");
  expect(proven).toHaveLength(3);
  expect(notProvenBy("wrong-result", "open", "cases-unknown")).toEqual(proven);
  expect(notProvenBy("key-misuse", "proven").at(-1)).toBe("who held the key");
  const nothing = ["that the provider did anything wrong", "that it did not"];
  for (const [verdict, reason] of [
    ["open", "missing-code"],
    ["open", null],
    ["contested", "cases-unknown"],
  ] as const)
    expect(notProvenBy("wrong-result", verdict, reason)).toEqual(nothing);
});

test("a value from outside cannot move the words around it", () => {
  expect(shown("a\u202eb\u0007\u200f")).toBe("a\\u{202e}b\\u{7}\\u{200f}");
  expect(shown("x".repeat(100))).toHaveLength(61);
});
