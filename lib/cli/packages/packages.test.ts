/** The packed agent, log core and middleware install in an empty project without a network, run there, and are what their types say. */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import { verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { buildReceipt } from "#lib/log/receipt.ts";
import { caseKey } from "#lib/state/case/case-forms.ts";
import { headOf, logSigner, receiptIn, smallLog } from "#lib/state/testing/fraud-world.ts";
import { FakeIndex, WORDS } from "../testing/fake-index.ts";
import * as agentEntry from "./agent/entry.ts";
import { buildPackages, PACKAGES } from "./build-packages.ts";
import * as logEntry from "./log/entry.ts";
import * as providerEntry from "./provider/entry.ts";

// What is exported fits what the types say, and nothing is missing on either side: the compiler's check holds it.
type AgentTypes = typeof import("./agent/types.d.ts");
// An agent of this library's own making goes in; the types call any that looks like one an agent.
const { writeAgent, ...exported } = agentEntry;
const agentTypes: Omit<AgentTypes, "writeAgent"> = exported;
const logTypes: typeof import("./log/types.d.ts") = logEntry;
type Next = () => Promise<void>;
type ProviderTypes = typeof import("./provider/types.d.ts");
const { signedResponses, ...onNode } = providerEntry;
onNode satisfies Omit<ProviderTypes, "signedResponses">;
// A context of the Hono that this repository has goes in; the types name no version of it.
signedResponses satisfies (
  ...given: Parameters<ProviderTypes["signedResponses"]>
) => (context: never, next: Next) => object;
true satisfies Same<keyof ProviderTypes, keyof typeof providerEntry>;
agentEntry satisfies Record<keyof AgentTypes, unknown>;
writeAgent satisfies (agent: never) => object;
type Same<One, Other> = [One, Other] extends [Other, One] ? true : never;
true satisfies Same<keyof AgentTypes, keyof typeof agentEntry>;
true satisfies Same<import("./agent/types.d.ts").Need, import("../agent/ask-indexes.ts").Need>;
true satisfies Same<import("./agent/types.d.ts").CallOutcome, import("#lib/selection/losses.ts").CallOutcome>;
true satisfies Same<Parameters<AgentTypes["lossOf"]>, Parameters<typeof agentEntry.lossOf>>;

const project = mkdtempSync(join(tmpdir(), "touchstone-empty-"));
const index = new FakeIndex();
afterAll(() => {
  index.stop();
  rmSync(project, { recursive: true, force: true });
});

const node = (...args: string[]) =>
  execFileSync(process.execPath, args, { cwd: project, encoding: "utf8", env: { NODE_ENV: "test" } });

beforeAll(async () => {
  await index.start();
  const tarballs = await buildPackages(process.cwd(), join(project, "packed"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
  const quiet = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts", "--cache", join(project, "cache")];
  execFileSync("npm", ["install", ...quiet, ...tarballs], { cwd: project, encoding: "utf8", stdio: "pipe" });
}, 60_000);

test("the example of the agent learns, and ends as the library here does", () => {
  const { south, ceiling, seedHash } = JSON.parse(node("node_modules/touchstone-agent/example.mjs"));
  expect(south).toBeLessThan(0.1);
  expect(ceiling).toBeGreaterThan(0);
  expect(seedHash).toBe(agentTypes.seedHashOf(new Uint8Array(32).fill(7)));
});

test("the packed agent holds an index against its log over the network, as it does here", async () => {
  const script = `import { askIndexes } from "touchstone-agent";
console.log(JSON.stringify(await askIndexes(${JSON.stringify({ addresses: [index.url], need: { ...WORDS, tolerance: "D" }, folder: "known" })})));`;
  writeFileSync(join(project, "ask.mjs"), script);
  const { stdout: out } = await promisify(execFile)(process.execPath, ["ask.mjs"], { cwd: project });
  const [cheaper] = index.services;
  expect(JSON.parse(out)).toMatchObject([
    { provider: `${cheaper}@${index.instance}`, isProven: true, offer: { price: "0.40" } },
  ]);
});

test("the packed agent believes a case only what the log's state root proves", async () => {
  const id = `case_${"a".repeat(26)}`;
  const form = { aggregate: "case", id, state: "final", verdict: { verdict: "proven" }, dispute: null };
  const proof = index.rootOver(caseKey(id), form)();
  const forged = { ...proof, presence: { ...(proof.presence as object), form: { ...form, state: "draft" } } };
  const script = `import { askCase } from "touchstone-agent";
console.log(JSON.stringify(await askCase({ address: "${index.url}", id: "${id}", folder: "known" }).catch(({ message }) => message)));`;
  writeFileSync(join(project, "case.mjs"), script);
  const said: unknown[] = [];
  for (const each of [proof, forged]) {
    index.reply = (path, honest) =>
      path === `/api/v1/cases/${id}` ? { status: 200, body: JSON.stringify({ proof: each }) } : honest;
    said.push(JSON.parse((await promisify(execFile)(process.execPath, ["case.mjs"], { cwd: project })).stdout));
  }
  expect(said).toEqual([{ kind: "rerun", isEqual: false }, expect.stringContaining("not proven")]);
});

test("the packed log core verifies a receipt, and finds one that was changed out", () => {
  const { leaves } = smallLog(3).world;
  const receipt = receiptIn(leaves, 1, leaves.length, headOf(leaves, leaves.length));
  const verify = (bytes: Uint8Array, name: string): string => {
    writeFileSync(join(project, name), bytes);
    try {
      return node("node_modules/touchstone-log/example.mjs", name, logSigner.vkey);
    } catch (error) {
      return String((error as { stdout: string }).stdout);
    }
  };
  const bytes = buildReceipt(receipt);
  expect(verify(bytes, "true.json")).toContain(
    `verified: ${logTypes.verifyFile(bytes, { logVkey: logSigner.vkey }).sentence}`,
  );
  const changed = canonicalBytes({ ...JSON.parse(new TextDecoder().decode(bytes)), index: 2 });
  expect(verify(changed, "changed.json")).toMatch(/fail +inclusion/);
});

test("the packed middleware signs on Node and under Hono, and a client here verifies it", async () => {
  const hono = join(process.cwd(), "node_modules/hono/dist/index.js");
  const script = `import { Hono } from ${JSON.stringify(hono)};
import { signedResponses, signerOfSeed } from "touchstone-provider";
const app = new Hono().use(signedResponses({ signer: signerOfSeed(new Uint8Array(32).fill(9), "did:key") }));
app.get("/hello", (c) => c.text("You asked /hello"));
const [host, nonce] = ["service.example", "a nonce of its own"];
const answer = await app.request("http://" + host + "/hello", { headers: { Host: host, "Prex-Request-Nonce": nonce } });
const { status } = answer;
console.log(JSON.stringify({ host, nonce, status, fields: [...answer.headers], body: await answer.text() }));`;
  writeFileSync(join(project, "hono.mjs"), script);
  for (const program of ["node_modules/touchstone-provider/example.mjs", "hono.mjs"]) {
    // Its own server and its own call: what prints is a process beside this one.
    const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: project });
    const { host, nonce, status, fields, body } = JSON.parse(stdout);
    const captured = captureExchange({
      request: { method: "GET", scheme: "http", host, target: "/hello", fields: [["prex-request-nonce", nonce]] },
      response: { status, fields, body: utf8Encode(body) },
    });
    if (!captured.ok) throw new Error(`${program}: ${captured.error.detail}`);
    expect(body).toBe("You asked /hello");
    expect(verifyResponse(captured.value, (keyid) => publicKeyOfDid(keyid))).toMatchObject({ ok: true });
  }
});

test("a package says what it is, and needs nothing", () => {
  for (const name of PACKAGES.map((own) => `touchstone-${own}`)) {
    const own = JSON.parse(readFileSync(join(project, "node_modules", name, "package.json"), "utf8"));
    expect([own.name, own.dependencies]).toEqual([name, undefined]);
  }
});
