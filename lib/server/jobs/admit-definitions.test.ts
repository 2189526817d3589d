/** The worker runs the tests of published definitions in two real hosts; what it logs, anybody reads and runs again. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Host } from "#lib/evidence/definition/admission.ts";
import { inconclusive } from "#lib/evidence/definition/run-definition.ts";
import { exchangeOf, functionOf, SORT_CODE } from "#lib/evidence/definition/testing/definitions.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { definitionIdOf, type EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { signerOf } from "#lib/server/crypto/key-on-file.ts";
import { makePool } from "#lib/server/db/pool.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { KEYS, registration, signed, testKey, testOrigin } from "#lib/server/sequencer/test-log.ts";
import { readKnownDefinition } from "#lib/server/services/case/read-known-definition.ts";
import { type DefinitionSearch, findDefinitions } from "#lib/server/services/definition/find-definitions.ts";
import { lifeOf, lifeThen } from "#lib/state/definition-then.ts";
import { type DefinitionForm, KEPT_VERSIONS } from "#lib/state/forms.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { RUNTIME } from "#lib/statement/definition-runtime.ts";
import { buildSubmission, commitOf } from "#lib/statement/submission.ts";
import { admitDefinitions } from "./admit-definitions.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
const pool = makePool({ url: database.urls.worker, name: "test-definitions", max: 2 });
const hosts = [new ReplayHost("liftoff"), new ReplayHost("turbofan")];
const ada = testKey("ada");
const api = `${site.url}/api/v1`;

beforeAll(async () => {
  await send(registration("ada").bytes);
});
afterAll(async () => {
  await Promise.all(hosts.map((host) => host.close()));
  await pool.end();
  await site.close();
});

async function send(bytes: Uint8Array): Promise<void> {
  const init = { method: "POST", headers: { "content-type": "application/json" }, body: Uint8Array.from(bytes) };
  const answer = await fetch(`${api}/statements`, init);
  expect(await answer.json()).toMatchObject({ effect: { status: "effective" } });
}

/** The id of a definition whose code is sent with it. */
async function publish(
  name: string,
  code: string,
  change: Parameters<typeof functionOf>[0] = {},
  of?: { readonly subject: string; readonly prev: string },
): Promise<string> {
  const limits = { ...functionOf().limits, wallMs: 10_000 };
  const definition = functionOf({ code, limits, ...change });
  const part = { bytes: utf8Encode(code), nonce: sha256(utf8Encode(name)) };
  const commit = {
    commit: commitOf(part),
    bytes: part.bytes.length,
    mediaType: "text/javascript",
    visibility: "public" as const,
  };
  const body = { name, definition } as unknown as JsonObject;
  const given = { kind: "definition.publish", subject: "new", ...of, body, parts: [commit] } as const;
  const statement = signed(ada, `${name} ${of?.prev ?? ""}`, given as never, [part]);
  await send(buildSubmission(statement.bytes, [part]));
  return definitionIdOf(statement.hash);
}

async function formOf(id: string): Promise<DefinitionForm> {
  return (await (await fetch(`${api}/definitions/${id}`)).json()).data.form;
}

const random = (bytes: number) => sha256(utf8Encode(`dice ${dice++}`)).slice(0, bytes);
let dice = 0;
const signer = { origin: testOrigin(), thumbprint: KEYS.statement.thumbprint, sign: signerOf(KEYS.statement.seed) };
const admitAll = () => admitDefinitions(pool, { hosts, signer, random }, asInstant(site.now));
const admissionOf = async (id: string) => (await formOf(id)).versions[0]?.admission ?? null;

