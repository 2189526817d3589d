import { expect, test } from "vitest";
import { encodeRow, formatRows, proveRow, rootOfRows } from "#lib/disclosure/ledger-digest/rows.ts";
import { buildSplitProof, type SplitSide } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { base64UrlEncode, hexEncode } from "#lib/kernel/base.ts";
import { signEd25519 } from "#lib/kernel/ed25519.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { attestationBytes } from "#lib/statement/ledger/attestation.ts";
import { databaseLedgerDigestBody } from "#lib/statement/ledger/digest-body.ts";
import { readLedgerDocument } from "#lib/statement/ledger/read-document.ts";
import { keptSeries, MAX_SERIES } from "#lib/statement/ledger/series-facts.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { verifyFile } from "./files/verify-file.ts";
import { headOf, logSigner, receiptIn } from "./testing/fraud-world.ts";
import { azureDigest, LEDGER_SERIES, ledgerBody } from "./testing/ledger.ts";
import { TEST_LOG, TestWorld, testKey } from "./testing/world.ts";
import { providerOf } from "./view.ts";

const ada = testKey("ada");
const ID = seriesIdOf(LEDGER_SERIES);

function worldWithProvider() {
  const world = TestWorld.founded();
  world.register(ada);
  const id = world.provider(ada);
  const say = (body: JsonObject) =>
    world.say({ kind: "disclosure.database_ledger_digest", by: ada, subject: id, body });
  const kept = () => keptSeries(providerOf(world.state, id)?.disclosures.database_ledger_digest?.facts).get(ID);
  return { world, id, say, kept };
}

test("a digest needs no predecessor, and the fold keeps the head and the cadence of its series", () => {
  const { say, kept } = worldWithProvider();
  expect(say(ledgerBody({ digest: azureDigest(7), cadenceMinutes: 60 })).effect.status).toBe("effective");
  expect(say(ledgerBody({ digest: azureDigest(9) })).effect.status).toBe("effective");
  expect(kept()).toMatchObject({ rows: 2, statements: 2, cadenceMinutes: 60, head: { block: 9 }, fork: null });
});

test("two hashes of one block stay in the state for ever, whatever follows", () => {
  const { say, kept } = worldWithProvider();
  for (const digest of [azureDigest(7), azureDigest(7, "!"), azureDigest(8)]) say(ledgerBody({ digest }));
  expect(kept()).toMatchObject({ fork: { block: 7, entries: [3, 4] }, head: { block: 8 } });
});

test("a provider keeps at most so many series, and one more is void", () => {
  const { say } = worldWithProvider();
  const at = (day: number) =>
    `20${String(10 + Math.floor(day / 28))}-01-${String(1 + (day % 28)).padStart(2, "0")}T00:00:00.0000000`;
  const bodies = Array.from({ length: MAX_SERIES + 1 }, (_, index) =>
    ledgerBody({ series: { ...LEDGER_SERIES, createdAt: at(index) }, cadenceMinutes: 60 }),
  );
  const effects = bodies.map((body) => say(body).effect);
  expect(effects.slice(0, MAX_SERIES).every(({ status }) => status === "effective")).toBe(true);
  expect(effects.at(-1)).toEqual({ status: "void", code: "guard" });
});

test("a verifier's signature that does not hold makes the statement void", () => {
  const { say } = worldWithProvider();
  const auditor = testKey("auditor");
  const said = {
    by: "Auditor",
    at: "2026-11-22T10:00:00.000Z",
    firstBlock: 0,
    lastBlock: 7,
    result: "passed",
  } as const;
  const signature = base64UrlEncode(signEd25519(auditor.seed, attestationBytes(LEDGER_SERIES, said)));
  const attested = (change: JsonObject) =>
    ledgerBody({ attestation: { ...said, publicKey: auditor.did, signature, ...change } });
  expect(say(attested({})).effect).toEqual({ status: "effective" });
  expect(say(attested({ lastBlock: 8 })).effect).toEqual({ status: "void", code: "bad-proof" });
});

