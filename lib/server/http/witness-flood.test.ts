import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { ed25519NoteSigner } from "#lib/log/note.ts";
import { formatAddCheckpoint } from "#lib/log/witness-protocol.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { leavesOf, TestPeer } from "#lib/server/jobs/test-peer.ts";
import { testKey } from "#lib/server/sequencer/test-log.ts";
import { askOwnWitness } from "../services/peer/ask-own-witness.ts";
import { MAX_WAITING } from "../services/request-rows.ts";
import { isServiceError } from "../services/service-error.ts";
import { startTestSite, type TestSite } from "./test-site.ts";

const database = await freshDatabase();
let site: TestSite;
let peer: TestPeer;
/** Another log of the operator's list. */
let quiet: TestPeer;

beforeAll(async () => {
  peer = await TestPeer.start("flood.example/log");
  quiet = await TestPeer.start("quiet.example/log");
  site = await startTestSite(database, { witnessed: [peer.peer, quiet.peer] });
});
afterAll(async () => {
  await peer.stop();
  await quiet.stop();
  await site.close();
});

function bodyOf(oldSize: number, checkpointNote = peer.note(leavesOf(3))): string {
  return formatAddCheckpoint({ oldSize, proof: [], checkpointNote });
}

async function ask(body: string) {
  const response = await fetch(`${site.url}/witness/add-checkpoint`, {
    method: "POST",
    headers: { "x-forwarded-for": "192.0.2.1" },
    body,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function rows(): Promise<number> {
  const { rows } = await site.context.pool.query<{ count: number }>("SELECT count(*) FROM witness_request");
  return Number(rows[0]?.count);
}

test("a stranger's log, a forged line and an impossible size are refused without a row and without the sequencer", async () => {
  const query = vi.spyOn(site.context.pool, "query");
  try {
    const stranger = ed25519NoteSigner("other.example/log", testKey("other.example/log").seed);
    const forger = ed25519NoteSigner(peer.origin, testKey("other.example/log").seed);
    const other = peer.note(leavesOf(3), stranger).replaceAll(peer.origin, stranger.name);
    expect(await ask(bodyOf(0, other))).toMatchObject({ status: 404, text: "unknown-log\n" });
    expect(await ask(bodyOf(0, peer.note(leavesOf(3), forger)))).toMatchObject({
      status: 403,
      text: "not-signed-by-log\n",
    });
    expect(await ask(bodyOf(4))).toMatchObject({ status: 400, text: "old-beyond-checkpoint\n" });
    expect((await ask("old x\n\n")).status).toBe(400);
    expect(query.mock.calls.filter(([text]) => String(text).includes("witness"))).toEqual([]);
  } finally {
    query.mockRestore();
  }
});

/** Of 32 places one log has those that leave as many free. */
const SHARE = MAX_WAITING / 2;

test("of 200 requests about one log 16 wait, the others are told to come again, each answer costs its own queries, and another log has a place", async () => {
  // Whoever holds the head row keeps the sequencer from answering.
  const holder = await site.log.connect("owner");
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM log_head FOR UPDATE");
  const query = vi.spyOn(site.context.pool, "query");
  const body = utf8Encode(bodyOf(0));
  let turnedAway = 0;
  const asked = Array.from({ length: 200 }, async () => {
    try {
      return (await askOwnWitness(site.context, body)).status;
    } catch (error) {
      turnedAway += 1;
      return isServiceError(error) && error.code === "unavailable" ? "later" : error;
    }
  });
  const last = await ask(bodyOf(0));
  expect([last.status, last.headers.get("retry-after")]).toEqual([503, "1"]);
  await vi.waitFor(() => expect(turnedAway).toBe(200 - SHARE), { timeout: 10_000 });
  const others = askOwnWitness(site.context, utf8Encode(bodyOf(0, quiet.note(leavesOf(3)))));
  await holder.query("COMMIT");
  const answers = await Promise.all(asked);
  expect((await others).status).toBe(200);
  const about = query.mock.calls.map(([text]) => String(text)).filter((text) => /witness_request|pg_notify/.test(text));
  query.mockRestore();
  expect(about.filter((text) => text.startsWith("INSERT"))).toHaveLength(SHARE + 1);
  // They all ask for the same head: whoever comes first has it cosigned, the others are told its size.
  const statuses = [200, ...Array(SHARE - 1).fill(409), ...Array(200 - SHARE).fill("later")];
  expect(answers.sort()).toEqual(statuses);
  // One to put, one to ring, one to take, and a look for all of them in each second.
  expect(about.length).toBeLessThanOrEqual(3 * (SHARE + 1) + 6);
  expect(await rows()).toBe(0);
});

test("who begins at another size than the one that was cosigned is told it without a row, unless it shows a head of that size", async () => {
  const query = vi.spyOn(site.context.pool, "query");
  const isPut = ([text]: unknown[]) => String(text).startsWith("INSERT INTO witness_request");
  try {
    expect(await ask(bodyOf(0, peer.note(leavesOf(9))))).toMatchObject({ status: 409, text: "3\n" });
    expect(query.mock.calls.filter(isPut)).toEqual([]);
    expect(await ask(bodyOf(0, peer.note(leavesOf(3, "other"))))).toMatchObject({ status: 409, text: "3\n" });
    expect(query.mock.calls.filter(isPut)).toHaveLength(1);
    const owner = await site.log.connect("owner");
    const { rows } = await owner.query("SELECT 1 FROM witness_conflict WHERE origin = $1", [peer.origin]);
    expect(rows).toHaveLength(1);
  } finally {
    query.mockRestore();
  }
});
