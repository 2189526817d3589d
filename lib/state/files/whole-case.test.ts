import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CaseId } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { PEOPLE } from "../testing/disputes.ts";
import { logSigner } from "../testing/fraud-world.ts";
import { handedOverCase } from "../testing/whole-case.ts";
import { rememberingVerify } from "../testing/world.ts";
import { caseStory } from "./case-story.ts";
import { accusedKey, evidenceOf } from "./take-up-case.ts";
import { verifyFile } from "./verify-file.ts";
import { verifyWholeCase } from "./verify-whole-case.ts";
import { encodeWholeCase, parseWholeCase, shortenWholeCase, type WholeCase } from "./whole-case.ts";

const trust = { logVkey: logSigner.vkey, raw: rememberingVerify };

const { file, voidReceipt } = handedOverCase();
const bytes = encodeWholeCase(file);
const outcomes = (changed: Partial<WholeCase>) =>
  Object.fromEntries(
    verifyWholeCase(encodeWholeCase({ ...file, ...changed }), trust).checks.map(({ name, outcome }) => [name, outcome]),
  );

test("a case that nobody could decide verifies by the log's key alone, with why it was handed over and what it is about", () => {
  const finding = verifyFile(bytes, { known: () => ({ key: { from: "given", vkey: logSigner.vkey } }), ...trust });
  expect(finding).toMatchObject({ verdict: "verified", content: { kind: "case" } });
  expect(finding.sentence).toContain("Handed over: there was nobody to draw.");
  const found = verifyWholeCase(bytes, trust);
  const story = caseStory(file.case, found.forms);
  expect(story).toMatchObject({ state: "handed_over", claim: "withdrawal-refused" });
  expect(story && accusedKey(story)).toBe(PEOPLE.operator.did);
  expect(found.said?.map(({ parsed }) => parsed.statement.kind)).toContain("response.file");
  expect(parseWholeCase(bytes)).toMatchObject({ ok: true, value: { case: file.case } });
  expect(evidenceOf(found, PEOPLE.operator.did)).toMatchObject({
    subject: { provider: PEOPLE.operator.did },
    claim: { kind: "withdrawal-refused" },
  });
});

test("without the log's key nothing says who signed it, and with another's it does not hold", () => {
  expect(verifyFile(bytes, { known: () => undefined }).verdict).toBe("incomplete");
  const other = { from: "given", vkey: logSigner.vkey.replace(/.$/, (last) => (last === "A" ? "B" : "A")) } as const;
  expect(verifyFile(bytes, { known: () => ({ key: other }) }).verdict).toBe("tampered");
});

test("an entry that is left out, a file that is another's, a stranger's entry or another case is caught, each by its own check", () => {
  const answer = file.receipts.findIndex(({ entryBytes }) => {
    const entry = parseEntry(entryBytes);
    return entry.ok && entry.value.parsed.statement.kind === "response.file";
  });
  const without = file.receipts.filter((_, at) => at !== answer);
  expect(outcomes({ receipts: without })["nothing-left-out"]).toBe("fail");
  // Hiding it from the list as well breaks the chain.
  const [own, ...panels] = file.state;
  const hidden = file.receipts[answer]?.index;
  if (own === undefined) throw new Error("no state");
  const shorter = { ...own, entries: own.entries.filter((entry) => entry !== hidden) };
  expect(outcomes({ receipts: without, state: [shorter, ...panels] })["nothing-left-out"]).toBe("fail");
  const part = { bytes: utf8Encode("something else"), nonce: sha256(utf8Encode("nonce")) };
  expect(outcomes({ parts: [part] }).parts).toBe("fail");
  expect(outcomes({ parts: [] }).parts).toBe("cannot-check");
  expect(outcomes({ case: `case_${"a".repeat(26)}` as CaseId })["about-case"]).toBe("fail");
  expect(outcomes({ state: [] })).toMatchObject({ state: "cannot-check", "nothing-left-out": "cannot-check" });
  expect(outcomes({ state: [...panels, own] }).state).toBe("fail");
  expect(outcomes({ receipts: file.receipts.slice(1) }).state).toBe("cannot-check");
  // A statement that the log has and that changed nothing cannot be shown as something that was said.
  expect(outcomes({ receipts: [...file.receipts, voidReceipt].toSorted((a, b) => a.index - b.index) })).toMatchObject({
    "about-case": "fail",
    inclusion: "pass",
  });
});

test("what is not in the one canonical form is refused at its place, and read by nobody", () => {
  const json = JSON.parse(new TextDecoder().decode(bytes));
  const refused: [object, string][] = [
    [{ ...json, schema: "touchstone/case/2" }, "/schema"],
    [{ ...json, case: "prv_x" }, "/case"],
    [{ ...json, receipts: [...json.receipts].reverse() }, "/receipts/1/index"],
    [{ ...json, parts: [{ bytes: "", nonce: "" }] }, "/parts/0"],
    [{ ...json, state: [{ ...json.state[0], entries: [2, 1] }] }, "/state/0"],
    [{ ...json, keys: ["did:web:x"] }, "/keys/0"],
  ];
  for (const [value, pointer] of refused)
    expect.soft(parseWholeCase(canonicalBytes(value as JsonObject))).toMatchObject({ ok: false, error: { pointer } });
  expect(verifyFile(utf8Encode(`{"case":"case_`), { known: () => undefined }).content.kind).toBe("unusable");
});

test("a file that is too long loses its largest parts first, and still verifies but for them", () => {
  const large = { bytes: new Uint8Array(5_000), nonce: new Uint8Array(32) };
  const longer = { ...file, parts: [...file.parts, large] };
  const short = shortenWholeCase(longer, encodeWholeCase(longer).length - 1);
  expect(short.parts).toEqual(file.parts);
  expect(shortenWholeCase(file, bytes.length)).toEqual(file);
});
