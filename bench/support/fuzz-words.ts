/**
 * Throws spoiled documents at the parsers of what people, agents and other indexes say: statements and their entries, signed
 * answers, cases as files, ledgers and balances, models, records of choices, ballots and shares, links. The promises are those
 * of fuzz-log.ts; what has more than one text, or none of its own, must be read or refused without a throw.
 *
 * `node bench/support/fuzz-words.ts [rounds]` runs 100,000 rounds for each parser.
 */

import { readReportLink } from "#lib/client/report/agent-link.ts";
import { readCallLink } from "#lib/client/report/call-link.ts";
import { readProof } from "#lib/client/report/read-proof.ts";
import { encodeRow, formatRows, parseRows } from "#lib/disclosure/ledger-digest/rows.ts";
import { parseSeriesText } from "#lib/disclosure/ledger-digest/series-text.ts";
import { buildSplitProof, parseSplitProof } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { parseBulk } from "#lib/disclosure/parse-bulk.ts";
import { balanceFileJson, parseBalanceFile } from "#lib/disclosure/solvency/balance-file.ts";
import { BALLOT_FILE_TYPE, formatBallot, readBallot } from "#lib/dispute/ballot-file.ts";
import { commitOfShare } from "#lib/dispute/draw-share.ts";
import { readShareFile, shareFile } from "#lib/dispute/share-file.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type CaseId, parseOrigin } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import { parseJson } from "#lib/kernel/json.ts";
import { RatingReader } from "#lib/reputation/backtest/ratings.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { ruleHash } from "#lib/reputation/rules/rule-text.ts";
import { createAgent } from "#lib/selection/agent.ts";
import { readAgent, writeAgent } from "#lib/selection/agent-file.ts";
import { parseRecord } from "#lib/selection/record-file.ts";
import { madeRecord } from "#lib/selection/testing/made-record.ts";
import { encodeWholeCase, parseWholeCase } from "#lib/state/files/whole-case.ts";
import { formatModelAnnouncement, parseModelAnnouncement } from "#lib/state/governance/model-announcement.ts";
import { headOf, receiptIn, smallLog } from "#lib/state/testing/fraud-world.ts";
import { azureDigest, LEDGER_SERIES } from "#lib/state/testing/ledger.ts";
import { handedOverCase } from "#lib/state/testing/whole-case.ts";
import { TEST_LOG, testKey } from "#lib/state/testing/world.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { encodeEntry, parseEntry } from "#lib/statement/entry.ts";
import { parseStatement } from "#lib/statement/envelope.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import { openAnswer, sealAnswer } from "#lib/statement/signed-answer.ts";
import { buildSubmission, commitOf, parseSubmission } from "#lib/statement/submission.ts";
import { acceptedOf, byteTarget, type FuzzResult, fuzzTargets, printFuzz, type Target } from "./fuzz-log.ts";

/** Fuzzes every parser `rounds` times. `now`: milliseconds, by which the slowest document is told. */
export function fuzzWordParsers(options: { rounds: number; seed: number; now?: () => number }): FuzzResult[] {
  return fuzzTargets([...logWords(), ...files(), ...texts()], options);
}

