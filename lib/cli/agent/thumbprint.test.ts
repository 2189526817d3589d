/** Who names the key of its answers by the thumbprint, as the library does by preset, is heard like anybody, and convicted like anybody. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { keyAlone, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import { history } from "#lib/evidence/testing/block-bundles.ts";
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS } from "#lib/kernel/instant.ts";
import { signerOfSeed } from "#lib/provider/node-http.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { EXIT } from "../command.ts";
import { notFiledYet } from "../evidence/check-here.ts";
import { providerServer } from "../provider/serve.ts";
import { serviceOf } from "../provider/services.ts";
import { heardIo } from "../testing/heard-io.ts";
import { listening, NOW, standingBlocks } from "../testing/standing-blocks.ts";
import { runTouchstone } from "../touchstone.ts";
import { runAgent } from "./agent.ts";
import { RightAnswers } from "./attest.ts";
import { EvidenceDesk } from "./desk.ts";
import { introduce } from "./introduce.ts";
import type { Outcome } from "./judge.ts";
import { workOf } from "./work.ts";

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), "thumbprint-"));
const ends: (() => void)[] = [() => rmSync(folder, { recursive: true })];
afterAll(() => {
  for (const end of ends) end();
});

const { source, document, definition, trust, rules } = await standingBlocks();

const seed = new Uint8Array(32).fill(41);
const responder = identityOfSeed(seed);
const PROVIDER = parseProviderId(`prv_${"a".repeat(26)}`) as ProviderId;

async function serve(isLiar: boolean): Promise<URL> {
  const offering = { source, service: await serviceOf(source), responder, instance: responder };
  const lies = isLiar ? { lies: { rate: 1, kind: "wrong" as const, dice: () => 0 } } : {};
  const server = providerServer({ ...offering, ...lies, signer: signerOfSeed(seed) });
  const { url, stop } = await listening(server);
  ends.push(stop);
  return url;
}

async function outcomesOf(isLiar: boolean): Promise<Outcome[]> {
  const met = await introduce(await serve(isLiar), definition, { remote: undefined, io: { signal } });
  const callee = { ...met, provider: PROVIDER };
  const plan = { callee, work: workOf(document), calls: 2, auditRate: 1, dice: () => 0, signal };
  const outcomes: Outcome[] = [];
  for await (const outcome of runAgent({ ...rules, ...plan })) outcomes.push(outcome);
  return outcomes;
}

/** By a checker that knows whose key it is, and has nobody to ask. */
async function checked(file: string) {
  const bytes = new Uint8Array(readFileSync(file));
  const parsed = parseBundle(bytes);
  const { checks, verdict } = await checkBundle(bytes, {
    ...{ filed: notFiledYet(), trust, caseOf: () => null, similarCases: () => 0 },
    historyOf: (key) => (key === responder.did ? history({ owner: PROVIDER, activeFrom: addMs(NOW, -DAY_MS) }) : null),
    definitionOf: () => ({ definition: document, material: source.material, listed: true }),
  });
  const failed = checks.filter(({ outcome }) => outcome === "fail").map(({ name }) => name);
  return { verdict, failed, keys: parsed.ok && parsed.value.keys };
}

const PROVEN = { verdict: { verdict: "proven" }, failed: [], keys: [keyAlone(responder.did)] };

test("its right answers count as signed, and go to its record with the key that signed them", async () => {
  const outcomes = await outcomesOf(false);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["verified", "verified"]);
  const right = new RightAnswers();
  for (const outcome of outcomes) right.add({ responder: responder.did, provider: PROVIDER }, outcome);
  expect(right.all).toMatchObject([{ name: PROVIDER, signers: [responder.did] }]);
});

test("its lies are kept, and proven to whoever reads what was kept", async () => {
  const outcomes = await outcomesOf(true);
  const desk = new EvidenceDesk({
    ...{ out: join(folder, "kept"), committer: undefined, io: { err: () => undefined, json: true, env: {} } },
  });
  for (const outcome of outcomes) if (outcome.kind === "wrong") await desk.take(outcome);
  const kept = await desk.close();
  expect(kept).toHaveLength(2);
  for (const { file } of kept) expect(await checked(file)).toEqual(PROVEN);
});

test.each([
  ["that the provider is said to have", "responder"],
  ["that its address names", undefined],
])("one call that is recorded is told by the key %s, and a lie so recorded is proven", async (name, said) => {
  const url = await serve(true);
  const { target } = workOf(document)(0).otherwise ?? { target: "/" };
  const out = join(folder, `${name}.evidence.json`);
  const { io } = heardIo(folder, { json: true });
  const args = ["agent", "capture", new URL(target, url).href, "--buy", "--kind", "content-address", "--out", out];
  const against = said === undefined ? ["--against", PROVIDER] : ["--against", responder.did];
  expect(await runTouchstone([...args, ...against], io)).toBe(EXIT.ok);
  expect(await checked(out)).toEqual(PROVEN);
});
