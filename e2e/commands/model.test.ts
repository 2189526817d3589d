/** Announcing a model from a terminal, against an index over real HTTP. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { saveKey } from "#lib/cli/key-ring.ts";
import { runTouchstone } from "#lib/cli/touchstone.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, canonicalText } from "#lib/kernel/json.ts";
import { MODEL_1, modelHash } from "#lib/reputation/model.ts";
import { ruleHash } from "#lib/reputation/rules/rule-text.ts";
import { freshDatabase } from "#lib/server/db/test-database.ts";
import { startTestSite } from "#lib/server/http/test-site.ts";
import { KEYS } from "#lib/server/sequencer/test-log.ts";
import { testKey } from "#lib/state/testing/world.ts";

const site = await startTestSite(await freshDatabase());
// This index runs by the system's clock: the command signs by it.
await site.stopSequencer();
Object.defineProperty(site.log, "now", { get: () => asInstant(Date.now()) });
await site.startSequencer();
const home = mkdtempSync(join(tmpdir(), "model-"));
const file = join(home, "made-up.json");
const MADE_UP = { ...MODEL_1, name: "made-up", selfDisclosedPercent: 40 };
const env = { TOUCHSTONE_HOME: home };
await saveKey(env, "admin", KEYS.admin.seed, "control");
await saveKey(env, "stranger", testKey("stranger").seed, "control");

afterAll(async () => {
  await site.close();
  rmSync(home, { recursive: true, force: true });
});

async function model(...args: string[]) {
  const said = { out: "", err: "" };
  const code = await runTouchstone(["model", ...args, "--url", site.url], {
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
