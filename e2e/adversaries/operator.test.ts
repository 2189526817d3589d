/** What an index's own operator may try on database, files and key, and who notices: head guard, audit, browser, witness. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { rememberLog } from "#lib/cli/home.ts";
import { pageOfView } from "#lib/client/marks/page-marks.ts";
import { fetchFacts, recompute } from "#lib/client/marks/recompute.ts";
import { type RememberedLogs, rememberedLogs } from "#lib/client/memory/remembered-logs.ts";
import { createMemoryTexts } from "#lib/client/text-store.ts";
import { compareWithMemory } from "#lib/client/verify/compare-log.ts";
import type { ProviderMarksView } from "#lib/contract/marks.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { signNote } from "#lib/log/note.ts";
import { formatAddCheckpoint, judgeAddCheckpoint, parseAddCheckpoint } from "#lib/log/witness-protocol.ts";
import { noteSignerOf, readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { touchstoneHere } from "../support/command-here.ts";
import { CONVICTED, everywhere } from "../support/everywhere.ts";
import { aboutJson, honest, type Lie, LyingSite } from "../support/lying-site.ts";
import { newcomer, Participant } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";
import { asBurglar } from "../support/tamper.ts";
import { opened, readNote } from "../support/whole-log.ts";

let scene: Scene;
let site: LyingSite;
let home: string;
/** Heads that were published at an honest time: an early one, and the newest. */
let early: string;
let newest: string;

beforeAll(async () => {
  scene = await Scene.open();
  // One after the other: each has a signed head of its own, by which an audit names it.
  await growOneByOne(4);
  await scene.untilPublished(5);
  early = await readNote(scene.client, scene.stack.url);
  await growOneByOne(4);
  await scene.untilPublished(9);
  newest = await readNote(scene.client, scene.stack.url);
  site = await LyingSite.open(scene.stack.url);
});
afterAll(async () => {
  await site?.close();
  await scene?.close();
});
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), "touchstone-home-"));
});
afterEach(() => {
  site.lie = honest;
  vi.unstubAllGlobals();
  rmSync(home, { recursive: true, force: true });
});

async function growOneByOne(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await scene.grow(1);
}

const audit = () => touchstoneHere(home, "audit", site.url, "--key", scene.stack.vkey, "--out", home);

/** Whoever audited the newest head before. */
function remember(checkpoint: string): void {
  const { origin, vkey } = scene.stack;
  rememberLog({ TOUCHSTONE_HOME: home }, { origin, vkey, checkpoint });
}

const now = () => asInstant(Date.now());

/** A browser that verified this head at its last visit comes to the lying site. */
async function browserAgain(before: string) {
  const { origin, vkey } = scene.stack;
  const store: RememberedLogs = rememberedLogs(createMemoryTexts());
  store.rememberKey(origin, vkey, now());
  store.rememberCheckpoint(origin, before, now());
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", (at: string, init?: RequestInit) => real(new URL(at, site.url), init));
  return (await compareWithMemory(origin, store, now)).check;
}

/** A witness that cosigned the newest head is asked to cosign this one. */
function askWitness(note: string) {
  const { size, root } = opened(newest, scene.stack.vkey);
  const request = parseAddCheckpoint(
    utf8Encode(formatAddCheckpoint({ oldSize: size, proof: [], checkpointNote: note })),
  );
  if (!request.ok) throw new Error(request.error.detail);
  return judgeAddCheckpoint({ request: request.value, knownLog: scene.stack.vkey, stored: { size, root } });
}

const servedAt =
  (prefix: string, change: (body: Buffer) => Buffer): Lie =>
  (at, served) =>
    at.startsWith(prefix) ? { ...served, body: change(served.body) } : served;

