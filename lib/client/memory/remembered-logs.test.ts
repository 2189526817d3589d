import { expect, test } from "vitest";
import { sha256 } from "#lib/kernel/hash.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { formatCheckpoint } from "#lib/log/checkpoint.ts";
import { ed25519NoteSigner, signNote } from "#lib/log/note.ts";
import { createMemoryTexts } from "../text-store.ts";
import { rememberedLogs } from "./remembered-logs.ts";

const ORIGIN = "test.invalid/log";
const NOW = asInstant(1_700_000_000_000);
const LATER = asInstant(1_700_000_060_000);
const log = ed25519NoteSigner(ORIGIN, new Uint8Array(32).fill(1));
const thief = ed25519NoteSigner(ORIGIN, new Uint8Array(32).fill(2));
const head = (size: number, signer = log) =>
  signNote(formatCheckpoint({ origin: ORIGIN, size, root: sha256(Uint8Array.of(size)) }), [signer]);

test("the largest checkpoint that verified is kept, and nothing else", () => {
  const store = rememberedLogs(createMemoryTexts());
  store.rememberCheckpoint(ORIGIN, head(5), NOW);
  expect(store.find(ORIGIN)).toBeUndefined();
  store.rememberKey(ORIGIN, log.vkey, NOW);
  store.rememberCheckpoint(ORIGIN, head(5), NOW);
  store.rememberCheckpoint(ORIGIN, head(3), LATER);
  store.rememberCheckpoint(ORIGIN, head(9, thief), LATER);
  expect(store.find(ORIGIN)).toEqual({ vkey: log.vkey, since: NOW, checkpoint: head(5), seenAt: NOW });
});

test("a key is kept only for the log that it names", () => {
  const store = rememberedLogs(createMemoryTexts());
  expect(store.rememberKey("other.invalid/log", log.vkey, NOW)).toBe(false);
  expect(store.rememberKey(ORIGIN, "nonsense", NOW)).toBe(false);
  expect(store.find(ORIGIN)).toBeUndefined();
});

test("what was written into storage by somebody else is as if it were not there", () => {
  const texts = createMemoryTexts();
  const store = rememberedLogs(texts);
  for (const text of ["", "7", "[]", '{"vkey":"x"}', JSON.stringify({ vkey: log.vkey, since: "yesterday" })]) {
    texts.set(`touchstone:trust:${ORIGIN}`, text);
    expect(store.find(ORIGIN)).toBeUndefined();
  }
  const forged = { vkey: log.vkey, since: "2026-11-23T10:00:00.000Z", checkpoint: head(9, thief) };
  texts.set(`touchstone:trust:${ORIGIN}`, JSON.stringify(forged));
  expect(store.find(ORIGIN)?.checkpoint).toBeUndefined();
});
