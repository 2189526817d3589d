/** Definitions for the gallery, read from files as a publisher gives them. */
import { type ChosenFiles, type FilesRead, readDefinitionFiles } from "#lib/client/operator/definition-files.ts";
import type { Source } from "#lib/evidence/definition/source.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";

const exchange = (good: string, price: string) => ({
  request: { method: "GET", authority: "shop.example", path: `/prices/${good}`, query: "?currency=EUR" },
  response: { status: 200, contentType: "application/json", body: { text: `{"price":"${price}"}` } },
});

const shared = {
  input: { from: ["@method;req", "@path;req", "content-digest"], body: "json-jcs" },
  window: { validFrom: "2027-01-01T00:00:00.000Z", validUntil: "2028-01-01T00:00:00.000Z", graceSeconds: 3_600 },
  unattestable: [{ status: 503 }, { pathPrefix: "/news" }, { pointer: "/stale", is: true }],
  tests: [
    { name: "an apple costs three", exchanges: [exchange("apple", "3.00")], result: "match" },
    { name: "no other price is right", exchanges: [exchange("apple", "2.90")], result: "mismatch" },
    {
      name: `a good with ${"a very long name and ".repeat(2)}no price`,
      exchanges: [exchange(`a-good-${"without-a-space-".repeat(6)}`, "0")],
      result: "inconclusive:bad-input",
    },
  ],
};
const limits = {
  ...{ ticks: 200, memoryBytes: 4_194_304, stackBytes: 65_536, inputBytes: 65_536, outputBytes: 65_536 },
  wallMs: 2_000,
};

const PRICES = {
  ...{ name: "Prices of a shop", summary: "What each good costs, by the list that is published with it." },
  ...{ code: "prices.js", state: { file: "list.json", height: 1 } },
  definition: {
    ...{ ...shared, limits, kind: "function", entrypoint: "price" },
    output: { compare: "response", body: "json-jcs", ignore: ["/servedAt", "/id"], numbers: "decimal-string" },
  },
};
const BLOCKS = {
  name: "Blocks by their hash",
  definition: {
    ...{ ...shared, kind: "content-address", unattestable: [] },
    window: { ...shared.window, graceSeconds: 0 },
  },
};

const text = (value: unknown) => utf8Encode(JSON.stringify(value, null, 2));
const CODE = utf8Encode("function price(request, state) { return state[request.path]; }");
const LIST = text({ apple: "3.00" });

const SETS = {
  none: {},
  missing: { "prices.json": text(PRICES), "prices.js": CODE },
  wrong: {
    ...{ "prices.js": CODE, "list.json": LIST },
    "prices.json": text({ ...PRICES, definition: { ...PRICES.definition, kind: "function", tests: [], limits: {} } }),
  },
  stranger: { "holiday.jpeg": utf8Encode("no JSON at all") },
  twice: { "prices.json": text(PRICES), "blocks.json": text(BLOCKS) },
  prices: { "prices.json": text(PRICES), "prices.js": CODE, "list.json": LIST },
  blocks: { "blocks.json": text(BLOCKS) },
} satisfies Record<string, Record<string, Uint8Array>>;
export type SampleName = keyof typeof SETS;

export function sampleFiles(name: SampleName): { readonly files: ChosenFiles; readonly read: FilesRead } {
  const files = new Map(Object.entries(SETS[name]));
  return { files, read: readDefinitionFiles(files) };
}

/** Throws where the files are not whole. */
export function sampleSource(name: SampleName): Source {
  const { read } = sampleFiles(name);
  if (read.status !== "whole") throw new Error(`The sample ${name} is ${read.status}.`);
  return read.source;
}
