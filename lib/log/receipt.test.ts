import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { formatCheckpoint } from "./checkpoint.ts";
import { naiveNodes, naiveRoot } from "./naive-tree.ts";
import { ed25519NoteSigner, signNote } from "./note.ts";
import { formatProofFile, parseProofFile } from "./proof-file.ts";
import { buildReceipt, parseReceipt, type Receipt, receiptObject, verifyProofFile, verifyReceipt } from "./receipt.ts";
import { leafHash, proveInclusion } from "./tree.ts";

const origin = "example.com/log";
const log = ed25519NoteSigner(origin, new Uint8Array(32).fill(1));
const entries = Array.from({ length: 11 }, (_, i) => utf8Encode(`entry ${i}`));
const leaves = entries.map(leafHash);
const checkpoint = { origin, size: leaves.length, root: naiveRoot(leaves) };
const checkpointNote = signNote(formatCheckpoint(checkpoint), [log]);

function receiptOf(index: number): Receipt {
  const proof = proveInclusion(index, leaves.length, naiveNodes(leaves));
  return { index, entryBytes: entries[index] ?? new Uint8Array(), proof, checkpointNote };
}
const outcomes = (finding: { checks: { name: string; outcome: string }[] }) =>
  finding.checks.map(({ name, outcome }) => `${name} ${outcome}`);

test("a receipt holds with the log's key alone", () => {
  const finding = verifyReceipt(buildReceipt(receiptOf(6)), { logVkey: log.vkey });
  expect(finding).toMatchObject({ ok: true, index: 6, size: 11, checkpoint, entryBytes: entries[6] });
  expect(outcomes(finding)).toEqual(["form pass", "checkpoint pass", "log-signature pass", "inclusion pass"]);
});

test("without a trusted key the signature cannot be checked, and the receipt says so", () => {
  const finding = verifyReceipt(buildReceipt(receiptOf(6)), { logVkey: undefined });
  expect(outcomes(finding)).toEqual(["form pass", "checkpoint pass", "log-signature cannot-check", "inclusion pass"]);
  expect(finding.checks[2]?.reason).toBe("trusted-on-first-use");
});

test("a receipt of another log's key still shows that its proof is sound", () => {
  const other = ed25519NoteSigner(origin, new Uint8Array(32).fill(2));
  const finding = verifyReceipt(buildReceipt(receiptOf(6)), { logVkey: other.vkey });
  expect(finding.ok).toBe(false);
  expect(outcomes(finding)).toEqual(["form pass", "checkpoint pass", "log-signature fail", "inclusion pass"]);
});

test("another index, another entry or a shortened proof fails inclusion and nothing else", () => {
  const good = receiptOf(6);
  for (const spoiled of [
    { ...good, index: 7 },
    { ...good, index: 11 },
    { ...good, entryBytes: utf8Encode("entry 7") },
    { ...good, proof: good.proof.slice(1) },
  ]) {
    const finding = verifyReceipt(buildReceipt(spoiled), { logVkey: log.vkey });
    expect(outcomes(finding)).toEqual(["form pass", "checkpoint pass", "log-signature pass", "inclusion fail"]);
  }
});

test("a receipt whose note is no checkpoint stops there", () => {
  for (const note of ["nonsense", signNote("not a checkpoint\n", [log])]) {
    const finding = verifyReceipt(buildReceipt({ ...receiptOf(6), checkpointNote: note }), { logVkey: log.vkey });
    expect(outcomes(finding)).toEqual(["form pass", "checkpoint fail", "log-signature not-run", "inclusion not-run"]);
  }
});

test("a receipt is canonical JSON of its five fields and reads back byte for byte", () => {
  const bytes = buildReceipt(receiptOf(3));
  const parsed = parseReceipt(bytes);
  expect(parsed).toEqual({ ok: true, value: receiptOf(3) });
  expect(utf8Decode(bytes)?.startsWith('{"checkpoint":"example.com/log\\n11\\n')).toBe(true);
});

