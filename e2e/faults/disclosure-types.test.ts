import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { APPLIES, bodyOf } from "#lib/client/disclosure/composer-form.ts";
import { valuesOfFields } from "#lib/client/disclosure/form-values.ts";
import { signerOfSeed } from "#lib/client/signer.ts";
import { prepareStatement, signStatement as signInBrowser } from "#lib/client/statements/prepare-statement.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { type ProviderId, providerIdOf } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { statementHash } from "#lib/statement/envelope.ts";
import type { Kind } from "#lib/statement/kinds.ts";
import { EXIT } from "../../lib/cli/command.ts";
import { openKey } from "../../lib/cli/key-ring.ts";
import { heardIo } from "../../lib/cli/testing/heard-io.ts";
import { runTouchstone } from "../../lib/cli/touchstone.ts";
import { jsonOf } from "../support/http.ts";
import { Scene } from "../support/scene.ts";
import { readWholeLog } from "../support/whole-log.ts";

const types: readonly DisclosureType[] = Object.values(DISCLOSURES);
const home = mkdtempSync(path.join(tmpdir(), "touchstone-types-"));
const now = asInstant(Date.now());

let scene: Scene;
let operator: Identity;
let provider: ProviderId;

/** Runs a command in this process; `onProgress` may stop it. */
async function run(args: string[], onProgress: (line: string, stop: () => void) => void = () => undefined) {
  const stop = new AbortController();
  const onErr = (line: string) => onProgress(line, () => stop.abort());
  const { io, said } = heardIo(home, { json: true, signal: stop.signal, onErr });
  const code = await runTouchstone(args, io);
  return { code, said: said.out, complaints: said.err };
}

/** Answers what it printed. */
async function touchstone(...args: string[]): Promise<string> {
  const { code, said, complaints } = await run(args);
  expect(code, `${args.join(" ")}\n${complaints}`).toBe(EXIT.ok);
  return said;
}

async function say(kind: "participant.register" | "provider.register", subject: string, body: JsonObject) {
  const { did, thumbprint, seed } = operator;
  const draft = { kind, log: scene.stack.origin, issuer: did, key: thumbprint, subject, body };
  const unsigned = composeStatement(draft, asInstant(Date.now()), (count) => randomBytes(count));
  const statement = { hash: statementHash(unsigned), bytes: signStatement(unsigned, seed) };
  await scene.record(statement);
  return statement.hash;
}

beforeAll(async () => {
  scene = await Scene.open();
  await touchstone("keys", "new", "operator");
  operator = await openKey({ TOUCHSTONE_HOME: home }, "operator");
  await say("participant.register", operator.did, { displayName: "Halden" });
  provider = providerIdOf(await say("provider.register", "new", { kind: "instance", name: "Halden Exchange" }));
});

afterAll(async () => {
  await scene?.close();
  rmSync(home, { recursive: true, force: true });
});

test("each type is published from the command line, the composer and the API with the same bytes", async () => {
  const indices = new Map<string, number>();
  for (const { type, example } of types) {
    const file = path.join(home, `${type}.json`);
    writeFileSync(file, JSON.stringify(example(now)));
    const said = await touchstone(
      "disclose",
      type,
      file,
      "--provider",
      provider,
      "--key",
      "operator",
      "--url",
      scene.stack.url,
    );
    indices.set(type, z.object({ index: z.number() }).parse(JSON.parse(said)).index);
  }
  const log = await readWholeLog(scene.client, { url: scene.stack.url, vkey: scene.stack.vkey });
  for (const type of types) {
    const index = indices.get(type.type) ?? -1;
    const entry = parseEntry(log.leaves[index] ?? new Uint8Array());
    if (!entry.ok) throw new Error(entry.error.detail);
    const { statement, bytes } = entry.value.parsed;
    // As the composer does it: the body that fills the inputs comes out of them again, and is signed by WebCrypto.
    const fields = fieldsOf(type.body);
    const inputs = { ...valuesOfFields(fields, statement.body), [APPLIES]: "yes" };
    const body = type.composed ? bodyOf(inputs, fields) : statement.body;
    const { id, issuedAt, prev, subject } = statement;
    const { log: origin, kind } = statement;
    const { did: issuer, thumbprint: key } = operator;
    const plan = { kind: kind as Kind, log: origin, issuer, key, subject, prev, body };
    const signer = await signerOfSeed(operator.seed.slice(), crypto.subtle);
    const composed = await signInBrowser(prepareStatement(plan, { id, issuedAt }), signer);
    expect(Buffer.from(composed).toString("utf8"), type.type).toBe(Buffer.from(bytes).toString("utf8"));
    // And through the API: the same statement has the same place for ever.
    const answer = await scene.post({ hash: entry.value.parsed.hash, bytes: composed });
    expect(answer.status, type.type).toBe(201);
    expect(jsonOf(answer)).toMatchObject({ receipt: { index }, effect: { status: "effective" } });
  }
});

