import { expect, test } from "vitest";
import { limitText, matches, type ProviderFilter, type ProviderRow, type RowMarks } from "./provider-row.ts";

const row = (change: Partial<ProviderRow>): ProviderRow => ({
  id: "prv_mfrggzdfmztwq2lknnwg23tpoa",
  name: "Halden",
  proven: true,
  lookAlikes: [],
  kind: "instance",
  operator: "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK",
  operatorName: "Halden Operations",
  identity: "ok",
  identityUntil: 0,
  heartbeat: "none",
  lastBeat: null,
  isClosing: false,
  registeredAt: 0,
  marks: null,
  ...change,
});
const all: ProviderFilter = { q: "", kind: null, identity: null, tier: null };

test("no filter shows everything", () => {
  expect(matches(row({}), all)).toBe(true);
  expect(matches(row({ identity: "never", kind: "service" }), all)).toBe(true);
});

test("search finds by name, operator, id and DID, whatever the letter case", () => {
  for (const q of ["halden", "OPERATIONS", " prv_mfrg ", "z6mkhax"]) expect(matches(row({}), { ...all, q })).toBe(true);
  expect(matches(row({}), { ...all, q: "vela" })).toBe(false);
});

test("search for a name finds what can be taken for it", () => {
  const lookAlikes = [{ id: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa", name: "Halden" }];
  const impostor = row({ name: "H\u0430lden", operatorName: "Eve", lookAlikes });
  expect(matches(impostor, { ...all, q: "halden" })).toBe(true);
  expect(matches({ ...impostor, lookAlikes: [] }, { ...all, q: "halden" })).toBe(false);
});

test("a stale identity counts as published, only a missing one as missing", () => {
  for (const identity of ["ok", "due", "stale", "long-stale"] as const) {
    expect(matches(row({ identity }), { ...all, identity: "published" })).toBe(true);
    expect(matches(row({ identity }), { ...all, identity: "missing" })).toBe(false);
  }
  expect(matches(row({ identity: "never" }), { ...all, identity: "missing" })).toBe(true);
});

test("the kind filter leaves out the other kind", () => {
  expect(matches(row({ kind: "service" }), { ...all, kind: "service" })).toBe(true);
  expect(matches(row({ kind: "instance" }), { ...all, kind: "service" })).toBe(false);
});

const marks = (change: Partial<RowMarks>): RowMarks => ({
  ...{ tier: "C", is_shut: false, decided_by: "failure", limit_percent: 25, prepay_days: 7, transparency: 2 },
  probability: { estimate: 40_000, low: 20_000, high: 80_000 },
  ...change,
});

test("a risk filter keeps what is no riskier: unrated counts as D, what is shut as worse than E, and what nobody rated is left out", () => {
  const shown = (tier: ProviderFilter["tier"], change: Partial<RowMarks>) =>
    matches(row({ marks: marks(change) }), { ...all, tier });
  expect([shown("C", {}), shown("B", {}), shown("D", { tier: "unrated" }), shown("C", { tier: "unrated" })]).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(shown("E", { tier: "A", is_shut: true })).toBe(false);
  expect(matches(row({}), { ...all, tier: "E" })).toBe(false);
});

test("a limit is said in the reader's own money once it is stated, rounded down, and of every 100 until then", () => {
  expect(limitText(marks({}), "150")).toBe("37");
  expect(limitText(marks({}), "")).toBe("25 of 100");
  expect(limitText(marks({ limit_percent: 0 }), "150")).toBe("0");
  expect(limitText(marks({}), "-3")).toBe("25 of 100");
});
