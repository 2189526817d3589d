/** Claims about tokens, and what a verdict rests on. */
import { describe, expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import type { Did, EntryIndex, ProviderId } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { encodeBundle, newBundle } from "../bundle/bundle.ts";
import { faultGroupOf } from "../bundle/fault-id.ts";
import { answeredAt, signerKey } from "../testing/signed-answer.ts";
import { checkBundle } from "./check-bundle.ts";
import type { CheckFacts } from "./facts.ts";

const signer = didKeyOf(signerKey);

const FACTS: CheckFacts = {
  filed: { index: 900 as EntryIndex, at: addMs(answeredAt, DAY_MS) },
  trust: { logVkey: undefined },
  historyOf: () => null,
  definitionOf: () => undefined,
  caseOf: () => null,
  similarCases: () => 0,
};

const HALDEN = `prv_${"a".repeat(26)}` as ProviderId;

describe("tokens", () => {
  const issuerSeed = new Uint8Array(32).fill(7);
  const token = (change: object, write = (value: object): string => canonicalText(value as never)) => {
    const head = { alg: "EdDSA", kid: signer, typ: "JWT" };
    const claims = {
      iss: signer as Did,
      aud: ["a"],
      exp: 1_700_000_000,
      nbf: 1_600_000_000,
      iat: 1_600_000_000,
      jti: "6f0c1b8e-8a0e-4f52-9d8f-1d9f3a1c2b3d",
      quantity: 5,
      usage: 1,
      ...change,
    };
    const part = (text: string) => base64UrlEncode(utf8Encode(text));
    const signed = `${part(canonicalText(head))}.${part(write(claims))}`;
    expect(didKeyOf(publicKeyOfSeed(issuerSeed))).toBe(signer);
    return `${signed}.${base64UrlEncode(signEd25519(issuerSeed, utf8Encode(signed)))}`;
  };
  const claimed = (...tokens: string[]) => {
    const claim = { kind: "token-misuse" as const, params: { tokens } };
    return checkBundle(encodeBundle(newBundle({ subject: { provider: signer }, claim, exchanges: [] })), FACTS);
  };

  test("one id with two sets of claims is proven against the issuer, and one token twice is not", async () => {
    const found = await claimed(token({}), token({ quantity: 6 }));
    expect(found.verdict).toEqual({ verdict: "proven" });
    expect(found.checks.find(({ name }) => name === "claim")?.detail).toContain("one token id with two sets");
    // Of the UTC day on which the token says that it was issued.
    const issuedAt = asInstant(1_600_000_000_000);
    expect(found.fault?.group).toBe(faultGroupOf(signer, "token-misuse", null, issuedAt));
    expect((await claimed(token({}), token({}))).verdict).toMatchObject({ reason: "same-claims" });
    const inAnotherOrder = token({}, (claims) =>
      JSON.stringify(Object.fromEntries(Object.entries(claims).toReversed())),
    );
    expect(inAnotherOrder).not.toBe(token({}));
    expect((await claimed(token({}), inAnotherOrder)).verdict).toMatchObject({ reason: "same-claims" });
    expect((await claimed(token({}))).checks.find(({ name }) => name === "claim")).toMatchObject({
      reason: "audience-is-a-name",
    });
    const other = token({ jti: "00000000-8a0e-4f52-9d8f-1d9f3a1c2b3d" });
    expect((await claimed(token({}), other)).verdict).toMatchObject({ reason: "different-tokens" });
    expect((await claimed(token({}), token({ exp: 4_000_000_000 }))).verdict).toMatchObject({ reason: "secrets" });
  });

  test("tokens that another key issued say nothing of the provider that is accused", async () => {
    const claim = { kind: "token-misuse" as const, params: { tokens: [token({}), token({ quantity: 6 })] } };
    const bundle = encodeBundle(newBundle({ subject: { provider: HALDEN }, claim, exchanges: [] }));
    const under = async (owner: ProviderId | null) => {
      const history = { purpose: "response" as const, addedIn: 3 as EntryIndex, activeFrom: answeredAt, ends: [] };
      const historyOf = () => (owner === null ? null : { ...history, owner });
      return (await checkBundle(bundle, { ...FACTS, historyOf })).verdict;
    };
    expect(await under(null)).toEqual({ verdict: "refuted", reason: "wrong-party" });
    expect(await under(`prv_${"b".repeat(26)}` as ProviderId)).toEqual({ verdict: "refuted", reason: "wrong-party" });
    expect(await under(HALDEN)).toEqual({ verdict: "proven" });
  });
});
