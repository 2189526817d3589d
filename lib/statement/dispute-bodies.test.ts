/** The bodies of a dispute: what each takes, and what the ballot's schema refuses. */
import { expect, test } from "vitest";
import type { z } from "zod";
import {
  appealFileBody,
  caseDrawBody,
  caseEvidenceBody,
  caseReopenBody,
  drawRevealBody,
  panelAcceptBody,
  panelLeaveBody,
  reportWithdrawBody,
  responseFileBody,
  rulingBody,
  voteCommitBody,
  voteRevealBody,
} from "./dispute-bodies.ts";

const HEX = "a".repeat(64);
const reasons = { fact: "The log shows it.", attribution: "Twice in a row.", severity: "Money was lost." };
const answers = {
  fact: "happened",
  attribution: "negligence",
  severity: "serious",
  remedied: false,
  abusive: false,
  reasons,
};
const ruling = {
  round: 1,
  by: "panel",
  outcome: "upheld",
  attribution: "negligence",
  severity: "serious",
  onSilence: false,
  weight: "full",
  labels: [],
  counted: 3,
  dissent: 1,
  rule: "touchstone/ruling/1",
  relied: [4, 9],
  automated: false,
};

const GOOD: readonly [string, z.ZodType, object][] = [
  ["a contest", responseFileBody, { type: "contest", ground: null, statement: "Not so.\nRead this.", drawShare: HEX }],
  ["an extension", responseFileBody, { type: "extension", reason: "The logs are in cold storage." }],
  ["an admission", responseFileBody, { type: "admission", statement: "It was us." }],
  [
    "evidence",
    caseEvidenceBody,
    { template: "touchstone/case-evidence/1", label: "Mail of 3 May", class: "claim", statement: "They wrote this." },
  ],
  ["a withdrawal", reportWithdrawBody, { reason: "We agreed." }],
  ["a share", drawRevealBody, { share: HEX }],
  ["a draw", caseDrawBody, { round: 1, preimage: HEX }],
  ["a seat taken", panelAcceptBody, { round: 1, noConflict: true }],
  ["a seat left", panelLeaveBody, { round: 2, reason: "I know them." }],
  ["a sealed ballot", voteCommitBody, { round: 1, commit: HEX }],
  ["an opened ballot", voteRevealBody, { round: 1, nonce: HEX, answers }],
  ["a ruling", rulingBody, ruling],
  ["an appeal", appealFileBody, { ground: "named-error", statement: "The date is wrong." }],
  ["a reopening", caseReopenBody, { ground: "forged-evidence", reason: "The bill was forged." }],
];

test.each(GOOD)("%s is read, and not with a field more or one less", (_, schema, body) => {
  expect(schema.safeParse(body).success).toBe(true);
  expect(schema.safeParse({ ...body, more: 1 }).success).toBe(false);
  for (const field of Object.keys(body)) {
    const { [field]: _gone, ...less } = body as Record<string, unknown>;
    expect(schema.safeParse(less).success).toBe(false);
  }
});

const none = { ...reasons, attribution: null, severity: null };
test.each([
  ["no word on whose doing it was", { attribution: null }],
  ["no word on how grave it was", { severity: null }],
  ["a severity of what did not happen", { fact: "did-not-happen", attribution: null, reasons: none }],
  ["an answer without its reason", { reasons: none }],
  ["an abusive report of what happened", { abusive: true }],
])("a ballot with %s is refused", (_, change) => {
  const body = { round: 1, nonce: HEX, answers: { ...answers, ...change } };
  expect(voteRevealBody.safeParse(body).success).toBe(false);
});

test("a seat is not taken without the word that nothing binds to either side", () => {
  expect(panelAcceptBody.safeParse({ round: 1, noConflict: false }).success).toBe(false);
});

test("a ruling names the evidence in log order, each entry once", () => {
  expect(rulingBody.safeParse({ ...ruling, relied: [9, 4] }).success).toBe(false);
  expect(rulingBody.safeParse({ ...ruling, relied: [4, 4] }).success).toBe(false);
});