describe("by a superuser of the database", () => {
  const COLUMNS = "leaf, leaf_hash, statement_hash, logged_at_ms";
  const KEPT = "CREATE TABLE kept_entries AS SELECT * FROM log_entry";
  // What the sequencer has appended meanwhile stays; what another hand put beyond its head goes.
  const PUT_BACK =
    "DELETE FROM log_entry WHERE index <= (SELECT max(index) FROM kept_entries) OR index >= (SELECT size FROM log_head); INSERT INTO log_entry SELECT * FROM kept_entries; DROP TABLE kept_entries";

  test.each<[string, string, number, RegExp, number]>([
    [
      "an entry edited",
      "UPDATE log_entry SET leaf = set_byte(leaf, octet_length(leaf) - 40, 65), leaf_hash = sha256('\\x00'::bytea || set_byte(leaf, octet_length(leaf) - 40, 65)) WHERE index = 3",
      3,
      /FAIL\s+(root\s+wrong-root|tiles\s+wrong-tile): (.*: )?Entry 3( is not what was signed|\.$)/m,
      1,
    ],
    [
      "two entries reordered",
      `UPDATE log_entry a SET (${COLUMNS}) = (SELECT b.leaf, b.leaf_hash, sha256(b.statement_hash), b.logged_at_ms FROM kept_entries b WHERE b.index = 9 - a.index) WHERE index IN (4, 5)`,
      4,
      /FAIL\s+(root\s+wrong-root|tiles\s+wrong-tile): (.*: )?Entry 4( is not what was signed|\.$)/m,
      1,
    ],
    [
      "an entry deleted",
      "DELETE FROM log_entry WHERE index = 6",
      6,
      /answers 404: Entry 6 is not served, though it was signed/,
      2,
    ],
    [
      "an entry inserted",
      `DELETE FROM log_entry WHERE index >= 2; INSERT INTO log_entry (index, ${COLUMNS}) SELECT index + 1, ${COLUMNS} FROM kept_entries WHERE index >= 2; INSERT INTO log_entry (index, ${COLUMNS}) SELECT 2, leaf, leaf_hash, sha256('another'), logged_at_ms FROM kept_entries WHERE index = 7`,
      2,
      /FAIL\s+(root\s+wrong-root|tiles\s+wrong-tile): (.*: )?Entry 2( is not what was signed|\.$)/m,
      1,
    ],
  ])(
    "%s: the head guard signs nothing more and names the entry, and so does an audit",
    async (_, sql, index, found, exitCode) => {
      const { stack } = scene;
      await stack.asOwner(KEPT);
      // The statement that rings the sequencer is kept, and gets its receipt once the rows are as they were.
      const statement = newcomer(stack.origin, `after entry ${index}`);
      try {
        await asBurglar(stack, "log_entry", sql);
        const waiting = scene.post(statement);
        const sentence = await scene.untilHealth("tampered");
        expect(sentence).toMatch(new RegExp(`^Entry ${index}:`));
        const { out, err, code } = await audit();
        expect(out + err).toMatch(found);
        expect(code, out).toBe(exitCode);
        await waiting;
      } finally {
        await asBurglar(stack, "log_entry", PUT_BACK);
      }
      await scene.untilHealth("ok");
      await scene.record(statement);
      expect(await scene.faults()).toEqual([]);
    },
  );
});

