import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { verifyInclusion } from "#lib/log/tree.ts";
import { planImport, rowName } from "./plan-import.ts";
import { decodeRow, encodeRow, formatRows, leafOfRow, parseRows, proveRow, rootOfRows } from "./rows.ts";
import { splitDocuments } from "./split-documents.ts";
import { digestOf, SERIES } from "./testing/generator.ts";

const NOW = parseInstant("2027-01-01T00:00:00.000Z") as Instant;
const given = { series: SERIES };
const digests = (count: number) => Array.from({ length: count }, (_, block) => digestOf(block));
const plan = (text: string, known: ReadonlySet<string> = new Set()) => planImport(text, given, known, NOW);

test("an array, lines, and pretty-printed documents give the same rows", () => {
  const some = digests(7);
  const forms = [
    JSON.stringify(some),
    JSON.stringify(some, null, 2),
    some.map((one) => JSON.stringify(one)).join("\n"),
    some.map((one) => JSON.stringify(one, null, 4)).join("\n"),
    some.map((one) => JSON.stringify(one, null, 4)).join(",\r\n"),
  ];
  for (const form of forms) {
    const { batches, bad } = plan(form);
    expect(bad).toEqual([]);
    expect(batches.flat().map(({ point }) => point.block)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  }
});

test("of a hundred rows with ten bad ones the ten are listed with line and code, the ninety kept", () => {
  const lines = digests(100).map((one) => JSON.stringify(one));
  const spoil = [
    (line: string) => line.replace("0x", "0y"),
    (line: string) => line.slice(0, -20),
    (line: string) => line.replace('"block_id"', '"block"'),
    () => "nonsense",
    (line: string) => line.replace('"ledgerdb"', '"other"'),
    (line: string) => line.replace('"digest_time":"2026', '"digest_time":"2025'),
    (line: string) => line.replace('"digest_time":"2026', '"digest_time":"2029'),
    (line: string) => line.replace('1234"}', '1234Z"}'),
    (line: string) => line.replace("{", '{"x":1,'),
    () => '{"a":"',
  ];
  for (const [index, change] of spoil.entries()) lines[index * 10 + 3] = change(lines[index * 10 + 3] ?? "");
  const { batches, bad } = plan(lines.join("\n"));
  expect(batches.flat()).toHaveLength(90);
  expect(bad.map(({ line }) => line)).toEqual(spoil.map((_, index) => index * 10 + 4));
  expect(bad.map(({ code }) => code)).toEqual(
    spoil.map((_, index) => (index === 5 || index === 6 ? "time-order" : "schema")),
  );
});

test("an import that is run again signs nothing twice, and never skips a fork", () => {
  const first = plan(JSON.stringify(digests(50)));
  const known = new Set(
    first.batches
      .flat()
      .slice(0, 30)
      .map(({ point }) => rowName(point)),
  );
  const forked = { ...digestOf(2), hash: `0x${"ab".repeat(32)}` };
  const again = plan(JSON.stringify([...digests(50), forked]), known);
  expect([again.rows, again.skipped]).toEqual([21, 30]);
  expect(again.batches.flat().at(-1)?.point.hash).toBe("ab".repeat(32));
});

test("rows are cut so that each part fits its submission", () => {
  const { batches } = plan(JSON.stringify(digests(3_600)));
  const sizes = batches.map((batch) => formatRows(batch.map(({ document }) => encodeRow(document))).length);
  expect(batches.length).toBe(Math.ceil(sizes.reduce((sum, size) => sum + size, 0) / (640 * 1024)));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(640 * 1024);
});

test("a document comes out of a part exactly as it went in, and each row can be proven alone", () => {
  const documents = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(documents, fc.nat(), (texts, at) => {
      const lines = texts.map(encodeRow);
      const read = parseRows(formatRows(lines)) ?? [];
      expect(read.map(decodeRow)).toEqual(texts);
      const position = at % lines.length;
      const leaf = leafOfRow(lines[position] ?? "");
      expect(verifyInclusion(proveRow(lines, position), position, lines.length, leaf, rootOfRows(lines))).toBe(true);
    }),
    { seed: 4, numRuns: 60 },
  );
});

test("signed notes that follow each other are told apart", () => {
  const note = (size: number) => `log.example/own\n${size}\nAAAA\n\n— log.example/own AAAA\n`;
  const found = splitDocuments(`${note(1)}\n${note(2)}${note(3)}`, "tlog");
  expect(found).toEqual([1, 2, 3].map((size, index) => ({ line: [1, 7, 12][index], text: note(size) })));
});