/** What a log takes in and an index gives out. */
function logWords(): Target[] {
  const { world } = smallLog(2);
  const { leaves, now } = world;
  const size = leaves.length;
  const head = headOf(leaves, size);
  const entries = leaves.map((leaf) => {
    const entry = parseEntry(leaf);
    if (!entry.ok) throw new Error("The sample entry does not parse.");
    return entry.value;
  });
  const statements = entries.map(({ parsed }) => parsed.bytes);
  const { did, seed } = testKey("answer");
  const answer = sealAnswer(
    {
      ...{ origin: TEST_LOG, request: { path: "/api/v1/offers", query: { limit: "1" } }, checkpoint: head },
      ...{ asOf: { size, time: formatInstant(now) }, answer: { data: [{ id: "a", price: "1" }] } },
    },
    did,
    (message) => signEd25519(seed, message),
  );
  const { file } = handedOverCase();
  const row = encodeRow(azureDigest(7));
  const receipt = receiptIn(leaves, 1, size, head);
  const split = buildSplitProof({
    block: 7,
    sides: [
      { receipt, row: null },
      { receipt, row: { line: row, position: 1, proof: receipt.proof } },
    ],
  });
  return [
    byteTarget(
      "statement",
      statements,
      (bytes) => acceptedOf(parseStatement(bytes)),
      ({ bytes }) => bytes,
    ),
    byteTarget(
      "entry",
      [...leaves],
      (bytes) => acceptedOf(parseEntry(bytes)),
      ({ loggedAt, parsed }) => encodeEntry(loggedAt, parsed.bytes),
    ),
    byteTarget(
      "submission",
      [...statements.slice(0, 1), submissionWithPart()],
      (bytes) => acceptedOf(parseSubmission(bytes)),
      ({ parsed, parts }) => buildSubmission(parsed.bytes, parts),
    ),
    byteTarget(
      "signed answer",
      [answer],
      (bytes) => acceptedOf(openAnswer(bytes)),
      (opened) => sealAnswer(opened.answer, opened.keyid, () => opened.signature),
    ),
    byteTarget("whole case", [encodeWholeCase(file)], (bytes) => acceptedOf(parseWholeCase(bytes)), encodeWholeCase),
    byteTarget("proof of a ledger's split", [split], (bytes) => acceptedOf(parseSplitProof(bytes)), buildSplitProof),
    byteTarget("rows of a ledger", [formatRows([row, encodeRow(azureDigest(8))])], parseRows, formatRows),
  ];
}

/** A statement with one part, and the part. */
function submissionWithPart(): Uint8Array {
  const world = smallLog(0).world;
  const part = { bytes: utf8Encode("a part"), nonce: new Uint8Array(32).fill(7) };
  const by = testKey("somebody");
  const shown = {
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: "text/plain",
    visibility: "public" as const,
  };
  const body = { displayName: "Somebody" };
  world.say({ kind: "participant.register", by, subject: by.did, body, change: { parts: [shown] } });
  const entry = parseEntry(world.leaves.at(-1) ?? new Uint8Array());
  if (!entry.ok) throw new Error("The sample entry does not parse.");
  return buildSubmission(entry.value.parsed.bytes, [part]);
}

/** Files that people and programs keep. */
function files(): Target[] {
  const hash = modelHash(MODEL_1);
  const announcement = formatModelAnnouncement({
    body: { model: MODEL_1.name, hash, codeSha256: "ab".repeat(32), ruleSha256: ruleHash(MODEL_1) },
    model: MODEL_1,
    delta: {
      ...{ type: "touchstone-model-delta/v1", before: null, after: hash, day: 20_000, size: 9, providers: 1 },
      ...{ unlisted: 0, moved: [] },
    },
  });
  const log = parseOrigin("index.example/log") ?? TEST_LOG;
  const ballot = {
    ...({ type: BALLOT_FILE_TYPE, log, case: `case_${"a".repeat(26)}` as CaseId, round: 1 } as const),
    ...{ maintainer: testKey("maintainer").did, nonce: "ab".repeat(32) },
    answers: {
      ...({ fact: "happened", attribution: "unknown", severity: "moderate", remedied: null, abusive: false } as const),
      reasons: { fact: "It says 7.42.", attribution: "Nobody says.", severity: "A price." },
    },
  };
  const secret = new Uint8Array(32).fill(5);
  const share = shareFile({ commit: commitOfShare(secret), case: ballot.case, secret });
  const agent = createAgent({ indexIds: ["north", "east"], seed: new Uint8Array(32).fill(7) });
  if (!agent.ok) throw new Error(agent.error.detail);
  agent.value.choose({ recommendations: new Map([["north", "a"]]) });
  const { head, events } = madeRecord("dch-ix", 6);
  const record = [head, ...events].map((line) => `${JSON.stringify(line)}\n`).join("");
  const balance = balanceFileJson({
    ...{ provider: `prv_${"a".repeat(26)}`, epoch: 7, accountId: "did:key:zA", nonce: sha256(secret) },
    ...{ balance: 5n, position: 0, path: [{ hash: sha256(secret), sum: 3n }] },
  });
  return [
    byteTarget(
      "model and its announcement",
      [announcement],
      (bytes) => acceptedOf(parseModelAnnouncement(bytes)),
      formatModelAnnouncement,
    ),
    totalTarget("ballot", [utf8Encode(formatBallot(ballot))], (bytes) => {
      const read = readBallot(utf8Decode(bytes) ?? "", ballot, null);
      return read.ok ? read.value : undefined;
    }),
    totalTarget("share of a draw", [utf8Encode(share)], (bytes) => readShareFile(utf8Decode(bytes) ?? "")),
    totalTarget("agent's file", [utf8Encode(JSON.stringify(writeAgent(agent.value)))], (bytes) => {
      const json = parseJson(bytes);
      const read = json.ok ? readAgent(json.value) : undefined;
      return read?.ok === true ? read.value : undefined;
    }),
    totalTarget("record of choices", [utf8Encode(record)], (bytes) => {
      const read = parseRecord(utf8Decode(bytes) ?? "");
      return read.ok ? read.value : undefined;
    }),
    totalTarget("balance", [utf8Encode(JSON.stringify(balance))], (bytes) => acceptedOf(parseBalanceFile(bytes))),
  ];
}