test("a file of many is stopped in the middle and goes on: each good row once, each bad one listed and kept", async () => {
  const good = (nth: number) => {
    const type = nth % 2 === 0 ? "software" : "dependency";
    const body = nth % 2 === 0 ? { commit: String(nth).repeat(40).slice(0, 40) } : { hosts: [`h${nth}.example`] };
    return JSON.stringify({ type, provider, body: { ...DISCLOSURES[type].example(now), ...body } });
  };
  const bad = (nth: number) => JSON.stringify({ type: "software", provider, body: { hosts: nth } });
  const lines = Array.from({ length: 20 }, (_, nth) => (nth % 4 === 3 ? bad(nth) : good(nth)));
  const [file, rest] = [path.join(home, "many.jsonl"), path.join(home, "rest.jsonl")];
  writeFileSync(file, `${lines.join("\n")}\n`);
  const many = ["disclose", "many", file, "--url", scene.stack.url, "--key", "operator", "--publish"];
  const first = await run([...many, "--rest", rest], (line, stop) => line.startsWith("10 of 15") && stop());
  expect(first.code).toBe(EXIT.incomplete);
  const begun = jsonRows(first.said);
  expect(begun).toMatchObject({ good: 15, skipped: 0, failed: [], stopped: "Stopped." });
  expect(begun.recorded.map(({ line }) => line)).toEqual([1, 2, 3, 5, 6, 7, 9, 10, 11, 13]);
  expect(new Set(begun.faults.map(({ line }) => line))).toEqual(new Set([4, 8, 12, 16, 20]));
  expect(begun.faults).toContainEqual({ line: 4, field: "/body/hosts", rule: 'There is no field "hosts" here.' });
  expect(readFileSync(rest, "utf8").trim().split("\n")).toEqual([3, 7, 11, 15, 19].map((at) => lines[at]));

  // As if the machine had stopped between the answer and its note: the same bytes are sent again and recorded once.
  const notes = readFileSync(`${file}.sent`, "utf8").trimEnd().split("\n");
  writeFileSync(`${file}.sent`, `${notes.slice(0, -1).join("\n")}\n{"row": "`);
  const second = jsonRows((await run(many)).said);
  expect(second).toMatchObject({ skipped: 9, failed: [] });
  expect(second.recorded[0]).toEqual(begun.recorded[9]);
  expect(second.recorded.map(({ line }) => line)).toEqual([13, 14, 15, 17, 18, 19]);
  expect(jsonRows((await run(many)).said)).toMatchObject({ recorded: [], skipped: 15 });
  const entries = [...begun.recorded, ...second.recorded.slice(1)].map(({ entry }) => entry);
  expect(new Set(entries).size).toBe(15);
  const { software, dependency } = providerSchema.parse(jsonOf(await scene.get(`/api/v1/providers/${provider}`))).data
    .form.disclosures;
  // One of each was there before.
  expect((software?.versions ?? 0) + (dependency?.versions ?? 0)).toBe(2 + 15);
});

const versions = z.record(z.string(), z.object({ versions: z.number() }));
const providerSchema = z.object({ data: z.object({ form: z.object({ disclosures: versions }) }) });

const manySchema = z.object({
  recorded: z.array(z.object({ line: z.number(), entry: z.number() })),
  faults: z.array(z.object({ line: z.number(), field: z.string(), rule: z.string() })),
});
const jsonRows = (said: string) => manySchema.loose().parse(JSON.parse(said));
