/** Bundles of a store of blocks that were really signed and really logged, and what a checker knows of them. */
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, type Instant, SECOND_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { receiptObject } from "#lib/log/receipt.ts";
import { headOf, receiptIn, TRUST } from "#lib/state/testing/fraud-world.ts";
import { TestWorld, testKey } from "#lib/state/testing/world.ts";
import type { Definition } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { BUNDLE_SCHEMA, type Bundle, encodeBundle } from "../bundle/bundle.ts";
import { checkBundle } from "../checks/check-bundle.ts";
import type { CheckFacts, KeyHistory } from "../checks/facts.ts";
import { functionOf, TEST_WINDOW } from "../definition/testing/definitions.ts";
import type { Exchange, HttpExchange } from "../exchange.ts";
import { commitBodyOf, exchangeHashOf } from "../exchange-record.ts";
import { BUNDLE_RULES } from "../rules.ts";
import { signResponse } from "../signing/sign-response.ts";
import { answeredAt, sign, signerKey } from "./signed-answer.ts";

export const signer = didKeyOf(signerKey);
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const example = (text: string, path: string, result: string) => ({
  name: text,
  exchanges: [
    {
      request: { method: "GET", authority: "blocks.example", path, query: "?" },
      response: { status: 200, contentType: "application/octet-stream", body: { text } },
    },
  ],
  result,
});
/** CID version 1, raw, of the text. */
const pathOf = (text: string) => {
  const digest = sha256(utf8Encode(text));
  return `/blocks/b${base32(Uint8Array.of(1, 0x55, 0x12, 32, ...digest))}`;
};
function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  return (bits.match(/.{1,5}/g) ?? []).map((five) => letters[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

export const blocks = {
  schema: "touchstone/definition/1",
  kind: "content-address",
  input: { from: ["@path;req"], body: "bytes" },
  unattestable: [],
  window: { ...TEST_WINDOW, validUntil: "2027-11-22T10:00:00.000Z" },
  tests: [
    example("one", pathOf("one"), "match"),
    example("two", pathOf("two"), "match"),
    example("three", pathOf("one"), "mismatch"),
  ],
} as unknown as Definition;
export const BLOCKS = hex(definitionHash(blocks));

/** As {@link blocks}, but two answers to one request are held against each other: under an identifier each decides alone. */
export const compared = {
  ...blocks,
  kind: "equality",
  output: { ...functionOf().output, body: "bytes" },
  state: "none",
} as unknown as Extract<Definition, { kind: "equality" }>;

export const answer = (
  served: string,
  asked: string,
  created: Instant = answeredAt,
  nonce = "YWdlbnRzLW93bi1ub25jZQ",
) =>
  signResponse(
    {
      request: { method: "GET", authority: "blocks.example", path: pathOf(asked), query: "?", nonce },
      response: {
        status: 200,
        contentType: "application/octet-stream",
        definition: BLOCKS,
        body: utf8Encode(served),
      },
    },
    { created: created / SECOND_MS, keyid: signer, nonce: "c2lnbmVyLW5vbmNl" },
    sign,
  );

export const agent = testKey("an agent");

/** The log that fixed the exchange `afterMs` after it was signed, and the receipt of that. */
export function committed(exchanges: readonly Exchange[], afterMs = 60 * SECOND_MS) {
  const world = TestWorld.founded();
  world.now = addMs(answeredAt, afterMs);
  const body = commitBodyOf(exchanges.map(exchangeHashOf)) as unknown as JsonObject;
  world.say({ kind: "exchange.commit", by: agent, subject: "none", body });
  const size = world.leaves.length;
  return receiptObject(receiptIn(world.leaves, size - 1, size, headOf(world.leaves, size)));
}

export function bundleOf(exchanges: readonly HttpExchange[], change: Partial<Bundle> = {}): Bundle {
  return {
    schema: BUNDLE_SCHEMA,
    rules: BUNDLE_RULES,
    subject: { provider: signer },
    claim: { kind: "content-address", params: {} },
    exchanges: [...exchanges],
    keys: [],
    time: exchanges.length === 0 ? [] : [{ receipt: committed(exchanges) as unknown as Record<string, unknown> }],
    reporter: {},
    receipts: [],
    ...change,
  };
}

export const FACTS: CheckFacts = {
  filed: { index: 900 as EntryIndex, at: addMs(answeredAt, DAY_MS) },
  trust: TRUST,
  historyOf: () => null,
  definitionOf: (hash) =>
    hash === BLOCKS ? { definition: blocks, material: { code: undefined, state: undefined }, listed: true } : undefined,
  caseOf: () => null,
  similarCases: () => 0,
};

export const HALDEN = `prv_${"a".repeat(26)}` as ProviderId;
export const history = (change: Partial<KeyHistory> = {}): KeyHistory => ({
  owner: HALDEN,
  purpose: "response",
  addedIn: 0 as EntryIndex,
  activeFrom: addMs(answeredAt, -DAY_MS),
  ends: [],
  ...change,
});

export const check = (bundle: Bundle, facts: Partial<CheckFacts> = {}) =>
  checkBundle(encodeBundle(bundle), { ...FACTS, ...facts });
export const registered = (exchange: HttpExchange, change: Partial<Bundle> = {}) =>
  bundleOf([exchange], {
    subject: { provider: HALDEN },
    keys: [{ publicKey: signer, events: [], proofs: [] }],
    ...change,
  });
