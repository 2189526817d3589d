import { afterAll, expect, test } from "vitest";
import { providerIdOf } from "#lib/kernel/ids.ts";
import { noteSignerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { projectLedgers } from "#lib/server/jobs/project-ledgers.ts";
import { KEYS, registration, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { azureDigest, LEDGER_SERIES, ledgerBody } from "#lib/state/testing/ledger.ts";
import { seriesIdOf } from "#lib/statement/ledger/series-id.ts";
import { startTestSite } from "./test-site.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
const pool = makePool({ url: database.urls.worker, name: "test-ledgers", max: 2 });
afterAll(async () => {
  await pool.end();
  await site.close();
});

const ada = testKey("ada");
const provider = signed(ada, "provider", {
  kind: "provider.register",
  subject: "new",
  body: { kind: "instance", name: "Halden" },
});
const id = providerIdOf(provider.hash);
const series = seriesIdOf(LEDGER_SERIES);
const api = `${site.url}/api/v1`;

async function post(statement: { bytes: Uint8Array }): Promise<number> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: new Uint8Array(statement.bytes),
  };
  return (await fetch(`${api}/statements`, init)).status;
}
const digest = (label: string, text: string) =>
  signed(ada, label, { kind: "disclosure.database_ledger_digest", subject: id, body: ledgerBody({ digest: text }) });

test("a published fork is listed, and its proof verifies without the site", async () => {
  expect([await post(registration("ada")), await post(provider)]).toEqual([201, 201]);
  for (const [label, text] of [
    ["7", azureDigest(7)],
    ["8", azureDigest(8)],
    ["7 again", azureDigest(7, "!")],
  ] as const)
    expect(await post(digest(label, text))).toBe(201);
  await projectLedgers(pool, new AbortController().signal);
  const { data } = await (await fetch(`${api}/providers/${id}/digests`)).json();
  expect(data).toMatchObject([
    { id: series, database: "ledgerdb", report: { rows: 3, blocks: 2, splits: [{ block: 7, kind: "fork" }] } },
  ]);
  const proof = await fetch(`${api}/providers/${id}/digests/${series}/splits/7`);
  const { vkey } = noteSignerOf(KEYS.log, testOrigin());
  const finding = verifyFile(new Uint8Array(await proof.arrayBuffer()), {
    known: () => ({ key: { from: "given", vkey } }),
  });
  expect(finding).toMatchObject({ verdict: "equivocation", ok: true });
  expect((await fetch(`${api}/providers/${id}/digests/${series}/splits/8`)).status).toBe(404);
});

test("rows come newest first in pages, and all of them as a file", async () => {
  const path = `${api}/providers/${id}/digests/${series}/rows`;
  const first = await (await fetch(`${path}?limit=2`)).json();
  const second = await (await fetch(`${path}?limit=2&cursor=${first.page.next_cursor}`)).json();
  expect([...first.data, ...second.data].map(({ block }) => block)).toEqual([7, 8, 7]);
  expect(first.data[0]).toMatchObject({ digest_time: "2026-11-22T09:59:01.1234567", observer: null, fault: null });
  const lines = (await (await fetch(`${path}.csv`)).text()).trimEnd().split("\r\n");
  expect(lines.map((line) => line.split(",")[0])).toEqual(["block", "7", "8", "7"]);
});

test("a digest that breaks rule 1 is refused at its place, and a series that is not there is not found", async () => {
  const bad = digest("bad", azureDigest(9).replace("0x", "0y"));
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: new Uint8Array(bad.bytes) };
  const answer = await (await fetch(`${api}/statements`, init)).json();
  expect(answer).toMatchObject({ code: "schema", errors: [{ pointer: "/body/digest" }] });
  expect((await fetch(`${api}/providers/${id}/digests/${"0".repeat(32)}`)).status).toBe(404);
});
