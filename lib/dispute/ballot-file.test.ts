import { expect, test } from "vitest";
import { type CaseId, type Did, parseOrigin } from "#lib/kernel/ids.ts";
import { BALLOT_FILE_TYPE, type BallotFile, commitOfBallot, formatBallot, readBallot } from "./ballot-file.ts";

const log = parseOrigin("index.example/log");
if (log === undefined) throw new Error("No origin.");
const ballot: BallotFile = {
  type: BALLOT_FILE_TYPE,
  log,
  case: `case_${"a".repeat(26)}` as CaseId,
  round: 1,
  maintainer: "did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH" as Did,
  nonce: "ab".repeat(32),
  answers: {
    fact: "happened",
    attribution: "unknown",
    severity: "moderate",
    remedied: null,
    abusive: false,
    reasons: { fact: "It says 7.42.", attribution: "Nobody says.", severity: "A price." },
  },
};
const commit = commitOfBallot(ballot);

test("a ballot comes back from its file as it was sealed, and only for the seat that sealed it", () => {
  const text = formatBallot(ballot);
  expect(readBallot(text, ballot, commit)).toEqual({ ok: true, value: ballot });
  expect(readBallot(text, ballot, null).ok).toBe(true);
  const other = "did:key:z6MkjchhfUsD6mmvni8mCdXHw216Xrm9bQe2mBH1P5RDjVJG" as Did;
  const otherLog = parseOrigin("other.example/log") ?? log;
  const refused = [
    [readBallot("{", ballot, commit), "not-a-ballot"],
    [readBallot(text.replace("moderate", "awful"), ballot, commit), "not-a-ballot"],
    [readBallot(text, { ...ballot, log: otherLog }, commit), "another-log"],
    [readBallot(text, { ...ballot, case: `case_${"b".repeat(26)}` as CaseId }, commit), "another-case"],
    [readBallot(text, { ...ballot, round: 2 }, commit), "another-round"],
    [readBallot(text, { ...ballot, maintainer: other }, commit), "another-maintainer"],
    [readBallot(text.replace("moderate", "grave"), ballot, commit), "another-ballot"],
    [readBallot(text.replace("abab", "cdcd"), ballot, commit), "another-ballot"],
  ] as const;
  for (const [read, why] of refused) expect(read).toEqual({ ok: false, error: why });
});

test("a ballot is of a round from 1 to 99", () => {
  const isRead = (round: number) => readBallot(formatBallot({ ...ballot, round }), { ...ballot, round }, null).ok;
  expect([0, 1, 1.5, 99, 100].map(isRead)).toEqual([false, true, false, true, false]);
});
