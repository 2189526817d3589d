/** Signed answers out of real files into bundles, and bundles judged by two real machines. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { encodeBundle, newBundle, parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { unzipBundle } from "#lib/evidence/bundle/zip.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { CheckFacts } from "#lib/evidence/checks/facts.ts";
import { functionOf, jobOf } from "#lib/evidence/definition/testing/definitions.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { signResponse } from "#lib/evidence/signing/sign-response.ts";
import { answeredAt, parameters, sentAs, sign, signedAnswer, signerKey } from "#lib/evidence/testing/signed-answer.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, SECOND_MS } from "#lib/kernel/instant.ts";
import { ReplayHost } from "#lib/platform/node-replay-host.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { EXIT } from "../command.ts";
import { commandIn } from "./test-run.ts";

const folder = mkdtempSync(join(tmpdir(), "evidence-"));
const hosts = { local: new ReplayHost("liftoff"), second: new ReplayHost("turbofan") };
afterAll(async () => {
  await Promise.all([hosts.local.close(), hosts.second.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const signer = didKeyOf(signerKey);

describe("two machines judge an answer by its function", () => {
  const definition = functionOf();
  const hash = hexEncode(definitionHash(definition));
  const { material } = jobOf();
  const facts: CheckFacts = {
    filed: { index: 9 as EntryIndex, at: addMs(answeredAt, DAY_MS) },
    trust: { logVkey: undefined },
    historyOf: () => null,
    definitionOf: () => ({ definition, material, listed: true }),
    caseOf: () => null,
    similarCases: () => 0,
    hosts,
  };
  const sorted = (answer: string): Promise<HttpExchange> => {
    const request = {
      method: "POST",
      authority: "sort.example",
      path: "/sort",
      query: "?",
      nonce: "Y2xpZW50LW5vbmNl",
      body: utf8Encode("[3,1,2]"),
    };
    const response = { status: 200, contentType: "application/json", definition: hash, body: utf8Encode(answer) };
    const at = addMs(answeredAt, 0) / SECOND_MS;
    return signResponse({ request, response }, { ...parameters, created: at, keyid: signer }, sign);
  };
  const judged = async (answer: string, more: Partial<CheckFacts> = {}) => {
    const claim = { kind: "wrong-result" as const, params: {} };
    const bundle = newBundle({ subject: { provider: signer }, claim, exchanges: [await sorted(answer)] });
    return (await checkBundle(encodeBundle(bundle), { ...facts, ...more })).verdict;
  };

  test("a wrong result is proven, a right one is not, and one machine alone convicts nobody", async () => {
    expect(await judged("[3,2,1]")).toEqual({ verdict: "proven" });
    expect(await judged("[1,2,3]")).toEqual({ verdict: "refuted", reason: "answer-is-right" });
    expect(await judged("[3,2,1]", { hosts: { local: hosts.local } })).toEqual({
      verdict: "open",
      reason: "runtime-unavailable",
    });
    const unready = { definition, material: { ...material, code: undefined }, listed: true };
    expect(await judged("[3,2,1]", { definitionOf: () => unready })).toEqual({
      verdict: "open",
      reason: "missing-code",
    });
  });
});

const run = commandIn("evidence", () => folder, { json: false });

describe("what tools save becomes a bundle", () => {
  const file = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const lines = (fields: readonly (readonly [string, string])[]) =>
    fields.map(([name, value]) => `${name}: ${value}\r\n`).join("");

  test("an HTTP archive, raw messages and a curl command give the same exchange, and no secret", async () => {
    const exchange = await signedAnswer();
    const { request, response } = sentAs(exchange);
    const asked = utf8Decode(request.body ?? new Uint8Array()) ?? "";
    const answer = file("answer.txt", `HTTP/1.1 200 OK\r\n${lines(response.fields)}\r\n${utf8Decode(response.body)}`);
    const raw = file("request.txt", `POST ${request.target} HTTP/1.1\r\n${lines(request.fields)}\r\n${asked}`);
    const headers = request.fields.map(([name, value]) => `-H '${name}: ${value}'`).join(" ");
    const curl = file("curl.txt", `curl 'https://${request.host}${request.target}' ${headers} --data-raw '${asked}'`);
    const named = (fields: readonly (readonly [string, string])[]) => fields.map(([name, value]) => ({ name, value }));
    const entry = {
      request: {
        method: "POST",
        url: `https://${request.host}${request.target}`,
        headers: named(request.fields),
        postData: { text: asked },
      },
      response: { status: 200, headers: named(response.fields), content: { text: utf8Decode(response.body) } },
    };
    const har = file("all.har", JSON.stringify({ log: { entries: [entry] } }));
    const common = ["--kind", "wrong-result", "--against", signer];
    const ways = [
      ["--har", har],
      ["--request", raw, "--response", answer],
      ["--curl", curl, "--response", answer],
    ];
    for (const [at, way] of ways.entries()) {
      const out = join(folder, at === 1 ? `b${at}.zip` : `b${at}.json`);
      const told = await run("import", ...common, "--out", out, ...way);
      expect([told.code, told.err]).toEqual([EXIT.ok, ""]);
      expect(told.out).toContain("Left out: authorization");
      const bytes = readFileSync(out);
      const read = at === 1 ? unzipBundle(bytes) : parseBundle(bytes);
      expect(read.ok && read.value.exchanges).toEqual([exchange]);
      expect(bytes.includes("secret")).toBe(false);
      expect((await run("import", ...common, "--out", out, ...way)).code).toBe(EXIT.incomplete);
    }
    const leaky = ["--text", "Authorization: Bearer abcdef1234567890", "--out", join(folder, "leaky.json")];
    const stopped = await run("import", ...common, ...leaky, "--har", har);
    expect([stopped.code, stopped.err]).toEqual([EXIT.usage, expect.stringContaining("/claim/text (authorization)")]);
    expect(existsSync(join(folder, "leaky.json"))).toBe(false);
    const checked = await run("check", join(folder, "b0.json"));
    expect(checked.out).toMatch(/^pass +signature/m);
    expect(checked.out).toContain("open:missing-definition");
    expect(checked.code).toBe(EXIT.incomplete);
  });

  test("what cannot be read says where and by which rule", async () => {
    const broken = file("broken.txt", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nab");
    const request = file("ok.txt", "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
    const out = join(folder, "never.json");
    const told = await run(
      "import",
      "--kind",
      "slow",
      "--against",
      signer,
      "--out",
      out,
      "--request",
      request,
      "--response",
      broken,
    );
    expect([told.code, told.err]).toEqual([EXIT.usage, expect.stringContaining("broken.txt at /response/body")]);
    expect((await run("import", "--kind", "rude", "--against", signer)).err).toContain("--kind is one of");
    expect((await run("check", file("x.zip", utf8Encode("PK\u0003\u0004")))).code).toBe(EXIT.usage);
    expect((await run("check", file("y.json", "{}"))).out).toContain("refuted:bundle-form");
  });
});
