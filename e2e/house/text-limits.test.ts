import { beforeAll, describe, expect, test, vi } from "vitest";
import type { z } from "zod";
import { openRepository } from "../../lib/cli/check/repository.ts";
import { repositoryRoot } from "./scratch-repository.ts";

/** A check of a text, as far as it is looked at here. */
type Asked = {
  readonly check: string;
  readonly abort?: boolean;
  readonly maximum?: number;
  readonly pattern?: RegExp;
  readonly fn?: unknown;
};
type Text = { readonly _zod: { readonly constr: new (def: unknown) => Text; readonly def: z.core.$ZodStringDef } };

/** Every schema of a text that a module makes, with those that its checks make of it, and where. */
const made = vi.hoisted(() => ({ texts: [] as { schema: unknown; where: string }[] }));

vi.mock("zod", async (original) => {
  const zod = await original<typeof import("zod")>();
  function noted<T>(schema: T): T {
    const { _zod } = schema as Text;
    const { constr } = _zod;
    const frames = (new Error().stack ?? "").split("\n").filter((frame) => !frame.includes("text-limits"));
    made.texts.push({ schema, where: /\blib\/[^:)]*\.ts:\d+/.exec(frames.join("\n"))?.[0] ?? "?" });
    // A check makes a copy of the schema, by this constructor.
    const value = function again(def: unknown) {
      return noted(new constr(def));
    };
    Object.defineProperty(_zod, "constr", { value });
    return schema;
  }
  return { ...zod, z: { ...zod.z, string: (...given: [string?]) => noted(zod.z.string(...given)) } };
});

const modules = import.meta.glob(["../../lib/**/*.ts", "!../../lib/**/*.test.ts", "!../../lib/server/**"]);
const repository = openRepository(repositoryRoot);
const pathOf = (key: string) => key.slice("../../".length);

/** Programs, whose settings their own parent writes: they begin when they are loaded. */
const PROGRAMS = ["lib/cli/agent/demo-agent.ts", "lib/cli/provider/liar.ts"];

/** The normal form itself, a passphrase of one's own, and what two engines are compared by. */
const OF_OWN_TEXTS = [
  "lib/evidence/definition/plain/place.ts",
  "lib/evidence/definition/plain/signs.ts",
  "lib/kernel/normal-form.ts",
  "lib/platform/key-files/encrypted-file.ts",
  "lib/platform/node-replay-process.ts",
];

/** A pattern whose work the text's length does not change: from the beginning, and with an end to each repetition. */
function isBounded(pattern: RegExp): boolean {
  const outsideClasses = pattern.source.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "c");
  return /^\(?\^/.test(outsideClasses) && !/[*+]|\{\d+,\}/.test(outsideClasses);
}

/** Whether it says no to a text of 1 MiB and reads nothing of it. */
function looksAtLengthOnly(accepts: unknown): boolean {
  let readsMore = false;
  const get = (_: object, name: string | symbol) => {
    readsMore ||= name !== "length";
    return name === "length" ? 2 ** 20 : undefined;
  };
  return (accepts as (text: unknown) => unknown)(new Proxy({}, { get })) === false && !readsMore;
}

/** What the schema asks of a text before its length, or though it is too long. */
function askedOfAnyLength({ _zod }: Text): string[] {
  const breaches: string[] = [];
  let isShort = false;
  for (const check of _zod.def.checks ?? []) {
    const { def } = (check as unknown as { _zod: { def: Asked } })._zod;
    if (def.check === "max_length") {
      if (def.abort !== true) breaches.push(`max(${def.maximum}) does not abort`);
      isShort = true;
    } else if (def.check === "string_format" && def.pattern !== undefined) {
      if (!isShort && !isBounded(def.pattern)) breaches.push(`${def.pattern} before any max`);
      isShort ||= def.abort === true;
    } else if (def.check === "custom" && !isShort && def.abort === true && looksAtLengthOnly(def.fn)) {
      isShort = true;
    } else if (def.check !== "min_length" && def.check !== "length_equals" && !isShort) {
      breaches.push(`${def.check} before any max`);
    }
  }
  return breaches;
}

const usesSchemas = (path: string) => /\bz\s*\.string\(/.test(repository.read(path));

describe("a text is refused by its length before anything reads it", () => {
  beforeAll(async () => {
    for (const [key, load] of Object.entries(modules))
      if (!PROGRAMS.includes(pathOf(key)) && usesSchemas(pathOf(key))) await load();
  });

  test("by every schema outside the server: its max aborts, and stands before patterns without end and refinements", () => {
    const breaches = made.texts.flatMap(({ schema, where }) =>
      askedOfAnyLength(schema as Text).map((breach) => `${where}: ${breach}`),
    );
    expect([...new Set(breaches)]).toEqual([]);
    expect(made.texts.length).toBeGreaterThan(400);
  });

  test("and only one function asks an engine for a normal form of what others wrote", () => {
    const asks = repository.files.filter(
      (path) =>
        /^(?:lib|components|app)\/.*(?<!\.test)\.tsx?$/.test(path) &&
        /\.normalize\((?:"|\))/.test(repository.read(path)),
    );
    expect(asks).toEqual(OF_OWN_TEXTS);
  });
});
