import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { captureExchange } from "#lib/evidence/signing/capture-exchange.ts";
import type { Fields } from "#lib/evidence/signing/http-message.ts";
import { keyAmong, verifyResponse } from "#lib/evidence/signing/verify-response.ts";
import { base64Encode, hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import * as onHono from "./hono.ts";
import * as onNode from "./node-http.ts";

const page = readFileSync("docs/how-to/sign-responses.md", "utf8");
const [request = "", response = ""] = [...page.matchAll(/```http\n(.*?)\n```/gs)].map(([, text = ""]) => text);
const [, base = ""] = /```text\n(.*?)\n```/s.exec(page) ?? [];
const cell = (name: string) => page.match(new RegExp(`^\\| ${name} \\| \`([^\`]+)\` \\|$`, "m"))?.[1] ?? "";

function partsOf(message: string): { start: string[]; fields: Fields; body: Uint8Array } {
  const [head = "", body = ""] = message.split("\n\n");
  const [start = "", ...lines] = head.split("\n");
  const fields = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(":")),
    line.slice(line.indexOf(":") + 1),
  ]);
  return { start: start.split(" "), fields, body: utf8Encode(body) };
}

test("the worked example of the page signs and verifies as it stands there", () => {
  const asked = partsOf(request);
  const answered = partsOf(response);
  const [method = "", target = ""] = asked.start;
  const captured = captureExchange({
    request: { method, target, scheme: "https", host: "halden.example", fields: asked.fields, body: asked.body },
    response: { status: Number(answered.start[1]), fields: answered.fields, body: answered.body },
  });
  if (!captured.ok) throw new Error(`${captured.error.component}: ${captured.error.detail}`);
  const seed = hexDecode(cell("seed, hex")) ?? new Uint8Array();
  const publicKey = publicKeyOfSeed(seed);
  const finding = verifyResponse(captured.value, keyAmong([publicKey]));
  expect(finding.checks.map(({ outcome }) => outcome)).toEqual(["pass", "pass", "pass", "pass"]);
  expect(utf8Decode(finding.answer.message ?? new Uint8Array())).toBe(base);
  expect(base64Encode(signEd25519(seed, utf8Encode(base)))).toBe(captured.value.signature);
  expect(cell("SHA-256 of the base, hex")).toBe(finding.faultMessage);
  expect(cell("public key, hex")).toBe(hexEncode(publicKey));
  expect(cell("thumbprint")).toBe(thumbprintOf(publicKey));
  expect(cell("did:key")).toBe(didKeyOf(publicKey));
  for (const { fields, body } of [asked, answered])
    expect(fields).toContainEqual(["Content-Length", ` ${body.length}`]);
});

test("what the page imports is there under these names", () => {
  const imports = [...page.matchAll(/import \{ ([^}]+) \} from "touchstone-provider"/g)];
  expect(imports.length).toBe(2);
  const exported = { ...onNode, ...onHono };
  for (const [, names = ""] of imports)
    for (const name of names.split(", ")) expect(exported).toHaveProperty(name, expect.any(Function));
});