test("a refused receipt names the place", () => {
  const good = receiptObject(receiptOf(3));
  const refused: [unknown, string, string][] = [
    [[], "schema", ""],
    [{ ...good, type: "touchstone-receipt/v2" }, "schema", "/type"],
    [{ ...good, index: -1 }, "schema", "/index"],
    [{ ...good, index: "3" }, "schema", "/index"],
    [{ ...good, entry: "?" }, "schema", "/entry"],
    [{ ...good, entry: null }, "schema", "/entry"],
    [{ ...good, checkpoint: 1 }, "schema", "/checkpoint"],
    [{ ...good, proof: "none" }, "schema", "/proof"],
    [{ ...good, proof: [1] }, "schema", "/proof"],
    [{ ...good, proof: ["AAAA"] }, "schema", "/proof"],
    [{ ...good, more: 1 }, "schema", ""],
  ];
  for (const [value, code, pointer] of refused) {
    const bytes = utf8Encode(canonicalText(JSON.parse(JSON.stringify(value))));
    expect.soft(parseReceipt(bytes)).toMatchObject({ ok: false, error: { code, pointer } });
  }
  const spaced = utf8Encode(JSON.stringify(good, null, 1));
  expect(parseReceipt(spaced)).toMatchObject({ ok: false, error: { code: "not-canonical" } });
  expect(outcomes(verifyReceipt(spaced, { logVkey: log.vkey }))).toEqual([
    "form fail",
    "checkpoint not-run",
    "log-signature not-run",
    "inclusion not-run",
  ]);
});

test("flipping any bit of a receipt makes its verification fail", () => {
  const bytes = buildReceipt(receiptOf(6));
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const at = Math.floor(bit / 8);
      const flipped = bytes.with(at, (bytes[at] ?? 0) ^ (1 << (bit % 8)));
      expect(verifyReceipt(flipped, { logVkey: log.vkey }).ok).toBe(false);
    }),
    { seed: 6962, numRuns: 300 },
  );
});

test("a proof file carries the same proof, without the entry", () => {
  const { index, proof } = receiptOf(6);
  const text = formatProofFile({ index, proof, checkpointNote });
  expect(text.startsWith(`c2sp.org/tlog-proof@v1\nindex 6\n`)).toBe(true);
  expect(parseProofFile(text)).toEqual({ ok: true, value: { index, proof, checkpointNote } });
  expect(verifyProofFile(text, leafHash(utf8Encode("entry 6")), { logVkey: log.vkey }).ok).toBe(true);
  expect(verifyProofFile(text, leafHash(utf8Encode("entry 5")), { logVkey: log.vkey }).ok).toBe(false);
  expect(verifyProofFile("", leafHash(utf8Encode("entry 5")), { logVkey: log.vkey }).checks[0]?.outcome).toBe("fail");
});

test("a proof file may carry extra data", () => {
  const { index, proof } = receiptOf(0);
  for (const extra of [new Uint8Array(), Uint8Array.of(1, 2, 3)]) {
    const text = formatProofFile({ index, proof, checkpointNote, extra });
    expect(parseProofFile(text)).toEqual({ ok: true, value: { index, proof, checkpointNote, extra } });
  }
});

test("a proof file that is not exactly of the form is refused", () => {
  const good = formatProofFile({ index: 6, proof: receiptOf(6).proof, checkpointNote, extra: Uint8Array.of(1) });
  const refused = [
    "",
    good.replace("@v1", "@v2"),
    good.replace("index 6", "index 06"),
    good.replace("index 6", "index  6"),
    good.replace("index 6\n", ""),
    good.replace("extra AQ==", "extra AQ"),
    good.replace("extra", "Extra"),
    good.replace("\n\n", "\n"),
    good.slice(0, good.indexOf("\n\n") + 2),
    good.replace("index 6\n", `index 6\n${"q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=\n".repeat(53)}`),
    good.replace("index 6\n", "index 6\nAAAA\n"),
  ];
  for (const text of refused) expect.soft(parseProofFile(text).ok, text).toBe(false);
  expect(parseProofFile(good).ok).toBe(true);
});
