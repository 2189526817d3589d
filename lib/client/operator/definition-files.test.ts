import { expect, test } from "vitest";
import { partsOfSource } from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256, sha256Hex } from "#lib/kernel/hash.ts";
import type { DefinitionId, StatementHash } from "#lib/kernel/ids.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { obstacleOf, planDefinition, possiblyBefore, readDefinitionFiles } from "./definition-files.ts";

const text = (value: unknown) => utf8Encode(typeof value === "string" ? value : JSON.stringify(value));

const exchange = {
  request: { method: "GET", authority: "shop.example", path: "/price", query: "" },
  response: { status: 200, contentType: "application/json", body: { text: "3" } },
};
const rules = {
  input: { from: ["@path;req"], body: "json-jcs" },
  limits: { ticks: 9, memoryBytes: 1 << 20, stackBytes: 1 << 14, inputBytes: 99, outputBytes: 99, wallMs: 100 },
  unattestable: [],
  window: { validFrom: "2027-01-01T00:00:00.000Z", validUntil: "2028-01-01T00:00:00.000Z", graceSeconds: 0 },
  tests: ["a", "b", "c"].map((name) => ({ name, exchanges: [exchange], result: "match" })),
};
const SEARCH = {
  ...{ name: "Search", code: "search.js" },
  definition: { ...rules, kind: "predicate", entrypoint: "holds" },
};
const PRICES = {
  ...{ name: "Prices", code: "src/prices.js", state: { file: "data/prices-state.json", height: 1 } },
  definition: {
    ...rules,
    ...{ kind: "function", entrypoint: "price" },
    output: { compare: "body", body: "json-jcs", ignore: [], numbers: "exact" },
  },
};
const { limits: _, ...plain } = rules;
const BLOCKS = { name: "Blocks", definition: { ...plain, kind: "content-address" } };
const FILES: Readonly<Record<string, Uint8Array>> = {
  "prices.json": text(PRICES),
  "prices.js": text("const price = () => 3;"),
  "prices-state.json": text({ apple: 3 }),
  "blocks.json": text(BLOCKS),
};
const example = (name: string) => FILES[name] ?? new Uint8Array();
const chosen = (...names: string[]) => new Map(names.map((name) => [name, example(name)]));

function whole(...names: string[]) {
  const read = readDefinitionFiles(chosen(...names));
  if (read.status !== "whole") throw new Error(`${names[0]}: ${JSON.stringify(read)}`);
  return read.source;
}

test("files in any order are one definition with hashes, sizes and runtime filled in, and what it names is asked for", () => {
  const source = whole("prices-state.json", "prices.js", "prices.json");
  const { definition } = source.body;
  expect(definition).toMatchObject({
    code: { sha256: sha256Hex(example("prices.js")), bytes: example("prices.js").length },
    state: { snapshot: sha256Hex(example("prices-state.json")) },
  });
  expect(readDefinitionFiles(chosen("prices.json"))).toEqual({
    status: "missing",
    file: "prices.json",
    missing: ["prices.js", "prices-state.json"],
  });
  expect(whole("blocks.json").material).toEqual({ code: undefined, state: undefined });
  expect(readDefinitionFiles(new Map())).toEqual({ status: "nothing" });
});

test("what is wrong is said of the file that is wrong, with its place", () => {
  const wrong = (files: Record<string, unknown>) =>
    readDefinitionFiles(new Map(Object.entries(files).map(([name, value]) => [name, text(value)])));
  expect(wrong({ "a.json": { ...SEARCH, owner: "me" } })).toEqual({
    status: "wrong",
    file: "a.json",
    rules: ['/owner  There is no field "owner" here.'],
  });
  const bad = { ...SEARCH.definition, limits: { ...rules.limits, ticks: 0 } };
  expect(wrong({ "a.json": { ...SEARCH, definition: bad }, "search.js": "x" })).toMatchObject({
    rules: [expect.stringMatching(/^\/definition\/limits\/ticks {2}/)],
  });
  expect(wrong({ "state.json": {}, "a.json": '{"definition":1,}' })).toMatchObject({
    file: "a.json",
    rules: [expect.stringContaining("not strict JSON")],
  });
  expect(wrong({ "a.json": SEARCH, "b.json": SEARCH })).toMatchObject({ rules: [expect.stringContaining("b.json")] });
  expect(wrong({ "search.js": "x" })).toMatchObject({ file: undefined });
});

test("what the log would refuse is said before it is signed", () => {
  const source = whole("prices.json", "prices.js", "prices-state.json");
  const { definition } = source.body;
  const begins = Date.parse(definition.window.validFrom);
  const before = (validFrom: string, hash = "1".repeat(64)) =>
    ({ versions: [{ validFrom, hash }] }) as unknown as DefinitionForm;
  expect(obstacleOf(source, undefined, begins - 1)).toBeUndefined();
  expect(obstacleOf(source, undefined, begins)).toContain("set validFrom");
  expect(obstacleOf(source, before(definition.window.validFrom), begins - 1)).toBeUndefined();
  expect(obstacleOf(source, before("2099-01-01T00:00:00.000Z"), begins - 1)).toContain("2099-01-01");
  const same = before(definition.window.validFrom, hexEncode(definitionHash(definition)));
  expect(obstacleOf(source, same, begins - 1)).toContain("published already");
});

test("a version follows one of its kind that still stands, by its slot; code goes before state", () => {
  const source = whole("prices.json", "prices.js", "prices-state.json");
  const own = [
    { kind: "function", withdrawn: null, name: "a" },
    { kind: "predicate", withdrawn: null, name: "b" },
    { kind: "function", withdrawn: { entry: 1 }, name: "c" },
  ] as unknown as DefinitionForm[];
  expect(possiblyBefore(source, own).map(({ name }) => name)).toEqual(["a"]);
  const parts = partsOfSource(source, (bytes) => sha256(utf8Encode("nonce")).slice(0, bytes));
  expect(parts.map(({ mediaType }) => mediaType)).toEqual(["text/javascript", "application/json"]);
  expect(planDefinition(source, parts, undefined)).toMatchObject({ kind: "definition.publish", subject: "new", parts });
  const id = `def_${"a".repeat(26)}` as DefinitionId;
  expect(planDefinition(source, parts, { id, slot: "2".repeat(64) as StatementHash })).toMatchObject({
    subject: id,
    prev: "2".repeat(64),
  });
});
