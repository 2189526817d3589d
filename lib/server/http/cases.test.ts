/** Reports over HTTP: filed as statements by keys that nobody knows, and read back by everybody. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { exampleBundle } from "#lib/evidence/bundle/testing/example-bundle.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { caseIdOf, providerIdOfKey } from "#lib/kernel/ids.ts";
import { addMs, MINUTE_MS } from "#lib/kernel/instant.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { signed, testKey } from "#lib/server/sequencer/test-log.ts";
import { verifyFile } from "#lib/state/files/verify-file.ts";
import { WHOLE_CASE_MEDIA_TYPE } from "#lib/state/files/whole-case.ts";
import { EVIDENCE_MEDIA_TYPE, REPORT_TEMPLATE } from "#lib/statement/evidence-bodies.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { startTestSite } from "./test-site.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
const api = `${site.url}/api/v1`;
const liar = testKey("liar");
const bundle = encodeBundle(exampleBundle);
const filed: string[] = [];

async function file(name: string, subject: string, bytes = bundle) {
  const part = { bytes, nonce: sha256(utf8Encode(name)) };
  const parts = [
    { commit: commitOf(part), bytes: bytes.length, mediaType: EVIDENCE_MEDIA_TYPE, visibility: "public" as const },
  ];
  const body = { template: REPORT_TEMPLATE, claim: "wrong-result", drawShare: "0".repeat(64) };
  const statement = signed(testKey(name), name, { kind: "report.file", subject, body, parts }, [part]);
  const answer = await fetch(`${api}/statements`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: Uint8Array.from(buildSubmission(statement.bytes, [part])),
  });
  return { id: caseIdOf(statement.hash), answer: await answer.json(), status: answer.status };
}
const read = async (path: string) => (await fetch(`${api}/${path}`)).json();

beforeAll(async () => {
  for (const name of ["rita", "rolf", "rosa"]) {
    const { id, answer } = await file(name, name === "rosa" ? testKey("another liar").did : liar.did);
    expect(answer).toMatchObject({ effect: { status: "effective" } });
    filed.push(id);
  }
});
afterAll(() => site.close());

test("a case is listed newest first, page by page, and by each filter", async () => {
  const first = await read("cases?limit=2");
  const second = await read(`cases?limit=2&cursor=${first.page.next_cursor}`);
  const ids = [...first.data, ...second.data].map((row: { id: string }) => row.id);
  expect(ids).toEqual([...filed].reverse());
  expect(second.page.next_cursor).toBeNull();
  const provider = providerIdOfKey(liar.did);
  expect(first.data[1]).toMatchObject({
    ...{ id: filed[1], provider, provider_name: null, is_unclaimed: true, claim: "wrong-result", state: "filed" },
    ...{ verdict: null, reason: null, rules_at: null, joined_to: null, reporters: 1, told_in: null, back_dated: false },
  });
  const count = async (filter: string) => (await read(`cases?${filter}`)).data.length;
  expect(await count(`provider=${provider}`)).toBe(2);
  expect(await count(`reporter=${testKey("rita").did}`)).toBe(1);
  expect(await count("state=filed&claim=wrong-result")).toBe(3);
  for (const none of ["state=ruled", "claim=slow", `definition=${"0".repeat(64)}`]) expect(await count(none)).toBe(0);
  expect((await fetch(`${api}/cases?state=lost`)).status).toBe(400);
});

test("the whole case is one file that holds by the log's key, with the evidence as it was filed", async () => {
  const answer = await fetch(`${api}/cases/${filed[0]}/file`);
  const whole = new Uint8Array(await answer.arrayBuffer());
  expect(answer.headers.get("content-type")).toBe(WHOLE_CASE_MEDIA_TYPE);
  const { vkeys } = site.context.publicKeys;
  const finding = verifyFile(whole, { known: () => ({ key: { from: "given", vkey: vkeys.log } }) });
  expect(finding.checks.filter(({ outcome }) => outcome === "fail" || outcome === "not-run")).toEqual([]);
  expect(finding.checks.find(({ name }) => name === "parts")).toMatchObject({ outcome: "pass" });
  const found = finding.content.kind === "case" ? finding.content.found : undefined;
  expect(found?.file?.case).toBe(filed[0]);
  expect(found?.filed?.bytes).toEqual(bundle);
});

test("one case comes with its evidence, byte for byte, as a download that no page of this site runs", async () => {
  const { data } = await read(`cases/${filed[0]}`);
  expect(data).toMatchObject({
    ...{ accused: liar.did, reporter: testKey("rita").did, verdict_statement: null, joined: [], ruling: null },
    bundle: { bytes: bundle.length, withheld: false },
  });
  const answer = await fetch(`${api}/cases/${filed[0]}/bundle`);
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bundle);
  expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="${filed[0]}.evidence.json"`);
  expect(answer.headers.get("content-security-policy")).toContain("sandbox");
  const nobody = `case_${"a".repeat(26)}`;
  for (const path of [`cases/${nobody}`, `cases/${nobody}/bundle`, `cases/${nobody}/file`])
    expect((await fetch(`${api}/${path}`)).status).toBe(404);
});

test("a case is followed by feed, each entry that changed it with how it stood, and the same log gives the same bytes", async () => {
  const feed = `${site.url}/cases/${filed[0]}/feed`;
  const json = await fetch(`${feed}.json`);
  const { items } = (await json.json()) as { items: object[] };
  expect(items).toMatchObject([
    {
      url: expect.stringMatching(new RegExp(`/cases/${filed[0]}$`)),
      title: "It was reported.",
      content_text: expect.stringContaining("The case stands as: waiting for the machines. Entry "),
      _touchstone: { case: filed[0], kind: "report.file", state: "filed" },
    },
  ]);
  const again = { headers: { "if-none-match": json.headers.get("etag") ?? "" } };
  expect((await fetch(`${feed}.json`, again)).status).toBe(304);
  expect(await (await fetch(`${feed}.atom`)).text()).toContain("<title>It was reported.</title>");
  expect((await fetch(`${site.url}/cases/case_${"a".repeat(26)}/feed.atom`)).status).toBe(404);
});

test("a key that nobody published has a profile of its own, without a name", async () => {
  const { data } = await read(`unclaimed-providers/${providerIdOfKey(liar.did)}`);
  expect(data).toMatchObject({ public_key: liar.did, claimed_in: null, published_by: null });
  expect((await read("unclaimed-providers")).data).toHaveLength(2);
  expect((await fetch(`${api}/unclaimed-providers/prv_${"a".repeat(26)}`)).status).toBe(404);
});

test("faults, suspicions and figures are counted, and none is none", async () => {
  const hash = "0".repeat(64);
  expect((await read(`faults/${hash}`)).data).toEqual({ fault_id: hash, case: null });
  expect((await read(`definitions/${hash}/suspicion`)).data).toEqual({ definition: hash, providers: 0, frozen: false });
  expect((await fetch(`${api}/definitions/def_${"a".repeat(26)}/suspicion`)).status).toBe(404);
  expect((await read("evidence/figures")).data).toMatchObject({
    ...{ reports: 3, judged: 0, unattestable: 0, unattestable_rate: null, joined: 0 },
    ...{ by_claim: { "wrong-result": 3 }, by_state: { filed: 3 }, by_verdict: {} },
  });
});

test("what became of all cases is counted alike as JSON and as CSV", async () => {
  const { data } = await read("disputes/figures");
  expect(data).toMatchObject({
    ...{ reports: 3, decided: { by_machine: 0, admitted: 0, on_merits: 0, on_silence: 0 }, agreement: null },
    ...{ open: { count: 3 }, months: [{ filed: 3 }], maintainers: [], operators: [] },
  });
  expect(data.reporters).toHaveLength(3);
  const csv = await (await fetch(`${api}/disputes/figures.csv`)).text();
  expect(csv.split("\r\n")).toEqual([
    "month,filed,by_machine,admitted,on_merits,on_silence",
    `${data.months[0].month},3,0,0,0,0`,
    "",
  ]);
  expect((await fetch(`${api}/disputes/figures.csv?list=rumours`)).status).toBe(400);
});

test("the review desk names neither side when it is asked not to, and shows a desk to its maintainer alone", async () => {
  const id = filed[0];
  const open = await fetch(`${api}/review/cases/${id}`).then((answer) => answer.text());
  const blind = await fetch(`${api}/review/cases/${id}?blind=1`).then((answer) => answer.text());
  for (const name of [liar.did, testKey("rita").did, providerIdOfKey(liar.did)]) {
    expect(open).toContain(name);
    expect(blind).not.toContain(name);
  }
  expect(JSON.parse(blind).data).toMatchObject({ case: { id, provider: "hidden" }, seat: null, triage: null });
  const queue = await read("review/queue?blind=1");
  expect(queue.data.map((row: { case: string }) => row.case).sort()).toEqual([...filed].sort());
  expect(queue.data[0]).toMatchObject({ provider: null, provider_name: null, seat: null, triage: null });
  expect((await read(`review/cases/${id}/effect?fact=happened&severity=grave`)).data).toBeNull();
  const codes = async (path: string, method = "GET") => (await fetch(`${api}/${path}`, { method })).status;
  expect(await codes("review/queue?filter=mine")).toBe(400);
  for (const path of ["review/queue?filter=triage", "review/summary", "review/views", "review/ballots"])
    expect(await codes(path)).toBe(401);
  for (const path of [`review/triage/${id}`, `review/ballots/${id}/1`, "review/views/mine"])
    expect(await codes(path, "PUT")).toBe(403);
});

test("a verdict that does not come in time is told everywhere as this index's lateness", async () => {
  const late = async () => {
    const [{ late_verdicts: counted }, figures, { data }] = [
      await read("status"),
      await read("evidence/figures"),
      await read("cases"),
    ];
    const told = data.map((row: { late_verdict: boolean }) => row.late_verdict);
    return { counted, figure: figures.data.late_verdicts, told };
  };
  expect(await late()).toMatchObject({ counted: { reports: 3, late: 0, open: 0, latest: [] }, figure: 0 });
  site.now = addMs(site.now, 11 * MINUTE_MS);
  const [first] = filed;
  await file("ruth", liar.did);
  expect(await late()).toMatchObject({
    counted: { reports: 4, late: 3, open: 3, latest: [{ case: first, judged_at: null }, {}, {}] },
    ...{ figure: 3, told: [false, true, true, true] },
  });
  expect((await read(`cases/${first}`)).data).toMatchObject({ late_verdict: true, judged_at: null, verdict: null });
  // As of a time before it was late, it is not late.
  const { data } = await read(`cases/${first}?as_of=3`);
  expect(data.late_verdict).toBe(false);
});

test("evidence that is too large is refused before it is logged, with what is allowed", async () => {
  const { answer, status } = await file("too large", liar.did, new Uint8Array(800_000).fill(32));
  expect(status).toBe(413);
  expect(answer).toMatchObject({ code: "too-large" });
});