/** Texts of a free form. */
function texts(): Target[] {
  const bundle = zipBundle(exampleBundle);
  const now = smallLog(0).world.now;
  const provider = `prv_${"a".repeat(26)}`;
  const providers = { kinds: new Map([[provider, "instance" as const]]), only: provider };
  const bulk = JSON.stringify({ type: "contacts", body: DISCLOSURES.contacts.example(now) });
  const call = base64UrlEncode(
    utf8Encode(JSON.stringify({ method: "POST", url: "https://a.example/b", body: "[]", contentType: "text/plain" })),
  );
  return [
    totalTarget(
      "digest of a ledger",
      [utf8Encode(azureDigest(7)), utf8Encode('{"db":"a","txId":"42","txHash":"AAAA"}')],
      (bytes) => acceptedOf(readLedgerDocument(utf8Decode(bytes) ?? "", { series: LEDGER_SERIES })),
    ),
    totalTarget("series of a ledger", [utf8Encode("srv/db/2026-11-01T00:00:00.0000000")], (bytes) =>
      parseSeriesText(utf8Decode(bytes) ?? "", "azure-sql"),
    ),
    totalTarget("disclosures in bulk", [utf8Encode(`${bulk}\n${bulk}\n`), utf8Encode(`[${bulk}]`)], (bytes) => {
      const { rows, faults } = parseBulk(bytes, providers, now);
      if (rows.length + faults.length === 0) throw new Error("A file of nothing without a fault");
      return rows[0];
    }),
    totalTarget(
      "ratings",
      [utf8Encode("source,target,rating,time\n1,2,3,1400000000\n2,1,-10,1400000001.5\n")],
      (bytes) => {
        const reader = new RatingReader();
        reader.push(utf8Decode(bytes) ?? "");
        const { ratings } = reader.finish();
        return ratings.count > 0 ? ratings : undefined;
      },
    ),
    totalTarget("link of a call", [utf8Encode(`#call=${call}`)], (bytes) => readCallLink(utf8Decode(bytes) ?? "")),
    totalTarget(
      "link of a report",
      [utf8Encode(`#evidence=${base64UrlEncode(bundle)}`), utf8Encode(`#against=${provider}`)],
      (bytes) => {
        const link = readReportLink(utf8Decode(bytes) ?? "");
        return link?.form === "evidence" && !link.read.ok ? undefined : link;
      },
    ),
    totalTarget("proof of a report", [encodeBundle(exampleBundle), utf8Encode("curl https://a.example/b")], (bytes) => {
      const read = readProof(bytes);
      return read.ok ? read.value : undefined;
    }),
  ];
}

/** For a form without a formatter of its own: it answers, and never throws. */
function totalTarget(parser: string, samples: Uint8Array[], parse: (bytes: Uint8Array) => unknown): Target {
  return { parser, samples, reformat: (bytes) => (parse(bytes) === undefined ? undefined : bytes) };
}

if (import.meta.main) printFuzz(fuzzWordParsers({ rounds: Number(process.argv[2] ?? 100_000), seed: 1 }));
