/** `touchstone watch` against a log of plain files over a real socket, honest and not. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { EXIT } from "#lib/cli/command.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { leavesOf, TestPeer } from "#lib/server/jobs/test-peer.ts";
import { testKey } from "#lib/server/sequencer/test-log.ts";
import { touchstoneHere } from "../support/command-here.ts";
import { CONVICTED, everywhere } from "../support/everywhere.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-watch-"));
let peer: TestPeer;
let tests = 0;
let home = "";

beforeEach(async () => {
  tests += 1;
  home = join(folder, String(tests));
  peer = await TestPeer.start(`watched-${tests}.example/log`);
  peer.leaves = leavesOf(300);
});
afterEach(() => peer.stop());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = async () => {
  const { code, out } = await touchstoneHere(home, "watch", peer.peer.vkey, peer.peer.url, "--json");
  return { code, ...(JSON.parse(out) as { outcome: string; size: number; before: number; proof: string }) };
};

test("a log that grows extends what was seen, and one that was set back is told", async () => {
  expect(await look()).toMatchObject({ code: EXIT.ok, size: 300, before: null });
  peer.leaves = leavesOf(700);
  expect(await look()).toMatchObject({ code: EXIT.ok, outcome: "agrees", size: 700, before: 300 });
  peer.leaves = leavesOf(600);
  expect(await look()).toMatchObject({ code: EXIT.tampered, outcome: "older-head" });
  peer.leaves = leavesOf(701);
  expect(await look()).toMatchObject({ code: EXIT.ok, before: 700 });
});

test("another history is kept as a proof that anybody can verify, and another key is refused", async () => {
  await look();
  peer.leaves = [...leavesOf(256), ...leavesOf(700, "other")];
  const { code, outcome, proof } = await look();
  expect([code, outcome]).toEqual([EXIT.equivocation, "forked"]);
  const found = await everywhere(readFileSync(proof), { vkey: peer.peer.vkey });
  expect(found).toEqual({ offline: CONVICTED.offline, page: "equivocation" });

  const stranger = ed25519NoteSigner(peer.origin, testKey("a stranger").seed);
  const refused = await touchstoneHere(home, "watch", stranger.vkey, peer.peer.url);
  expect([refused.code, refused.err]).toEqual([EXIT.usage, expect.stringContaining("one key for ever")]);
});

test("a list is looked at whole, and what cannot be read is said", async () => {
  const list = join(folder, "logs.txt");
  const { vkey, url } = peer.peer;
  writeFileSync(list, `# logs\nlog ${vkey} ${url}\n`);
  expect(await touchstoneHere(home, "try", list)).toMatchObject({
    code: EXIT.ok,
    out: expect.stringContaining("300 entries, signed. Remembered"),
  });
  peer.override = () => ({ status: 500, body: "" });
  expect(await touchstoneHere(home, "watch", list)).toMatchObject({
    code: EXIT.incomplete,
    out: expect.stringContaining("no-answer"),
  });
});
