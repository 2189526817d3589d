/** Changed bundles: the right check notices, and the command line says what the checks say. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { flip, flipBundles } from "#bench/support/flip-bundles.ts";
import { encodeBundle } from "#lib/evidence/bundle/bundle.ts";
import { zipBundle } from "#lib/evidence/bundle/zip.ts";
import { checkBundle } from "#lib/evidence/checks/check-bundle.ts";
import type { HttpExchange } from "#lib/evidence/exchange.ts";
import { exampleClaims } from "#lib/evidence/testing/example-claims.ts";
import { base64Decode, base64Encode } from "#lib/kernel/base.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { runTouchstone } from "../touchstone.ts";
import { notFiledYet } from "./check-here.ts";

const folder = mkdtempSync(join(tmpdir(), "flips-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a changed bit is noticed by the check that is about it, and outside what was signed the fault keeps its name", async () => {
  const results = await flipBundles({ share: 1 / 300, seed: 20_261_126, raw: rawVerify });
  expect(results.flatMap(({ failures }) => failures)).toEqual([]);
  expect(results.map(({ kind }) => kind)).toEqual([
    ...["equivocation", "content-address", "wrong-result", "key-misuse"],
    ...["offer-broken", "disclosure-contradiction", "token-misuse"],
  ]);
  expect(results.reduce((sum, { flips }) => sum + flips, 0)).toBeGreaterThan(150);
});

async function said(name: string, bytes: Uint8Array, logVkey: string): Promise<Record<string, unknown>> {
  const file = join(folder, name);
  writeFileSync(file, bytes);
  let out = "";
  await runTouchstone(["evidence", "check", file, "--key", logVkey], {
    out: (line) => {
      out += line;
    },
    err: () => undefined,
    readStdin: async () => new Uint8Array(),
    env: { TOUCHSTONE_HOME: folder },
    json: true,
    signal: new AbortController().signal,
  });
  return JSON.parse(out);
}

test("the command line finds the same in whole, changed and zipped bundles, whatever the signature", async () => {
  const { "offer-broken": honest } = await exampleClaims();
  if (honest === undefined) throw new Error("the example is there");
  const [exchange] = honest.bundle.exchanges as [HttpExchange];
  const signature = base64Decode(exchange.signature) ?? new Uint8Array();
  const signed = (change: (bytes: Uint8Array) => Uint8Array) => {
    const changed = { ...exchange, signature: base64Encode(change(Uint8Array.from(signature))) };
    return encodeBundle({ ...honest.bundle, exchanges: [changed] });
  };
  const identity = Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 1 : 0));
  const variants: Record<string, Uint8Array> = {
    "whole.json": honest.bytes,
    "whole.zip": zipBundle(honest.bundle),
    "early.json": flip(honest.bytes, 40, 1),
    "body.json": flip(honest.bytes, honest.bytes.length >> 2, 0),
    "late.json": flip(honest.bytes, honest.bytes.length - 900, 2),
    "truncated.json": signed((bytes) => bytes.subarray(0, 63)),
    "small-order.json": signed((bytes) => Uint8Array.of(...identity, ...bytes.subarray(32))),
    "malleable.json": signed((bytes) => withOrderAdded(bytes)),
  };
  for (const [name, bytes] of Object.entries(variants)) {
    const { checks, verdict } = await said(name, bytes, honest.facts.logVkey);
    const trust = { logVkey: honest.facts.logVkey, raw: rawVerify };
    const here = await checkBundle(name.endsWith(".zip") ? honest.bytes : bytes, {
      ...{ filed: notFiledYet(), trust, historyOf: () => undefined, definitionOf: () => undefined },
    });
    expect({ name, checks, verdict }).toEqual({ name, checks: here.checks, verdict: here.verdict });
    if (/^(trunc|small|mall)/.test(name)) expect(here.verdict).toEqual({ verdict: "refuted", reason: "bad-signature" });
  }
});

/** S + L: the same point, in a form that TS-Ed25519/1 refuses. */
function withOrderAdded(bytes: Uint8Array): Uint8Array {
  const L = 2n ** 252n + 27742317777372353535851937790883648493n;
  let value = L;
  for (let at = 0; at < 32; at++) value += BigInt(bytes[32 + at] ?? 0) << BigInt(8 * at);
  for (let at = 0; at < 32; at++) bytes[32 + at] = Number((value >> BigInt(8 * at)) & 255n);
  return bytes;
}
