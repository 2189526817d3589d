import { expect, test } from "vitest";
import { base64UrlDecode } from "#lib/kernel/base.ts";
import { didKeyOf, thumbprintOf } from "#lib/kernel/did-key.ts";
import type { EntryIndex, ProviderId, StatementHash } from "#lib/kernel/ids.ts";
import { addMs, DAY_MS, formatInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { keyDirectoryOf } from "./directory.ts";
import type { SigningKey } from "./lifecycle.ts";

const NOW = parseInstant("2026-11-22T10:00:00.000Z") as Instant;
const day = (count: number) => formatInstant(addMs(NOW, count * DAY_MS));
const PUBLIC = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const OPERATOR = didKeyOf(PUBLIC);

function key(name: string, change: Partial<SigningKey> = {}): SigningKey {
  return {
    thumbprint: name as SigningKey["thumbprint"],
    publicKey: didKeyOf(PUBLIC),
    owner: `prv_${"a".repeat(26)}` as ProviderId,
    participant: didKeyOf(PUBLIC),
    purpose: "response",
    state: "active",
    addedIn: 4 as EntryIndex,
    addedAt: day(-9),
    activeFrom: day(-8),
    retirement: null,
    revocation: null,
    statement: "" as StatementHash,
    ...change,
  };
}

const retiring = { state: "retiring", retirement: { entry: 6 as EntryIndex, at: day(-2), retiresAt: day(1) } } as const;
const revocation = { entry: 7 as EntryIndex, at: day(-1), reason: "compromised", compromisedSince: day(-3) } as const;

test("a key stands as a JSON Web Key whose x is the public key", () => {
  const [row] = keyDirectoryOf([key(thumbprintOf(PUBLIC))], NOW, OPERATOR).keys;
  expect(row && base64UrlDecode(row.x)).toEqual(PUBLIC);
  expect(row).toMatchObject({ kty: "OKP", crv: "Ed25519", kid: thumbprintOf(PUBLIC), nbf: Date.parse(day(-8)) / 1000 });
  expect(row).not.toHaveProperty("exp");
  // Whole seconds, and no time before it has come.
  const late = key("a", { addedAt: "2026-11-20T10:00:00.999Z", activeFrom: "2026-11-21T10:00:00.500Z" });
  const [rounded] = keyDirectoryOf([late], NOW, OPERATOR).keys;
  expect([rounded?.iat, rounded?.nbf]).toEqual([1_795_168_800, 1_795_255_200]);
});

test("current keys are apart from past ones by the time asked for, and a retiring key says when it ends", () => {
  const keys = [key("a"), key("b", retiring), key("c", { state: "revoked", revocation })];
  const now = keyDirectoryOf(keys, NOW, OPERATOR);
  expect(now.keys.map(({ kid, state, exp }) => [kid, state, exp])).toEqual([
    ["a", "active", undefined],
    ["b", "retiring", Date.parse(day(1)) / 1000],
  ]);
  expect(now.past_keys.map(({ kid, revoked }) => [kid, revoked?.compromised_since])).toEqual([["c", day(-3)]]);
  expect(keyDirectoryOf(keys, addMs(NOW, DAY_MS), OPERATOR).past_keys.map(({ kid }) => kid)).toEqual(["b", "c"]);
});

test("a key that only proved a name signs nothing and is no verification key", () => {
  const proven = key("a", { state: "proven", activeFrom: null });
  expect(keyDirectoryOf([proven], NOW, OPERATOR)).toMatchObject({ keys: [], past_keys: [] });
});

test("a disclosure key of an earlier operator is past, whatever its state; response keys go with the provider", () => {
  const earlier = didKeyOf(PUBLIC.map((byte) => byte + 1));
  const keys = [
    key("a", { purpose: "disclosure", participant: earlier }),
    key("b", { purpose: "disclosure" }),
    key("c", { participant: earlier }),
  ];
  const directory = keyDirectoryOf(keys, NOW, OPERATOR);
  expect(directory.keys.map(({ kid }) => kid)).toEqual(["b", "c"]);
  expect(directory.past_keys).toMatchObject([{ kid: "a", state: "active", participant: earlier }]);
});

test("the history holds each event once, in order, and nothing that has not come or never came", () => {
  const revokedFirst = key("c", { ...retiring, state: "revoked", revocation });
  const { history } = keyDirectoryOf([key("b", retiring), revokedFirst], addMs(NOW, 2 * DAY_MS), OPERATOR);
  expect(history.map(({ kid, event, entry }) => `${kid} ${event} ${entry}`)).toEqual([
    "b published 4",
    "c published 4",
    "b active null",
    "c active null",
    "b retiring 6",
    "c retiring 6",
    "c revoked 7",
    "b retired null",
  ]);
  const lastAt = (at: typeof NOW) => keyDirectoryOf([key("b", retiring)], at, OPERATOR).history.at(-1)?.event;
  expect([addMs(NOW, DAY_MS - 1), addMs(NOW, DAY_MS)].map(lastAt)).toEqual(["retiring", "retired"]);
});
