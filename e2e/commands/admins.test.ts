/** What administrators do from a terminal, against an index over real HTTP: models, maintainers, the policy. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { dataFolderAt, describe, makeFolders, writeJson } from "#lib/cli/data-folder.ts";
import { saveKey } from "#lib/cli/key-ring.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { loadKey } from "#lib/cli/up/founding.ts";
import { readIndex } from "#lib/cli/up/index-key.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, canonicalText } from "#lib/kernel/json.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { ruleHash } from "#lib/reputation/rules/rule-text.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { KEYS } from "#lib/server/sequencer/test-log.ts";
import { promiseVkeysEver } from "#lib/server/services/service/keys-in-force.ts";
import { parseModelAnnouncement } from "#lib/state/governance/model-announcement.ts";
import { testKey } from "#lib/state/testing/world.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";

const database = await freshDatabase();
const site = await startTestSite(database);
// This index runs by the system's clock: the command signs by it.
await site.stopSequencer();
Object.defineProperty(site.log, "now", { get: () => asInstant(Date.now()) });
await site.startSequencer();
const home = mkdtempSync(join(tmpdir(), "admins-"));
const file = join(home, "made-up.json");
const MADE_UP = { ...MODEL_1, name: "made-up", selfDisclosedPercent: 40 };
const env = { TOUCHSTONE_HOME: home };
await saveKey(env, "admin", KEYS.admin.seed, "control");
await saveKey(env, "stranger", testKey("stranger").seed, "control");

afterAll(async () => {
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

const model = (...args: string[]) => touchstone("model", ...args);
const maintainer = (...args: string[]) => touchstone("maintainer", ...args);
const policy = (...args: string[]) => touchstone("policy", ...args);

async function read(path: string) {
  return (await fetch(`${site.url}/api/v1/${path}`)).json();
}

async function register({ did, thumbprint, seed }: Identity) {
  const log = site.context.publicKeys.origin as Origin;
  const whole = {
    ...({ kind: "participant.register", log, issuer: did, key: thumbprint } as const),
    subject: did,
    body: { displayName: "mori" },
  };
  const unsigned = composeStatement(whole, asInstant(Date.now()), (count) => new Uint8Array(count));
  const body = Buffer.from(signStatement(unsigned, seed));
  const headers = { "content-type": "application/json" };
  expect((await fetch(`${site.url}/api/v1/statements`, { method: "POST", headers, body })).status).toBe(201);
}

async function touchstone(...args: string[]) {
  const said = { out: "", err: "" };
  const code = await runTouchstone([...args, "--url", site.url], {
    out: (line) => {
      said.out += line;
    },
    err: (line) => {
      said.err += line;
    },
    readStdin: async () => new Uint8Array(),
    env,
    json: true,
    signal: new AbortController().signal,
  });
  return { code, err: said.err, json: said.out === "" ? undefined : JSON.parse(said.out) };
}

test("an admin announces a model with its file and who would move, a stranger nothing, and nobody puts it in force early", async () => {
  writeFileSync(file, canonicalText(MADE_UP));
  const hash = modelHash(MADE_UP);
  const refused = await model("announce", file, "--key", "stranger");
  expect([refused.code, refused.err]).toEqual([64, expect.stringContaining("no administrator")]);
  expect((await model("delta", file)).json).toMatchObject({ after: hash, providers: 0, moved: [] });
  const announced = await model("announce", file, "--from", "2099-01-01", "--key", "admin");
  expect([announced.code, announced.json]).toEqual([0, expect.objectContaining({ kind: "model.announce" })]);
  const entry = await (await fetch(`${site.url}/api/v1/entries/${announced.json.index}`)).json();
  expect(entry.data.statement.body).toMatchObject({ model: "made-up", hash, ruleSha256: ruleHash(MADE_UP) });
  const parts = entry.data.statement.parts.map(async ({ commit }: { commit: string }) => {
    const answer = await fetch(`${site.url}/api/v1/parts/${commit}`);
    return new Uint8Array(await answer.arrayBuffer());
  });
  const [modelFile, report] = await Promise.all(parts);
  expect(modelFile).toEqual(canonicalBytes(MADE_UP));
  expect(JSON.parse(new TextDecoder().decode(report))).toMatchObject({
    type: "touchstone-model-delta/v1",
    after: hash,
    providers: 0,
    moved: [],
  });
  expect((await model("show")).json.announced).toEqual([expect.objectContaining({ hash, model: "made-up" })]);
  const early = await model("activate", hash, "--key", "admin");
  expect([early.code, early.err]).toEqual([64, expect.stringContaining("2099-01-01T00:00:00.000Z")]);
});

test("a file that is no model is refused at its place, before anything is signed", async () => {
  writeFileSync(file, canonicalText({ ...MADE_UP, tiers: [], prior: { good: 0, bad: 200 } }));
  const { code, err } = await model("announce", file, "--key", "admin");
  expect([code, err]).toEqual([64, expect.stringContaining("/prior/good")]);
});

test("a prepared announcement is read again as it was written, and not when one of its hashes is another's", async () => {
  writeFileSync(file, canonicalText(MADE_UP));
  const out = join(home, "announcement.json");
  expect((await model("prepare", file, "--out", out)).code).toBe(0);
  const written = readFileSync(out);
  const given = parseModelAnnouncement(written);
  expect(given).toMatchObject({ ok: true, value: { model: MADE_UP, delta: { after: modelHash(MADE_UP) } } });
  const { body, ...rest } = JSON.parse(written.toString());
  const forged = canonicalBytes({ ...rest, body: { ...body, ruleSha256: body.hash } });
  expect(parseModelAnnouncement(forged)).toMatchObject({ ok: false, error: { pointer: "/body/ruleSha256" } });
});

test("who was appointed accepts once and states interests, strangers do neither, and who was removed cannot accept again", async () => {
  const mori = testKey("mori");
  await saveKey(env, "mori", mori.seed, "control");
  expect((await maintainer("appoint", mori.did, "--key", "stranger")).code).toBe(64);
  expect((await maintainer("appoint", mori.did, "--key", "admin")).code).toBe(0);
  expect((await maintainer("appoint", mori.did, "--key", "admin")).err).toContain("appointed already");
  // Not registered: it cannot accept.
  expect((await maintainer("accept", "--key", "mori")).code).toBe(64);
  await register(mori);
  expect((await maintainer("accept", "--key", "mori")).code).toBe(0);
  expect((await maintainer("accept", "--key", "mori")).err).toContain("already-recorded");
  expect((await read(`maintainers/${mori.did}`)).data).toMatchObject({ state: "no-interests", name: "mori" });
  const wrong = await maintainer("interests", "--related", `${KEYS.admin.did}=loves`, "--key", "mori");
  expect([wrong.code, wrong.err]).toEqual([64, expect.stringContaining("related 0 how")]);
  const interests = ["--organisation", "Halden", "--related", `${KEYS.admin.did}=audits`, "--category", "storage"];
  expect((await maintainer("interests", ...interests, "--key", "mori")).code).toBe(0);
  expect((await read("maintainers")).data).toEqual([
    expect.objectContaining({
      state: "ready",
      interests: expect.objectContaining({ related: [{ party: KEYS.admin.did, how: "audits" }] }),
    }),
  ]);
  expect((await maintainer("list")).json).toEqual([{ did: mori.did, name: "mori", state: "ready" }]);
  const flag = ["flag", mori.thumbprint, "--reason", "Found on a stolen laptop.", "--key", "mori"];
  expect((await maintainer(...flag)).json).toMatchObject({ kind: "key.flag" });
  expect((await maintainer(...flag)).err).toContain("already-recorded");
  expect((await maintainer("remove", mori.did, "--reason", "Left.", "--key", "admin")).code).toBe(0);
  expect((await maintainer("accept", "--key", "mori")).err).toContain("guard");
  expect((await read(`maintainers/${mori.did}`)).data.state).toBe("removed");
});

test("a policy out of bounds is refused at its place, one within is announced with its day, and is not in force before", async () => {
  const out = join(home, "policy.json");
  expect((await policy("show", "--out", out)).code).toBe(0);
  const inForce = JSON.parse(readFileSync(out, "utf8"));
  expect((await policy("announce", out, "--key", "admin")).err).toContain("nothing differs");
  const { hours } = PRESET_DISPUTE_RULES;
  const changed = (respond: number) =>
    JSON.stringify({ ...inForce, disputes: { ...PRESET_DISPUTE_RULES, hours: { ...hours, respond } } });
  writeFileSync(out, changed(71));
  expect((await policy("announce", out, "--key", "admin")).err).toContain("/disputes/hours/respond");
  // Within its own bounds, and too long together with the other clocks.
  writeFileSync(out, changed(240));
  expect((await policy("announce", out, "--key", "admin")).err).toContain("up to 31 days");
  writeFileSync(out, changed(120));
  expect((await policy("announce", out, "--key", "stranger")).code).toBe(64);
  const announced = await policy("announce", out, "--key", "admin");
  expect(announced.code).toBe(0);
  expect((await policy("activate", "--key", "admin")).err).toContain("not before");
  const { data } = await read("policy");
  expect(data.in_force).toMatchObject({ policy: inForce, hash: null, entry: 0 });
  expect(data.announced).toMatchObject({
    hash: announced.json.hash,
    policy: { disputes: { hours: { respond: 120 } } },
  });
  expect(Date.parse(data.announced.not_before) - Date.parse(data.announced.at)).toBe(14 * DAY_MS);
  expect((await read("admins")).data).toEqual({ admins: [{ did: KEYS.admin.did, name: null }], threshold: 1 });
});

test("a key of the index is made in its folder, named by the log, and put into its place", async () => {
  const folder = dataFolderAt(join(home, "data"));
  const origin = site.context.publicKeys.origin;
  const kept = () => readdirSync(join(folder.root, "keys")).sort();
  const rotate = (...args: string[]) => touchstone("index", "rotate", ...args, "--data", folder.root);
  expect((await rotate("answer", "--key", "admin")).err).toContain("no data folder");
  makeFolders(folder);
  writeJson(folder.description, describe(origin, formatInstant(asInstant(0))), 0o644);
  const old = loadKey(folder.key("answer"), "answer", () => KEYS.answer.seed);
  expect((await rotate("log", "--key", "admin")).code).toBe(64);
  expect((await rotate("answer", "--key", "stranger")).err).toContain("no administrator");
  expect(kept()).toEqual(["answer.json", "answer.next.json"]);
  expect((await rotate("answer", "--key", "admin")).json).toMatchObject({ kind: "index.key", proposed: false });
  const next = loadKey(folder.key("answer"), "answer", () => old.seed);
  expect(next.did).not.toBe(old.did);
  expect(kept()).toEqual(["answer.json", `answer.until-${next.thumbprint.slice(0, 8)}.json`]);
  expect(statSync(folder.key("answer")).mode & 0o777).toBe(0o600);
  // What the index says of itself is what its log says, before it is started anew.
  const { answer_key } = await (await fetch(`${site.url}/.well-known/touchstone.json`)).json();
  expect(answer_key).toBe(next.did);
  expect((await touchstone("index", "show")).json.keys.answer).toBe(next.did);
  expect((await read("status")).replaced_keys).toEqual(["answer"]);
});

test("two admins, named from a terminal, appoint and remove by both signatures, and by one nothing", async () => {
  const index = (...args: string[]) => touchstone("index", ...args);
  const [first, second, lena] = [KEYS.admin, testKey("second admin"), testKey("lena")];
  await saveKey(env, "second", second.seed, "control");
  const both = ["--admin", first.did, "--admin", second.did];
  expect((await index("admins", ...both, "--threshold", "3", "--key", "admin")).err).toContain("1 to 2");
  expect((await index("admins", ...both, "--threshold", "2", "--key", "stranger")).code).toBe(64);
  expect((await index("admins", ...both, "--threshold", "2", "--key", "admin")).json).toMatchObject({
    proposed: false,
  });
  expect((await index("show")).json).toMatchObject({ admins: [first.did, second.did], threshold: 2 });
  // Nor is a key of the index changed by one: the new one waits in its file until both have signed.
  const folder = dataFolderAt(join(home, "data"));
  loadKey(folder.key("witness"), "witness", () => KEYS.witness.seed);
  const rotate = () => index("rotate", "witness", "--data", folder.root, "--key", "admin");
  const witnessKeys = async () => [
    (await index("show")).json.keys.witness,
    loadKey(folder.key("witness"), "witness", () => new Uint8Array()).did,
  ];
  const waiting = await rotate();
  expect([waiting.json.proposed, waiting.err]).toEqual([true, expect.stringContaining("run this again")]);
  expect(await witnessKeys()).toEqual([KEYS.witness.did, KEYS.witness.did]);
  // Nor does one count as announced that only a statement names which may lapse.
  const announced = async () => (await readIndex(database.urls.owner))?.witnessKeys.toSorted();
  expect(await announced()).toEqual([KEYS.witness.did]);
  expect((await index("cosign", waiting.json.hash, "--key", "second")).code).toBe(0);
  const { inForce } = (await rotate()).json;
  expect([inForce === KEYS.witness.did, await witnessKeys()]).toEqual([false, [inForce, inForce]]);
  expect(await announced()).toEqual([KEYS.witness.did, inForce].toSorted());
  const standing = async () => (await read(`maintainers/${lena.did}`)).data?.state ?? "unknown";
  const appointed = await maintainer("appoint", lena.did, "--key", "admin");
  expect([appointed.json.proposed, await standing()]).toEqual([true, "unknown"]);
  expect((await maintainer("cosign", appointed.json.hash, "--key", "stranger")).code).toBe(64);
  expect((await maintainer("cosign", appointed.json.hash, "--key", "admin")).err).toContain("already-recorded");
  expect((await maintainer("cosign", appointed.json.hash, "--key", "second")).code).toBe(0);
  expect(await standing()).toBe("appointed");
  const removed = await maintainer("remove", lena.did, "--reason", "Left.", "--key", "second");
  expect([removed.json.proposed, await standing()]).toEqual([true, "appointed"]);
  expect((await maintainer("cosign", removed.json.hash, "--key", "admin")).code).toBe(0);
  expect(await standing()).toBe("removed");
  // Back to one takes both, too.
  const alone = await index("admins", "--admin", first.did, "--threshold", "1", "--key", "admin");
  expect([alone.json.proposed, (await index("show")).json.threshold]).toEqual([true, 2]);
  expect((await index("cosign", alone.json.hash, "--key", "second")).code).toBe(0);
  expect((await index("show")).json).toMatchObject({ admins: [first.did], threshold: 1 });
});

test("a promise is held against every promise key that the log ever named, the newest first", async () => {
  const folder = dataFolderAt(join(home, "data"));
  loadKey(folder.key("promise"), "promise", () => KEYS.promise.seed);
  const { promise: before } = site.context.publicKeys.vkeys;
  expect(await promiseVkeysEver(site.context)).toEqual([before]);
  expect((await touchstone("index", "rotate", "promise", "--data", folder.root, "--key", "admin")).code).toBe(0);
  const [newest, ...older] = await promiseVkeysEver(site.context);
  expect([newest === before, older]).toEqual([false, [before]]);
  expect((await read("status")).replaced_keys).toEqual(["promise", "answer"]);
});