test("an honest definition is admitted, a hostile and a false one are refused in the same run, each once", async () => {
  const hostile = {
    tests: [1, 2, 3].map((count) => ({
      name: `claim ${count}`,
      exchanges: [exchangeOf("[1]", "[1]")],
      result: "match" as const,
    })),
  };
  const honest = await publish("Sorting", SORT_CODE);
  const endless = await publish("Endless", "function sort() { for (;;); }", hostile);
  const fraction = await publish("Fraction", "function sort() { return 0.5; }", hostile);
  expect((await admitAll()).map(({ outcome }) => outcome)).toEqual(["admitted", "refused", "refused"]);
  await expect.poll(() => admissionOf(fraction), { timeout: 20_000 }).not.toBeNull();
  expect(await admissionOf(honest)).toMatchObject({ outcome: "admitted", failed: null });
  expect(await admissionOf(endless)).toMatchObject({ outcome: "refused", failed: "tests-pass" });
  expect(await admissionOf(fraction)).toMatchObject({ outcome: "refused", failed: "whole-output" });
  expect(await admitAll()).toEqual([]);
  const body = { reason: "We stop." };
  const prev = (await formOf(honest)).slot;
  await send(signed(ada, "withdraw", { kind: "definition.withdraw", subject: honest, body, prev }).bytes);
  const { withdrawn } = await formOf(honest);
  const knownOf = async (id: string, filedIn: number) => {
    const hash = (await formOf(id)).versions[0]?.hash ?? "";
    return await readKnownDefinition(pool, hash, filedIn as EntryIndex);
  };
  // A report is judged by all of the log's history, a withdrawal behind it too.
  for (const filedIn of [withdrawn?.entry ?? 0, 900])
    expect(await knownOf(honest, filedIn)).toMatchObject({ listed: true, withdrawn: { index: withdrawn?.entry } });
  expect(await knownOf(fraction, 900)).toMatchObject({ listed: false });
  expect(await knownOf(honest, 1)).toBeUndefined();
});

test("document, code and runtime are served by their hashes, so that anybody can run what the index ran", async () => {
  const id = await publish("Sorting again", SORT_CODE, { unattestable: [{ status: 503 }] });
  const { versions } = await formOf(id);
  const hash = versions[0]?.hash ?? "";
  const { data } = await (await fetch(`${api}/definitions/${id}/versions/${hash}`)).json();
  expect(hexEncode(definitionHash(data.document as Definition))).toBe(hash);
  const code = new Uint8Array(await (await fetch(`${api}/parts/${data.code.commit}`)).arrayBuffer());
  expect(hexEncode(sha256(code))).toBe(data.code.sha256);
  const found = await (await fetch(`${api}/definitions?hash=${hash}`)).json();
  expect(found.data.map((row: { id: string }) => row.id)).toEqual([id]);
  expect((await (await fetch(`${api}/definitions?publisher=${testKey("eve").did}`)).json()).data).toEqual([]);
  // Nobody has shown an answer under it.
  expect(await (await fetch(`${api}/definitions/${id}/agreement`)).json()).toMatchObject({ data: [] });
  const file = await fetch(`${api}/runtimes/${RUNTIME.wasmSha256}`);
  expect(hexEncode(sha256(new Uint8Array(await file.arrayBuffer())))).toBe(RUNTIME.wasmSha256);
  const missing = [
    `definitions/def_${"a".repeat(26)}`,
    `definitions/${id}/versions/${"0".repeat(64)}`,
    `definitions/def_${"a".repeat(26)}/agreement`,
    `runtimes/${"0".repeat(64)}`,
  ];
  for (const path of missing) expect((await fetch(`${api}/${path}`)).status).toBe(404);
});

test("of several with one document readers are given the one that the index goes by, for a report of any time", async () => {
  const document = { unattestable: [{ status: 508 }] };
  const ids: string[] = [];
  for (const name of ["Copied", "Copied again"]) ids.push(await publish(name, SORT_CODE, document));
  const [first = "", second = ""] = ids;
  const hash = (await formOf(first)).versions[0]?.hash ?? "";
  // One of a hash at a time.
  const admitted = async () => {
    await admitAll();
    return (await Promise.all(ids.map(admissionOf))).every((admission) => admission !== null);
  };
  await expect.poll(admitted, { timeout: 20_000 }).toBe(true);
  const given = async (query = "") => {
    const { data } = await (await fetch(`${api}/definitions?hash=${hash}${query}`)).json();
    return data.map((row: { id: string }) => row.id);
  };
  expect(await given()).toEqual([first]);
  const stop = { body: { reason: "We stop." }, prev: (await formOf(first)).slot };
  await send(signed(ada, "stop", { kind: "definition.withdraw", subject: first, ...stop }).bytes);
  expect(await given()).toEqual([second]);
  const { withdrawn, versions } = await formOf(first);
  expect(await given(`&filed_in=${withdrawn?.entry}`)).toEqual([first]);
  expect(await given(`&filed_in=${(withdrawn?.entry ?? 0) + 1}`)).toEqual([second]);
  expect(await given(`&filed_in=${versions[0]?.entry}`)).toEqual([]);
});

