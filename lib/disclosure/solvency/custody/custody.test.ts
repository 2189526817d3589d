import { p256 } from "@noble/curves/nist.js";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { blake2b } from "@noble/hashes/blake2.js";
import { keccak_256 } from "@noble/hashes/sha3.js";
import { describe, expect, test } from "vitest";
import { base64Decode, base64Encode, hexEncode } from "#lib/kernel/base.ts";
import { concatBytes, utf8Encode } from "#lib/kernel/bytes.ts";
import { publicKeyOfSeed, signEd25519 } from "#lib/kernel/ed25519.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { CustodyFields } from "#lib/statement/disclosures/custody-addresses.ts";
import { checkBip322 } from "./bip322.ts";
import { checkCustody } from "./check-custody.ts";
import { custodyText } from "./custody-text.ts";
import { checkEip191 } from "./eip191.ts";
import { parseSegwitAddress } from "./segwit-address.ts";
import { checkSuiPersonal } from "./sui-personal.ts";

const secret = sha256(utf8Encode("custody key of a test"));

describe("BIP-322, vectors of the BIP and of Bitcoin Core", () => {
  const P2WPKH = "bc1q9vza2e8x573nczrlzms0wvx3gsqjx7vavgkx0l";
  const EMPTY =
    "AkcwRAIgM2gBAQqvZX15ZiysmKmQpDrG83avLIT492QBzLnQIxYCIBaTpOaD20qRlEylyxFSeEA2ba9YOixpX8z46TSDtS40ASECx/EgAxlkQpQ9hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI=";
  const HELLO =
    "AkcwRAIgZRfIY3p7/DoVTty6YZbWS71bc5Vct9p9Fia83eRmw2QCICK/ENGfwLtptFluMGs2KsqoNSk89pO7F29zJLUx9a/sASECx/EgAxlkQpQ9hYjgGu6EBCPMVPwVIVJqO4XCsMvViHI=";
  const P2TR = "bc1ppv609nr0vr25u07u95waq5lucwfm6tde4nydujnu8npg4q75mr5sxq8lt3";
  const TAPROOT = "AUHd69PrJQEv+oKTfZ8l+WROBHuy9HKrbFCJu7U1iK2iiEy1vMU5EfMtjc+VSHM7aU0SDbak5IUZRVno2P5mjSafAQ==";

  test("verify, and not for another text or address", () => {
    expect(checkBip322(P2WPKH, "", EMPTY)).toBe("valid");
    expect(checkBip322(P2WPKH, "Hello World", HELLO)).toBe("valid");
    expect(checkBip322(P2TR, "Hello World", TAPROOT)).toBe("valid");
    expect(checkBip322(P2WPKH, "Hello World!", HELLO)).toBe("invalid");
    expect(checkBip322(P2TR, "", TAPROOT)).toBe("invalid");
    expect(checkBip322("bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", "Hello World", HELLO)).toBe("invalid");
  });

  test("any flipped byte of a signature makes it not valid", () => {
    for (const [address, signature] of [
      [P2WPKH, HELLO],
      [P2TR, TAPROOT],
    ] as const) {
      const bytes = base64Decode(signature) ?? new Uint8Array();
      for (let at = 0; at < bytes.length; at += 7) {
        const flipped = bytes.map((byte, place) => (place === at ? byte ^ 0x40 : byte));
        expect(checkBip322(address, "Hello World", base64Encode(flipped))).not.toBe("valid");
      }
    }
  });

  test("scripts and old addresses cannot be checked, and are not called invalid", () => {
    const script = "bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3";
    expect(parseSegwitAddress(script)?.program).toHaveLength(32);
    expect(checkBip322(script, "", EMPTY)).toBe("cannot-check");
    expect(checkBip322("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "", EMPTY)).toBe("cannot-check");
    expect(parseSegwitAddress("bc1q9vza2e8x573nczrlzms0wvx3gsqjx7vavgkx0q")).toBeUndefined();
  });
});

describe("EIP-191", () => {
  const publicKey = secp256k1.getPublicKey(secret, false);
  const address = `0x${hexEncode(keccak_256(publicKey.subarray(1)).subarray(12))}`;
  const sign = (text: string) => {
    const hash = keccak_256(utf8Encode(`\x19Ethereum Signed Message:\n${utf8Encode(text).length}${text}`));
    const [recovery = 0, ...compact] = secp256k1.sign(hash, secret, { prehash: false, format: "recovered" });
    return `0x${hexEncode(Uint8Array.of(...compact, 27 + recovery))}`;
  };

  test("recovers the address that signed, in whatever case it is written", () => {
    expect(checkEip191(address, "five\nlines", sign("five\nlines"))).toBe("valid");
    expect(checkEip191(address.toUpperCase().replace("0X", "0x"), "é", sign("é"))).toBe("valid");
    expect(checkEip191(address, "other", sign("five\nlines"))).toBe("invalid");
    expect(checkEip191(`0x${"11".repeat(20)}`, "five\nlines", sign("five\nlines"))).toBe("invalid");
    expect(checkEip191(address, "x", `0x${"00".repeat(65)}`)).toBe("invalid");
    expect(checkEip191(address, "x", "0x00")).toBe("cannot-check");
  });

  test("agrees with a signature that another library made", () => {
    // web3.js documentation, eth.accounts.sign("Some data").
    const signature =
      "0xb91467e570a6466aa9e9876cbcd013baba02900b8979d43fe208a4a4f339f5fd6007e74cd82e037b800186422fc2da167c747ef045e5d18a5f5d4300f8e1a0291c";
    expect(checkEip191("0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", "Some data", signature)).toBe("valid");
  });
});

describe("a Sui personal message", () => {
  const text = "touchstone";
  const digest = blake2b(concatBytes(Uint8Array.of(3, 0, 0, text.length), utf8Encode(text)), { dkLen: 32 });
  const made = {
    ed25519: { flag: 0, key: publicKeyOfSeed(secret), signature: signEd25519(secret, digest) },
    secp256k1: { flag: 1, key: secp256k1.getPublicKey(secret), signature: secp256k1.sign(digest, secret) },
    secp256r1: { flag: 2, key: p256.getPublicKey(secret), signature: p256.sign(digest, secret, { lowS: true }) },
  };

  test.each(Object.entries(made))("by %s verifies for its own address only", (_, { flag, key, signature }) => {
    const whole = base64Encode(concatBytes(Uint8Array.of(flag), signature, key));
    const address = `0x${hexEncode(blake2b(concatBytes(Uint8Array.of(flag), key), { dkLen: 32 }))}`;
    expect(checkSuiPersonal(address, text, whole)).toBe("valid");
    expect(checkSuiPersonal(address, "touchstones", whole)).toBe("invalid");
    expect(checkSuiPersonal(`0x${"22".repeat(32)}`, text, whole)).toBe("invalid");
  });

  test("by a multisig or zkLogin address cannot be checked", () => {
    expect(checkSuiPersonal(`0x${"22".repeat(32)}`, text, base64Encode(Uint8Array.of(3, 1, 2)))).toBe("cannot-check");
  });
});

test("each address is checked over the text of this log, provider, epoch and checkpoint", () => {
  const claim = { origin: "test.invalid/log", provider: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", epoch: 3, root: "AAAA" };
  const text = custodyText(claim);
  expect(text.split("\n")).toEqual(["touchstone-custody/v1", claim.origin, claim.provider, "3", "AAAA"]);
  const digest = blake2b(concatBytes(Uint8Array.of(3, 0, 0, text.length), utf8Encode(text)), { dkLen: 32 });
  const key = publicKeyOfSeed(secret);
  const signature = base64Encode(concatBytes(Uint8Array.of(0), signEd25519(secret, digest), key));
  const address = `0x${hexEncode(blake2b(concatBytes(Uint8Array.of(0), key), { dkLen: 32 }))}`;
  const place = { chain: "sui", asset: "SUI", required: 1, of: 1, address } as const;
  const body: CustodyFields = {
    epoch: 3,
    checkpoint: { size: 5, root: "AAAA" },
    addresses: [
      { ...place, scheme: "sui-personal", signature },
      { ...place, scheme: "other" },
    ],
  };
  const outcomes = (change: Partial<CustodyFields>, who = claim) =>
    checkCustody({ ...body, ...change }, who).map(({ outcome }) => outcome);
  expect(outcomes({})).toEqual(["pass", "cannot-check"]);
  expect(outcomes({ epoch: 4 })).toEqual(["fail", "cannot-check"]);
  expect(outcomes({}, { ...claim, provider: "prv_bbbbbbbbbbbbbbbbbbbbbbbbbb" })).toEqual(["fail", "cannot-check"]);
});