test.each([
  ["nothing to say", { digest: undefined }, "digest"],
  ["a digest of another database", { digest: azureDigest(1).replace("ledgerdb", "other") }, "digest"],
  [
    "a digest and rows at once",
    {
      rows: {
        count: 1,
        root: "0".repeat(64),
        first: { block: 0, hash: "0".repeat(64) },
        last: { block: 0, hash: "0".repeat(64) },
      },
    },
    "rows",
  ],
  ["a key where the ledger signs nothing", { signedBy: "AAAA" }, "signedBy"],
  [
    "an idle time that ends before it begins",
    { idle: { from: "2026-11-22T10:00:00.000Z", until: "2026-11-22T09:00:00.000Z" } },
    "idle",
  ],
  ["a restore from the future", { restore: { before: "2027-01-01T00:00:00.0000000", reason: "Lost." } }, "restore"],
])("%s is refused at its place", (_, change, place) => {
  const body = { ...ledgerBody(), ...change };
  const parsed = databaseLedgerDigestBody.safeParse(JSON.parse(JSON.stringify(body)));
  expect(parsed.success ? undefined : String(parsed.error.issues[0]?.path[0] ?? "")).toBe(place);
});

/** One side inline, the other a row of a batch. */
function splitFile(twist: string, change: (sides: SplitSide[]) => SplitSide[] = (sides) => sides) {
  const { world, say } = worldWithProvider();
  say(ledgerBody({ digest: azureDigest(7) }));
  const lines = [azureDigest(6), azureDigest(7, twist), azureDigest(8)].map(encodeRow);
  const pins = [lines[0], lines[2]].map((line) => {
    const read = readLedgerDocument(line ?? "", { series: LEDGER_SERIES });
    return read.ok ? { block: read.value.block, hash: read.value.hash } : { block: 0, hash: "" };
  });
  say(
    ledgerBody({
      rows: { count: lines.length, root: hexEncode(rootOfRows(lines)), first: pins[0] ?? {}, last: pins[1] ?? {} },
    }),
  );
  expect(formatRows(lines).length).toBeGreaterThan(0);
  const size = world.leaves.length;
  const head = headOf(world.leaves, size);
  const sides: SplitSide[] = [
    { receipt: receiptIn(world.leaves, 3, size, head), row: null },
    {
      receipt: receiptIn(world.leaves, 4, size, head),
      row: { line: lines[1] ?? "", position: 1, proof: proveRow(lines, 1) },
    },
  ];
  return buildSplitProof({ block: 7, sides: change(sides) as [SplitSide, SplitSide] });
}

const KNOWING = { known: () => ({ key: { from: "given", vkey: logSigner.vkey } as const }) };

test("a fork is proven by a file alone, one side of it inline and the other a row of a batch", () => {
  const finding = verifyFile(splitFile("!"), KNOWING);
  expect(finding).toMatchObject({ verdict: "equivocation", exitCode: 3, ok: true, origin: TEST_LOG });
  expect(finding.sentence).toContain("block 7 of the ledger ledgersvr/ledgerdb");
});

test("whoever does not know the log still sees the operator's own signatures", () => {
  expect(verifyFile(splitFile("!"), { known: () => undefined })).toMatchObject({ verdict: "equivocation" });
});

test("the same hash twice, a row that was not signed for, or a changed entry proves nothing", () => {
  const other = (sides: SplitSide[]) =>
    sides.map((side) => ({ ...side, row: side.row && { ...side.row, line: azureDigest(7, "?") } }));
  const bent = (sides: SplitSide[]) =>
    sides.map((side) => ({
      ...side,
      receipt: { ...side.receipt, index: side.receipt.index === 3 ? 2 : side.receipt.index },
    }));
  for (const file of [splitFile(""), splitFile("!", other), splitFile("!", bent)])
    expect(verifyFile(file, KNOWING)).toMatchObject({ verdict: "incomplete", ok: false });
});
