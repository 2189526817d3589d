import fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { type BulkProviders, bulkText, parseBulk } from "./parse-bulk.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const HALDEN = "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa";
const BIRCH = "prv_bbbbbbbbbbbbbbbbbbbbbbbbbb";
const providers: BulkProviders = {
  kinds: new Map([
    [HALDEN, "instance"],
    [BIRCH, "service"],
  ]),
  only: undefined,
};
const read = (text: string, of = providers) => parseBulk(utf8Encode(text), of, now);

const good = (nth: number) => ({
  type: nth % 2 === 0 ? "contacts" : "fees",
  provider: nth % 3 === 0 ? BIRCH : HALDEN,
  body: nth % 2 === 0 ? DISCLOSURES.contacts.example(now) : DISCLOSURES.fees.example(now),
});
const fees = (change: object) => ({ type: "fees", provider: HALDEN, body: { ...good(1).body, ...change } });
const [line] = good(1).body.lines as readonly object[];

/** Ten ways to be wrong: the row as text, its field, its rule. */
const BAD: readonly (readonly [string, string, string])[] = [
  ['{"type": "fees", ', "", "Not strict JSON"],
  [JSON.stringify({ ...good(1), type: "fee" }), "/type", "There is no such disclosure type."],
  [JSON.stringify({ ...good(1), provider: undefined }), "/provider", "Say which of your providers"],
  [JSON.stringify({ ...good(1), provider: "prv_cccccccccccccccccccccccccc" }), "/provider", "none of your providers"],
  [JSON.stringify({ ...good(1), note: "x" }), "/note", "type, provider and body only"],
  [JSON.stringify(fees({ surprise: 1 })), "/body/surprise", 'no field "surprise"'],
  [JSON.stringify(fees({ lines: [{ ...line, pricePer1000: 0.45 }] })), "/body/lines/0/pricePer1000", "Must be text"],
  [JSON.stringify(fees({ lines: [{ ...line, from: "2026-11-22" }] })), "/body/lines/0/from", "Must be a UTC time"],
  [JSON.stringify(fees({ expiresAt: "2026-11-21T00:00:00.000Z" })), "/body/expiresAt", "This time is past"],
  [JSON.stringify(fees({ lines: [] })), "/body/lines", "at least one line"],
];

test("a hundred rows with ten bad ones: the ten by line, field and rule, the ninety kept, nothing lost", () => {
  const rows: string[] = Array.from({ length: 90 }, (_, nth) => JSON.stringify(good(nth)));
  for (const [nth, [text]] of BAD.entries()) rows.splice(nth * 9 + 4, 0, text);
  const { rows: kept, faults, kept: text } = read(rows.join("\n"));
  expect(kept).toHaveLength(90);
  expect(faults.map(({ line: at, field }) => [at, field])).toEqual(BAD.map(([, field], nth) => [nth * 9 + 5, field]));
  for (const [nth, { rule }] of faults.entries()) expect(rule).toContain(BAD[nth]?.[2]);
  expect(text).toEqual(BAD.map(([row]) => row.trim()));
  expect([...kept.map((row) => row.line), ...faults.map((fault) => fault.line)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, nth) => nth + 1),
  );
});

test("an array over many lines is read like lines; each row has the line on which it begins", () => {
  const array = `\n[\n  ${JSON.stringify(good(0))},\n${JSON.stringify(good(1), null, 2)},\n  {"type": "no, [such] {type}"}\n]\n`;
  const { rows, faults } = read(array);
  const tall = JSON.stringify(good(1), null, 2).split("\n").length;
  expect(rows.map((row) => [row.line, row.type])).toEqual([
    [3, "contacts"],
    [4, "fees"],
  ]);
  expect(faults).toMatchObject([{ line: 4 + tall, field: "/type" }]);
});

test("an array that is cut off, or has something behind its end, keeps the rows that are whole", () => {
  const whole = JSON.stringify(good(0));
  for (const broken of [`[${whole}, {"type": "fe`, `[${whole}] {`, `[${whole}}, ${whole}]`]) {
    const { rows, faults } = read(broken);
    expect(rows).toHaveLength(1);
    expect(faults).toHaveLength(1);
  }
});

test("with one provider the rows need not name it, and dates that are left out are filled in", () => {
  const { version, effectiveAt, expiresAt, ...said } = DISCLOSURES.contacts.example(now);
  const text = JSON.stringify({ type: "contacts", body: said });
  const body = { ...said, version, effectiveAt, expiresAt };
  expect(read(text, { ...providers, only: HALDEN }).rows).toEqual([
    { line: 1, type: "contacts", provider: HALDEN, body, text },
  ]);
});

test("rows that are kept can be read again, those that take several lines too", () => {
  const tall = JSON.stringify(fees({ surprise: 1 }), null, 2);
  const { kept } = read(`[${tall}, ${JSON.stringify({ ...good(1), type: "fee" })}]`);
  expect(read(bulkText(kept)).faults.map(({ field }) => field)).toEqual(["/body/surprise", "/type"]);
});

test("no text makes it throw, and none is taken for nothing", () => {
  const letters = fc.constantFrom("[", "]", "{", "}", ",", '"', "\\", "\n", " ", "a", "1", ":");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 40 }), (parts) => {
      const { rows, faults } = read(parts.join(""));
      expect(rows.length).toBe(0);
      expect(faults.length).toBeGreaterThan(0);
    }),
    { seed: 9, numRuns: 500 },
  );
  expect(parseBulk(new Uint8Array([0xff]), providers, now).faults).toHaveLength(1);
});
