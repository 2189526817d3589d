import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { rememberLog } from "#lib/cli/home.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { touchstoneHere } from "../support/command-here.ts";
import { Participant } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";

let scene: Scene;
let home: string;
let operator: Participant;

beforeAll(async () => {
  scene = await Scene.open();
  operator = new Participant(scene.stack.origin);
  await scene.record(operator.register("Halden"));
  const provider = operator.registerProvider("Halden Exchange");
  await scene.record(provider);
  await scene.record(operator.beat(provider.id));
  await scene.grow(5);
});
afterAll(() => scene?.close());
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** What the site shows is remembered while the log stands still: a new entry makes it read its tables again. */
async function audited() {
  await scene.grow(1);
  await scene.untilPublished(scene.receipts.length + 1);
  return await touchstoneHere(home, "audit", scene.stack.url, "--key", scene.stack.vkey);
}

test("an honest index passes its audit, and passes again from the remembered head", async () => {
  const first = await audited();
  expect(first.out).toContain("The site shows what its log gives.");
  expect(first.code).toBe(0);
  const again = await audited();
  expect(again.out).toMatch(/pass\s+consistent-with-memory/);
  expect(again.code).toBe(0);
});

test("a changed effect is found and named", async () => {
  const { stack } = scene;
  await stack.asOwner("UPDATE entry_row SET status = 'void', code = 'guard' WHERE index = 2");
  try {
    const { code, out } = await audited();
    expect(out).toMatch(/FAIL\s+effects\s.*Entry 2\b/);
    expect(code).toBe(1);
  } finally {
    await stack.asOwner("UPDATE entry_row SET status = 'effective', code = NULL WHERE index = 2");
  }
  expect((await audited()).code).toBe(0);
});

test("a changed form of an aggregate is found and named", async () => {
  const { stack } = scene;
  const key = `participant:${operator.did}`;
  const rename = (from: string, to: string) =>
    stack.asOwner("UPDATE aggregate_version SET form = replace(form, $2, $3) WHERE key = $1", [key, from, to]);
  await rename("Halden", "Holden");
  try {
    const { code, out } = await audited();
    expect(out).toMatch(/FAIL\s+aggregates\s/);
    expect(out).toContain(key);
    expect(code).toBe(1);
  } finally {
    await rename("Holden", "Halden");
  }
  expect((await audited()).code).toBe(0);
});

test("another history than the one that was verified before is called equivocation", async () => {
  const { origin, vkey } = scene.stack;
  const forked = formatCheckpoint({ origin, size: 4, root: sha256(utf8Encode("another history")) });
  const checkpoint = signNote(forked, [ed25519NoteSigner(origin, sha256(utf8Encode("any key")))]);
  rememberLog({ TOUCHSTONE_HOME: home }, { origin, vkey, checkpoint });
  const { code, out } = await audited();
  expect(out).toMatch(/FAIL\s+consistent-with-memory\s+forked/);
  expect(code).toBe(3);
});

test("a receipt verifies offline, and any changed byte of its entry is refused", async () => {
  const file = path.join(home, "entry.receipt.json");
  const [receipt = ""] = scene.receipts;
  writeFileSync(file, receipt);
  const good = await touchstoneHere(home, "verify", file, "--key", scene.stack.vkey);
  expect(good.out).toContain("stands in the log");
  expect(good.code).toBe(0);
  const trusting = await touchstoneHere(home, "verify", file);
  expect(trusting.code).toBe(2);

  const document: { entry: string } = JSON.parse(receipt);
  const bytes = Buffer.from(document.entry, "base64");
  const at = bytes.indexOf("Halden");
  const flipped = Buffer.from(bytes.with(at, (bytes[at] ?? 0) ^ 1)).toString("base64");
  writeFileSync(file, receipt.replace(document.entry, flipped));
  const bad = await touchstoneHere(home, "verify", file, "--key", scene.stack.vkey);
  expect(bad.out).toMatch(/FAIL\s+inclusion/);
  expect(bad.code).toBe(1);
});

test("a part that is withheld is served no longer and lies in no file of the store; the page, the audit and a second run say so", async () => {
  const { stack } = scene;
  const bytes = "Ada Example, 12 Any Street, Anytown";
  const withPart = new Participant(stack.origin).registerWithPart("Ada", bytes);
  const receipt: { index: number } = JSON.parse(await scene.record(withPart));
  const decision = { who: "Court of Anytown", ground: "Order 7/26", reason: "A home address." };
  const withhold = (commit: string) =>
    touchstoneHere(
      home,
      ...["withhold", "--entry", String(receipt.index), "--commit", commit, "--url", stack.url],
      ...["--data", stack.folder.root],
      ...Object.entries(decision).flatMap(([name, value]) => [`--${name}`, value]),
    );
  expect((await scene.get(`/api/v1/parts/${withPart.commit}`)).body.toString()).toBe(bytes);
  expect((await withhold("ab".repeat(32))).code).toBe(64);
  const done = await withhold(withPart.commit);
  expect(done.out).toContain("Bytes and nonce were removed");
  expect(done.code).toBe(0);

  const gone = await scene.get(`/api/v1/parts/${withPart.commit}`);
  expect(gone.status).toBe(410);
  const page = (await scene.get(`/log/entries/${receipt.index}`)).body.toString();
  for (const said of Object.values(decision)) {
    expect(gone.body.toString()).toContain(said);
    expect(page).toContain(said);
  }
  const kept = readdirSync(stack.folder.store, { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
  const holding = kept.filter((file) =>
    readFileSync(path.join(file.parentPath, file.name)).includes(Buffer.from(bytes).toString("base64")),
  );
  expect(holding).toEqual([]);
  const again = await withhold(withPart.commit);
  expect([again.code, again.out]).toEqual([0, done.out]);
  const { code, out } = await audited();
  expect(out).toContain("1 are withheld by the official route");
  expect(code).toBe(0);
});
