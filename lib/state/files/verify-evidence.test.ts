/** That evidence is known by its content in every form, and that what is half, too large or a bomb is refused at its place. */
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { encodeBundle, newBundle } from "#lib/evidence/bundle/bundle.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { signedAnswer, signerKey } from "#lib/evidence/testing/signed-answer.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import { judgeEvidence } from "./verify-evidence.ts";
import { verifyFile } from "./verify-file.ts";

const exchange = await signedAnswer();
const keys = [{ publicKey: didKeyOf(signerKey), events: [], proofs: [] }];
const bundle = newBundle({
  subject: { provider: didKeyOf(signerKey) },
  claim: { kind: "wrong-result", params: {} },
  exchanges: [exchange],
  keys,
});
const bytes = encodeBundle(bundle);
const verify = (file: Uint8Array | string) =>
  verifyFile(typeof file === "string" ? utf8Encode(file) : file, { known: () => undefined });
const refusal = (file: Uint8Array | string) => {
  const { content } = verify(file);
  if (content.kind !== "unusable") throw new Error(`It was taken as ${content.kind}.`);
  const { place, rule, code } = content.found;
  return { place, rule, code };
};

test("a bundle is the same bundle as JSON, with a line's end, and as an archive", () => {
  for (const file of [bytes, Uint8Array.from([...bytes, 0x0a]), zipBundle(bundle)]) {
    const { content, verdict } = verify(file);
    expect({ kind: content.kind, verdict }).toEqual({ kind: "evidence", verdict: "incomplete" });
    if (content.kind === "evidence") expect(content.bytes).toEqual(bytes);
  }
});

test("a bundle's finding has all fourteen checks, and without the definition nothing is said against anybody", async () => {
  const facts = {
    filed: { index: 9 as EntryIndex, at: asInstant(1_795_719_700_000) },
    trust: { logVkey: undefined },
    historyOf: () => undefined,
    definitionOf: () => undefined,
  };
  const { checks, verdict, exitCode, sentence } = await judgeEvidence(bytes, facts);
  expect(checks).toHaveLength(14);
  expect({ verdict, exitCode }).toEqual({ verdict: "incomplete", exitCode: 2 });
  expect(sentence).toBe("Not decided here. The rule that it names is not at hand here.");
  const flipped = encodeBundle({
    ...bundle,
    exchanges: [{ ...exchange, response: { ...exchange.response, body: "AAAA" } }],
  });
  const broken = await judgeEvidence(flipped, facts);
  expect(broken.checks.filter(({ outcome }) => outcome === "fail").map(({ name }) => name)).toEqual(["body"]);
  expect(broken).toMatchObject({ verdict: "tampered", exitCode: 1 });
});

test("a signed answer that names its key by the thumbprint holds for whoever knows that key, and is left open by others", () => {
  const file = canonicalBytes(exchange as unknown as JsonObject);
  const keyed = (key: Uint8Array | undefined) => verifyFile(file, { known: () => undefined, keys: () => key }).verdict;
  expect([keyed(signerKey), keyed(undefined), keyed(new Uint8Array(32).fill(1))]).toEqual([
    "verified",
    "incomplete",
    "incomplete",
  ]);
});

test("one signed answer, a token and a definition are judged alone", () => {
  const answer = verify(canonicalBytes(exchange as unknown as JsonObject));
  expect(answer.content.kind).toBe("exchange");
  const definition = verify(JSON.stringify({ data: { document: functionOf() } }));
  expect(definition).toMatchObject({ content: { kind: "definition" }, verdict: "verified" });
  const segment = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const token = verify(`${segment({ alg: "EdDSA" })}.${segment({ iss: "nobody" })}.${"A".repeat(86)}`);
  expect(token).toMatchObject({ content: { kind: "token" }, verdict: "tampered" });
});

test("half files, other forms, ten megabytes and bombs are refused with place and rule", () => {
  const text = Buffer.from(bytes).toString();
  expect(refusal(text.slice(0, text.length / 2))).toMatchObject({ code: "malformed" });
  expect(refusal(JSON.stringify(JSON.parse(text), null, 2))).toMatchObject({ code: "not-canonical" });
  expect(refusal(text.replace('"status":200', '"status":99'))).toMatchObject({ place: "/exchanges/0/response/status" });
  expect(refusal(`{"claim":{${" ".repeat(10_000_000)}`)).toMatchObject({ code: "too-large" });
  const archive = zipBundle(bundle);
  expect(refusal(archive.slice(0, archive.length / 2))).toMatchObject({ code: "malformed" });
  const bomb = zipSync({ "bundle.json": new Uint8Array(6_000_000) });
  expect(bomb.length).toBeLessThan(50_000);
  expect(refusal(bomb)).toMatchObject({ code: "too-large", rule: expect.stringContaining("4194304 bytes") });
  expect(refusal(zipSync({ "../../evil": new Uint8Array(3) }))).toMatchObject({ code: "schema" });
});
