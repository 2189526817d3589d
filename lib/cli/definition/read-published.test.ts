/** Which version of a definition an agent calls by, and what it says where none speaks of now. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Source } from "#lib/evidence/definition/source.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { UsageError } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { readNamed } from "./read-named.ts";
import { readPublished } from "./read-published.ts";
import { readSource } from "./read-source.ts";

const EXAMPLE = "docs/how-to/definitions/timetable.json";
const ID = `def_${"a".repeat(26)}`;
const NOW = asInstant(Date.UTC(2026, 10, 28));
const on = (days: number) => formatInstant(asInstant(NOW + days * DAY_MS));
const folder = mkdtempSync(join(tmpdir(), "definition-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Begins and ends so many days from now; a day of grace. */
type Days = readonly [from: number, until: number, outcome?: "admitted" | "refused"];

async function sourceOf([from, until]: Days): Promise<Source> {
  const { body, material } = await readSource(EXAMPLE);
  const window = { validFrom: on(from), validUntil: on(until), graceSeconds: 86_400 };
  return { body: { ...body, definition: { ...body.definition, window } }, material };
}

/** An index of which it is now, with these versions, newest first. */
async function indexOf(newestFirst: readonly Days[]): Promise<RemoteIndex> {
  const published = await Promise.all(
    newestFirst.map(async (days) => {
      const { name, summary = null, definition: document } = (await sourceOf(days)).body;
      const admission = { outcome: days[2] ?? "admitted" };
      const version = { hash: hexEncode(definitionHash(document)), ...document.window, admission };
      return { version, shown: { name, summary, document, code: null, state: null } };
    }),
  );
  const versions = published.map(({ version }) => version);
  const answer = {
    ask: async () => ({ data: { form: { withdrawn: null, versions } } }),
    get: async (path: string) => ({ data: published.find(({ version }) => path.endsWith(version.hash))?.shown }),
    now: async () => NOW,
  };
  return answer as unknown as RemoteIndex;
}

const CURRENT: Days = [-100, 100];

test.each<[string, readonly Days[], Days]>([
  ["that is announced leaves the one before in force", [[30, 300], CURRENT], CURRENT],
  ["that has begun is called by, whatever the one before says", [[-1, 300], CURRENT], [-1, 300]],
  ["that was refused is passed over", [[-1, 300, "refused"], CURRENT], CURRENT],
  [
    "in its grace is called by where nothing else is in force",
    [
      [30, 300],
      [-100, -0.5],
    ],
    [-100, -0.5],
  ],
  ["that has ended gives way to an older one that is still in force", [[-50, -0.5], CURRENT], CURRENT],
])("a version %s", async (_, versions, chosen) => {
  const { body } = await readPublished(await indexOf(versions), ID);
  expect(body).toEqual((await sourceOf(chosen)).body);
});

test.each<[string, readonly Days[], string]>([
  [
    "has not begun",
    [
      [60, 300],
      [30, 300],
    ],
    `it will be from ${on(30)}.`,
  ],
  [
    "is over",
    [
      [-50, -20],
      [-100, -40],
    ],
    `it was until ${on(-20)}.`,
  ],
  [
    "is over until the next begins",
    [
      [30, 300],
      [-100, -40],
    ],
    `it will be from ${on(30)}.`,
  ],
])("a definition that %s says when instead of being called by", async (_, versions, words) => {
  const refused = readPublished(await indexOf(versions), ID);
  await expect(refused).rejects.toThrow(new UsageError(`${ID} is not in force now; ${words}`));
});

test.each<[string, Days, string[]]>([
  ["is in force", CURRENT, []],
  ["is in its grace", [-100, -0.5], []],
  [
    "has not begun",
    [30, 300],
    [`is not in force now; it will be from ${on(30)}. Nobody is held to what is answered now.`],
  ],
  ["is over", [-100, -40], [`is not in force now; it was until ${on(-40)}. Nobody is held to what is answered now.`]],
])("a file whose definition %s is called by, and said so of where nobody is held to it", async (_, days, words) => {
  const file = join(folder, "definition.json");
  const { definition } = (await sourceOf(days)).body;
  const example = JSON.parse(readFileSync(EXAMPLE, "utf8"));
  writeFileSync(file, JSON.stringify({ ...example, definition: { ...example.definition, window: definition.window } }));
  const said: string[] = [];
  const { body } = await readNamed(file, await indexOf([]), { err: (line) => said.push(line) });
  expect(body.definition).toEqual(definition);
  expect(said).toEqual(words.map((line) => `${file} ${line}`));
});