test("a version that newer ones pushed out of the form is found and served, as it came and with what its tests gave", async () => {
  const id = await publish("Long ago", SORT_CODE, { unattestable: [{ status: 509 }] });
  const hash = (await formOf(id)).versions[0]?.hash ?? "";
  await admitAll();
  await expect.poll(() => admissionOf(id), { timeout: 20_000 }).toMatchObject({ outcome: "admitted" });
  for (let status = 510; status < 510 + KEPT_VERSIONS; status++)
    await publish(
      "Long ago",
      SORT_CODE,
      { unattestable: [{ status }] },
      { subject: id, prev: (await formOf(id)).slot },
    );
  expect((await formOf(id)).versions.map((version) => version.hash)).not.toContain(hash);
  const found = await (await fetch(`${api}/definitions?hash=${hash}`)).json();
  const lives = found.data.map((row: { form: DefinitionForm; life: never }) => lifeOf(row.form, row.life));
  expect(lifeThen(lives, hash)).toMatchObject({ id, listed: true, isPending: false });
  const { data } = await (await fetch(`${api}/definitions/${id}/versions/${hash}`)).json();
  expect(hexEncode(definitionHash(data.document as Definition))).toBe(hash);
});

test("people find definitions by part of the name and by kind, the newest first or by name", async () => {
  const all = { name: "", kind: undefined, order: "newest", page: 1 } as const;
  const names = async (search: Partial<DefinitionSearch>, rows = 25) => {
    const { forms, hasMore } = await findDefinitions(site.context, { ...all, ...search }, rows);
    return [...forms.map(({ name }) => name), ...(hasMore ? ["…"] : [])];
  };
  expect(await names({})).toEqual([
    "Long ago",
    "Copied again",
    "Copied",
    "Sorting again",
    "Fraction",
    "Endless",
    "Sorting",
  ]);
  expect(await names({ order: "name", name: "SORT" })).toEqual(["Sorting", "Sorting again"]);
  expect(await names({ order: "name" }, 3)).toEqual(["Copied", "Copied again", "Endless", "…"]);
  expect(await names({ order: "name", page: 3 }, 3)).toEqual(["Sorting again"]);
  expect(await names({ kind: "predicate" })).toEqual([]);
  await publish("CAF\u00c9 \u0394\u0399\u039a\u0397", SORT_CODE, { unattestable: [{ status: 504 }] });
  for (const name of ["caf\u00e9", "CAFE\u0301", "\u03b4\u03b9\u03ba"])
    expect(await names({ name }), name).toHaveLength(1);
  expect((await names({}))[0]).toMatch(/^CAF/);
  // No letter of it means anything but itself.
  for (const name of ["%", "_", "' OR true --"]) expect(await names({ name }), name).toEqual([]);
});

test("of two versions that came before anybody looked the older one's tests are run first, and the newer waits for them", async () => {
  const id = await publish("Both at once", SORT_CODE, { unattestable: [{ status: 530 }] });
  const next = { subject: id, prev: (await formOf(id)).slot };
  await publish("Both at once", SORT_CODE, { unattestable: [{ status: 531 }] }, next);
  const hashes = (await formOf(id)).versions.map(({ hash }) => hash);
  const tested = async (isAway: (hash: string) => boolean) => {
    const run: Host["run"] = async ({ definition }) =>
      inconclusive(isAway(hexEncode(definitionHash(definition))) ? "runtime-unavailable" : "crash");
    const given = ["one", "two"].map((name) => ({ name, run }));
    const done = await admitDefinitions(pool, { hosts: given, signer, random }, asInstant(site.now));
    return done.map(({ hash }) => hash).filter((hash) => hashes.includes(hash));
  };
  expect(await tested((hash) => hash === hashes[1])).toEqual([]);
  expect(await tested(() => false)).toEqual(hashes.toReversed());
});
