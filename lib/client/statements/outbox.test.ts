import { describe, expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { readLocalDraft, removeLocalDraft, writeLocalDraft } from "../drafts/local-drafts.ts";
import { createMemoryTexts } from "../text-store.ts";
import { listOutbox, type OutboxItem, putOutbox, removeOutbox } from "./outbox.ts";
import { submitStatement } from "./submit-statement.ts";

const item = (hash: string, signedAt: string): OutboxItem => ({
  hash,
  kind: "disclosure.identity",
  subject: "prv_a",
  issuer: "did:key:z",
  bytes: utf8Encode(`{"n":"${hash}"}`),
  signedAt,
  promise: undefined,
});

describe("the outbox", () => {
  test("gives back what was signed, byte for byte, oldest first, until it is recorded", () => {
    const texts = createMemoryTexts();
    putOutbox(texts, item("bb", "2026-11-22T11:00:00.000Z"));
    putOutbox(texts, item("aa", "2026-11-22T10:00:00.000Z"));
    expect(listOutbox(texts)).toEqual([item("aa", "2026-11-22T10:00:00.000Z"), item("bb", "2026-11-22T11:00:00.000Z")]);
    removeOutbox(texts, "aa");
    expect(listOutbox(texts).map(({ hash }) => hash)).toEqual(["bb"]);
  });

  test("passes over what it cannot read and what is not its own", () => {
    const texts = createMemoryTexts();
    texts.set("touchstone-outbox/xx", "{");
    texts.set("another-key", "{}");
    expect(listOutbox(texts)).toEqual([]);
  });
});

test("a draft comes back until it is removed; a broken one counts as none", () => {
  const texts = createMemoryTexts();
  const draft = {
    values: { legalName: "Hal" },
    savedAt: "2026-11-22T10:00:00.000Z",
    remote: { id: "d1", etag: '"1"' },
  };
  writeLocalDraft(texts, "disclosure.identity", "prv_a", draft);
  expect(readLocalDraft(texts, "disclosure.identity", "prv_a")).toEqual(draft);
  expect(readLocalDraft(texts, "disclosure.identity", "prv_b")).toBeUndefined();
  removeLocalDraft(texts, "disclosure.identity", "prv_a");
  expect(readLocalDraft(texts, "disclosure.identity", "prv_a")).toBeUndefined();
  texts.set("touchstone-draft/disclosure.identity/prv_a", "null{");
  expect(readLocalDraft(texts, "disclosure.identity", "prv_a")).toBeUndefined();
});

describe("each answer of the intake leads somewhere else", () => {
  const bytes = utf8Encode("{}");
  const answers = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    submitStatement(bytes, async () => new Response(JSON.stringify(body), { status, headers }));

  test.each([
    [201, { receipt: { index: 7 }, effect: null }, { status: "recorded", receipt: { index: 7 }, effect: null }],
    [202, { promise: "note" }, { status: "promised", promise: "note" }],
    [409, { code: "stale-prev" }, { status: "refused", problem: { code: "stale-prev" } }],
    [503, { detail: "Away." }, { status: "later", retryAfterSeconds: 5, detail: "Away." }],
    [500, {}, { status: "later", retryAfterSeconds: 5, detail: "The index answered 500." }],
  ])("%i", async (status, body, outcome) => {
    expect(await answers(status, body)).toEqual(outcome);
  });

  test("429 and 503 keep the server's own time to wait", async () => {
    expect(await answers(429, { detail: "Full." }, { "retry-after": "61" })).toMatchObject({
      status: "later",
      retryAfterSeconds: 61,
    });
  });

  test("no network, and an answer that is not JSON, count as offline: nothing is thrown", async () => {
    expect(await submitStatement(bytes, () => Promise.reject(new TypeError("network")))).toEqual({ status: "offline" });
    expect(await submitStatement(bytes, async () => new Response("<html>", { status: 502 }))).toEqual({
      status: "offline",
    });
  });
});