describe("by what is served", () => {
  // Byte 70 of the hashes is in the third, of the entries in genesis.
  test.each<[string, string, RegExp]>([
    ["a tile", "/log/tile/0/", /FAIL\s+tiles\s+wrong-tile: .*: Entry 2\.$/m],
    ["a bundle", "/log/tile/entries/", /FAIL\s+root\s+wrong-root: Entry 0 is not what was signed/],
  ])("one flipped byte of %s is found by an audit that names the entry", async (_, prefix, found) => {
    site.lie = servedAt(prefix, (body) => Buffer.from(body.with(70, (body[70] ?? 0) ^ 1)));
    const { out, code } = await audit();
    expect(out).toMatch(found);
    expect(code).toBe(1);
  });

  test("a wrong tier on a page is found by an audit that names the provider, and in what is computed again by the browser", async () => {
    const { stack } = scene;
    const operator = new Participant(stack.origin);
    const provider = operator.registerProvider("Halden Exchange");
    for (const statement of [operator.register("Halden"), provider]) await scene.record(statement);
    await scene.untilPublished(scene.receipts.length + 1);
    const { id } = provider;
    site.lie = servedAt(`/providers/${id}`, (body) =>
      Buffer.from(body.toString("utf8").replaceAll(">Unrated<", ">A<")),
    );
    const { out, code } = await audit();
    expect(out).toMatch(new RegExp(`FAIL\\s+pages\\s.*${id}: its page shows A of .*; the log gives unrated`));
    expect(code).toBe(1);

    const real = globalThis.fetch;
    vi.stubGlobal("fetch", (at: string, init?: RequestInit) => real(new URL(at, site.url), init));
    const day = new Date().toISOString().slice(0, 10);
    const honestly = await fetchFacts(id, day);
    const view: { data: ProviderMarksView } = await (await real(`${stack.url}/api/v1/providers/${id}/marks`)).json();
    const shown = pageOfView(view.data);
    expect(recompute(honestly, shown).state).toBe("same");
    // The page lies alone: every answer of the API is true.
    expect(recompute(honestly, { ...shown, tier: "A" })).toMatchObject({
      state: "page-differs",
      lie: "the page shows tier A, and unrated follows",
    });
    site.lie = aboutJson("/api/v1/providers/", (value) => ({
      ...value,
      data: { ...(value.data as object), digest: "ab".repeat(32) },
    }));
    expect(recompute(await fetchFacts(id, day))).toMatchObject({ state: "differs", digest: honestly.digest });
  });

  test("an older checkpoint is noticed by whoever saw a newer one: auditor, browser, witness", async () => {
    site.lie = servedAt("/log/checkpoint", () => Buffer.from(early));
    remember(newest);
    const { out, code } = await audit();
    expect(out).toMatch(/FAIL\s+consistent-with-memory\s+shrunk: .*9 entries/);
    expect(code).toBe(3);
    expect(await browserAgain(newest)).toMatchObject({ outcome: "fail", reason: "shrunk" });
    expect(askWitness(early)).toMatchObject({ status: 400, reason: "old-beyond-checkpoint" });
  });

  test("a fork signed with the real key is noticed by auditor, browser and witness, and its proof convicts the index", async () => {
    const { stack } = scene;
    const signer = noteSignerOf(readKeyFile(stack.folder.key("log"), "log"), stack.origin);
    const { origin, size } = opened(newest, stack.vkey);
    const fork = signNote(formatCheckpoint({ origin, size, root: sha256(utf8Encode("another history")) }), [signer]);
    site.lie = servedAt("/log/checkpoint", () => Buffer.from(fork));
    remember(newest);
    const { out, code } = await audit();
    expect(out).toMatch(/FAIL\s+consistent-with-memory\s+forked: The first 9 entries/);
    expect(code).toBe(3);
    const check = await browserAgain(newest);
    expect(check).toMatchObject({ outcome: "fail", reason: "forked" });
    expect(askWitness(fork)).toEqual({ status: 409, reason: "other-root" });

    const file = path.join(home, `fraud-fork-${size}.json`);
    expect(await everywhere(readFileSync(file), stack)).toEqual({ offline: CONVICTED.offline, page: "equivocation" });
    const accepted = await scene.client.post(`${stack.url}/api/v1/fraud-proofs`, readFileSync(file));
    expect(accepted.status, accepted.body.toString("utf8")).toBe(201);
  });

  test("a fork of another size is proven from the log that the index serves now", async () => {
    const { stack } = scene;
    const signer = noteSignerOf(readKeyFile(stack.folder.key("log"), "log"), stack.origin);
    const fork = formatCheckpoint({ origin: stack.origin, size: 5, root: sha256(utf8Encode("another beginning")) });
    remember(signNote(fork, [signer]));
    const { out, code } = await audit();
    expect(out).toMatch(/FAIL\s+consistent-with-memory\s+forked: The first 5 entries/);
    expect(code).toBe(3);
    const file = path.join(home, "fraud-fork-5.json");
    expect(await everywhere(readFileSync(file), stack)).toEqual({ offline: CONVICTED.offline, page: "equivocation" });
  });
});
