import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64UrlEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { EXAMPLE_ISSUER, readToken, splitToken, tokenIdOf } from "./prex-token.ts";

const seedOf = (byte: number) => new Uint8Array(32).fill(byte);
const didOf = (byte: number) => didKeyOf(publicKeyOfSeed(seedOf(byte)));

const good = {
  iss: didOf(7),
  aud: ["did:web:halden.example"],
  exp: 1_800_003_600,
  nbf: 1_800_000_000,
  iat: 1_800_000_000,
  jti: "6f0c1b8e-8a0e-4f52-9d8f-1d9f3a1c2b3d",
  quantity: 25,
  usage: 1,
};

/** Signs whatever text stands for the claims: tokens of strangers need not come out of our serialiser. */
function compact(
  claims: string | object,
  { seed = seedOf(7), header = {} }: { seed?: Uint8Array; header?: object } = {},
) {
  const head = { alg: "EdDSA", kid: didKeyOf(publicKeyOfSeed(seed)), typ: "JWT", ...header };
  const text = typeof claims === "string" ? claims : JSON.stringify(claims);
  const signed = `${base64UrlEncode(utf8Encode(JSON.stringify(head)))}.${base64UrlEncode(utf8Encode(text))}`;
  return `${signed}.${base64UrlEncode(signEd25519(seed, utf8Encode(signed)))}`;
}

const read = (text: string) => {
  const parts = splitToken(text);
  if (parts === undefined) throw new Error("not three parts");
  return readToken(parts);
};
const failed = (text: string) =>
  read(text)
    .checks.filter(({ outcome }) => outcome === "fail")
    .map(({ reason }) => reason);

describe("a Prex token", () => {
  test("is read with its identity, and says so claim by claim", () => {
    const finding = read(compact(good));
    expect(finding).toMatchObject({ ok: true, claims: { ...good, quantity: 25n }, id: tokenIdOf(good.iss, good.jti) });
    expect(finding.checks.map(({ outcome }) => outcome)).toEqual(Array(10).fill("pass"));
  });

  test("keeps all 64 bits of its quantity", () => {
    const quantity = "9223372036854775807";
    const text = JSON.stringify(good).replace('"quantity":25', `"quantity": ${quantity}`);
    expect(read(compact(text)).claims?.quantity).toBe(2n ** 63n - 1n);
    expect(failed(compact(text.replace(quantity, "9223372036854775808")))).toEqual(["token-quantity"]);
    expect(failed(compact({ ...good, quantity: 0 }))).toEqual([]);
  });

  test.each([
    ["another algorithm", compact(good, { header: { alg: "none" } }), ["token-algorithm"]],
    ["a key id with a fragment", compact(good, { header: { kid: `${good.iss}#key` } }), ["token-key-id"]],
    ["an issuer with a fragment", compact({ ...good, iss: `${good.iss}#a` }), ["token-issuer"]],
    ["one audience as text", compact({ ...good, aud: "halden" }), ["token-audience"]],
    ["no audience", compact({ ...good, aud: [] }), ["token-audience"]],
    ["an end in text", compact({ ...good, exp: "soon" }), ["token-exp"]],
    ["an end before its beginning", compact({ ...good, exp: good.nbf }), ["token-times"]],
    ["an id that is no UUID", compact({ ...good, jti: "7" }), ["token-jti"]],
    ["a quantity in text", compact({ ...good, quantity: "25" }), ["token-quantity"]],
    ["a negative quantity", compact({ ...good, quantity: -1 }), ["token-quantity"]],
    ["half a quantity", compact({ ...good, quantity: 2.5 }), ["token-quantity"]],
    ["an unknown usage", compact({ ...good, usage: 3 }), ["token-usage"]],
    ["doubled claims", compact(JSON.stringify(good).replace("{", '{"usage":2,')), ["token-malformed"]],
    [
      "a number that poses as marked text",
      compact(JSON.stringify(good).replace("25", '"integer:25"')),
      ["token-malformed"],
    ],
    ["another instance's name", compact({ ...good, iss: didOf(8) }), ["token-key-id", "token-signature"]],
  ])("is refused with the claim at fault: %s", (_, text, reasons) => expect(failed(text)).toEqual(reasons));

  test("has times that are whole seconds, and ends after it begins and was issued", () => {
    const times = (change: object) => failed(compact({ ...good, ...change }));
    expect([times({ exp: good.nbf + 1 }), times({ nbf: 0, iat: 0 }), times({ nbf: good.exp - 1 })]).toEqual([
      [],
      [],
      [],
    ]);
    expect([times({ iat: good.exp }), times({ nbf: good.exp, iat: 0 }), times({ nbf: 0, iat: good.exp })]).toEqual(
      Array(3).fill(["token-times"]),
    );
    for (const [name, value] of [
      ["exp", -1],
      ["nbf", -1],
      ["iat", 0.5],
      ["iat", 2 ** 53],
      ["nbf", null],
    ] as const)
      expect(times({ [name]: value }), `${name} ${value}`).toEqual([`token-${name}`]);
    // Each claim is told once, by its first fault.
    expect(times({ exp: "x", nbf: "x" })).toEqual(["token-exp"]);
    expect(read(compact({ ...good, exp: "x" })).claims).toBeUndefined();
    expect(failed(compact({ ...good, aud: ["a", ""] }))).toEqual(["token-audience"]);
    expect(failed(compact({ ...good, aud: ["a", 7] }))).toEqual(["token-audience"]);
    expect(read(compact({ ...good, usage: 2 })).claims?.usage).toBe(2);
    expect([0, -1].flatMap((usage) => failed(compact({ ...good, usage })))).toEqual(["token-usage", "token-usage"]);
  });

  test("of the public example's key proves nothing, and says so", () => {
    expect(didOf(0x11)).toBe(EXAMPLE_ISSUER);
    expect(failed(compact({ ...good, iss: EXAMPLE_ISSUER }, { seed: seedOf(0x11) }))).toEqual(["token-example-key"]);
  });

  test("without its signature is readable and never verified", () => {
    const { header, claims } = splitToken(compact(good)) ?? { header: "", claims: "" };
    const finding = readToken({ header, claims });
    expect(finding.claims?.jti).toBe(good.jti);
    expect(finding.checks.find(({ name }) => name === "token-signature")?.outcome).toBe("cannot-check");
  });

  test("one identity, whatever its text: a changed letter is refused or gives another token, and nothing throws", () => {
    const text = compact(good);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(..."Ab9-_.=+/ \u00e9"), (at, letter) => {
        const changed = text.slice(0, at) + letter + text.slice(at + 1);
        const parts = splitToken(changed);
        if (parts === undefined || changed === text) return;
        expect(readToken(parts).ok).toBe(false);
      }),
      { seed: 20261126, numRuns: 200 },
    );
  });
});
