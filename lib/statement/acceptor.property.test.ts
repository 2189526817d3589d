import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { report, verdictOn } from "#lib/state/testing/cases.ts";
import { publishing } from "#lib/state/testing/definitions.ts";
import { IDENTITY_BODY, TEST_START, TestWorld, testKey } from "#lib/state/testing/world.ts";
import { acceptorOf } from "./acceptor.ts";
import { DISCLOSURES } from "./disclosures/all.ts";
import type { DisclosureType } from "./disclosures/disclosure-type.ts";
import { envelopeSchema } from "./envelope.ts";
import { KINDS } from "./kinds.ts";

const letters = (count: number) => "A".repeat(count);
const POOL: readonly unknown[] = [
  ...[
    "",
    "x",
    "Halden",
    " Halden",
    "A\u202eda",
    "e\u0301",
    "DE",
    "US-WY",
    "index",
    "none",
    "entry:7",
    "text/plain",
    "activate",
  ],
  ...["0.5", "1", "01", "2026-11-22T10:00:00.000Z", "2026-11-22T00:00:00.000Z", "2026-02-30T10:00:00.000Z"],
  ...[letters(22), letters(43), letters(86), `${letters(21)}B`, `${letters(42)}B`, letters(81), letters(600)],
  ...["a".repeat(64), "A".repeat(64), `${letters(43)}=`, `key:${letters(43)}`, `prv_${"a".repeat(26)}`],
  ...["index.example/log", "https://halden.example", "http://halden.example", "halden.example", "a..example"],
  ...[testKey("ada").did, testKey("eve").did, `${testKey("ada").did}x`],
  ...[0, -0, 1, 2, 24, 25, -1, 0.5, 400, 1_048_576, 1_048_577, 2 ** 53, Number.NaN, true, false, null],
  ...[[], {}, ["x"], { a: 1 }, JSON.parse('{"__proto__":1}'), JSON.parse('{"constructor":{"prototype":1}}')],
];

const anything = fc.constantFrom(...POOL);

/** Values that the schema accepts more often than not, and else nearly. */
function near(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 40, arbitrary: right(schema) }, anything);
}

function right(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case "object": {
      const fields = Object.entries(def.shape).map(([name, field]): [string, fc.Arbitrary<unknown>] => [
        name,
        field._zod.optin === "optional" ? fc.option(near(field), { nil: undefined }) : near(field),
      ]);
      const members = fc.record(Object.fromEntries(fields));
      // What comes out of JSON has no member without a value.
      const whole = members.map((value) => JSON.parse(JSON.stringify(value)) as object);
      return fc.oneof(
        { weight: 40, arbitrary: whole },
        whole.map((value) => ({ ...value, extra: 1 })),
      );
    }
    case "array":
      return fc.array(near(def.element), { minLength: 1, maxLength: 3 });
    case "union":
      return fc.oneof(...def.options.map(near));
    case "optional":
      return near(def.innerType);
    case "nullable":
      return fc.option(near(def.innerType));
    case "literal":
      return fc.constantFrom<unknown>(...def.values);
    case "enum":
      return fc.constantFrom<unknown>(...Object.values(def.entries));
    default: {
      const accepted = POOL.filter((value) => z.safeParse(schema, value).success);
      return accepted.length === 0 ? anything : fc.constantFrom(...accepted);
    }
  }
}

const SCHEMAS: [string, z.ZodType, unknown[]][] = [
  ["envelope", envelopeSchema, []],
  ...Object.entries(KINDS).map(([kind, { body }]): [string, z.ZodType, unknown[]] => [kind, body, examplesOf(kind)]),
];

/** What a type shows as its example holds rules between fields that random members seldom keep. */
function examplesOf(kind: string): unknown[] {
  if (kind === "clock.record")
    return [
      {
        aggregate: "index",
        transition: "outage",
        deadline: "2026-11-22T10:00:00.000Z",
        since: "2026-11-22T09:00:00.000Z",
      },
    ];
  if (kind === "definition.publish") return [publishing(TEST_START).body];
  if (kind === "verdict") {
    const world = TestWorld.founded();
    return [verdictOn(world, report(world, testKey("reporter"), testKey("liar").did).id)];
  }
  const type: DisclosureType | undefined = Object.values(DISCLOSURES).find((one) => `disclosure.${one.type}` === kind);
  return type === undefined ? [] : [type.example(TEST_START)];
}

test.each(SCHEMAS)("the acceptor of %s accepts what its schema accepts, and nothing else", (_, schema, examples) => {
  const accepts = acceptorOf(schema);
  const answers = new Set<boolean>();
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: near(schema) }, ...examples.map(fc.constant)), (value) => {
      const accepted = schema.safeParse(value).success;
      answers.add(accepted);
      expect(accepts(value)).toBe(accepted);
    }),
    { numRuns: 400, seed: 7 },
  );
  expect([...answers].sort(), "both answers came up").toEqual([false, true]);
});

test("a rule between two fields is kept", () => {
  const { legalName: _, ...nobody } = IDENTITY_BODY;
  const accepts = acceptorOf(KINDS["disclosure.identity"].body);
  expect([accepts(IDENTITY_BODY), accepts(nobody)]).toEqual([true, false]);
});

test.each<[string, z.ZodType, unknown]>([
  ["coercion", z.coerce.number(), 1],
  ["a default", z.strictObject({ a: z.string().default("x") }), {}],
  ["a transform", z.string().transform((text) => text.length), "x"],
  ["a trim", z.string().trim(), " x"],
  ["a format", z.email(), "ada@halden.example"],
  ["a fraction", z.number(), 0.5],
  ["a pattern with a memory", z.string().regex(/x/g), "x"],
  ["a choice with a transform in it", z.union([z.string().transform((text) => text.length), z.string()]), "x"],
  ["a loose object", z.looseObject({}), { a: 1 }],
  ["a rule that answers later", z.string().refine(async () => false), "x"],
])("%s is left to the schema", (_, schema, value) => {
  expect(acceptorOf(schema)(value)).toBe(false);
});
