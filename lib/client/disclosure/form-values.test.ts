import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureType } from "#lib/statement/disclosures/disclosure-type.ts";
import { instantText, line, paragraph, providerId } from "#lib/statement/fields.ts";
import { APPLIES, bodyOf, composerResolver, startValues } from "./composer-form.ts";
import { fitDraft } from "./fit-draft.ts";
import { bodyOfFields, type FormValues, valuesOfFields } from "./form-values.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const identity: DisclosureType = DISCLOSURES.identity;
const identityFields = fieldsOf(identity.body);
const empty = startValues(identity, identityFields, undefined, now);

const body = (values: FormValues) => bodyOf({ ...empty, ...values }, identityFields);

/** Messages by the input at which they stand. */
async function messagesOf(type: DisclosureType, values: FormValues): Promise<Record<string, string>> {
  const fields = fieldsOf(type.body);
  const options = { fields: {}, shouldUseNativeValidation: false };
  const { errors } = await composerResolver(type, fields, () => now)(values, undefined, options);
  const found: Record<string, string> = {};
  const walk = (node: unknown, path: string) => {
    if (typeof node !== "object" || node === null) return;
    for (const [name, value] of Object.entries(node)) {
      if (name === "message") found[path] = String(value);
      else walk(value, path === "" ? name : `${path}.${name}`);
    }
  };
  walk(errors, "");
  return found;
}
const placesOf = async (values: FormValues) => Object.keys(await messagesOf(identity, { ...empty, ...values }));

const whole = { legalName: "Halden", jurisdiction: "DE", regulation: { status: "none-by-choice" } };

describe("a body from inputs", () => {
  test("leaves out what was not filled in", () => {
    const made = body({
      legalName: "Halden GmbH",
      jurisdiction: "DE",
      regulation: { status: "none-by-choice", regime: "x", licence: "" },
    });
    expect(made).toEqual({
      version: 1,
      effectiveAt: "2026-11-22T00:00:00.000Z",
      expiresAt: "2027-11-22T00:00:00.000Z",
      legalName: "Halden GmbH",
      jurisdiction: "DE",
      regulation: { status: "none-by-choice" },
    });
    expect(identity.body.safeParse(made).success).toBe(true);
  });

  test("is trimmed and composed, as the schema demands", () => {
    expect(body({ legalName: " Cafe\u0301 " }).legalName).toBe("Caf\u00e9");
  });

  test("an empty form is refused at the fields that are missing", async () => {
    expect(await placesOf({})).toEqual(["legalName", "jurisdiction", "regulation.status"]);
  });

  test("a licence without a number is refused at the number", async () => {
    const licensed = { status: "licensed", regime: "MiCA", licence: "" };
    expect(await placesOf({ legalName: "Halden", jurisdiction: "DE", regulation: licensed })).toEqual([
      "regulation.licence",
    ]);
  });

  test("a date that does not exist stays as typed and is refused in place", async () => {
    expect(await placesOf({ ...whole, effectiveAt: "2026-02-30" })).toEqual(["effectiveAt"]);
  });

  test("a day that is past, and a life beyond the longest, are refused in place", async () => {
    expect(await placesOf({ ...whole, effectiveAt: "2026-11-01", expiresAt: "2026-11-21" })).toEqual(["expiresAt"]);
    expect(await placesOf({ ...whole, expiresAt: "2028-01-01" })).toEqual(["expiresAt"]);
    expect(await placesOf(whole)).toEqual([]);
  });

  test("anonymous by choice leaves a typed legal name out", () => {
    expect(body({ anonymous: true, legalName: "Halden GmbH" }).legalName).toBeUndefined();
  });

  test("a preset alone says nothing: no cost is stated until there is a figure", () => {
    expect(body({}).overhead).toBeUndefined();
    const overhead = { ...(empty.overhead as FormValues), latencyMs: "3" };
    expect(body({ overhead }).overhead).toEqual({ latencyMs: "3", basis: "estimated" });
  });

  test("not applicable keeps the dates and the reason and nothing else", async () => {
    const made = body({ legalName: "Halden", notApplicable: "We are a test.", [APPLIES]: "no" });
    expect(Object.keys(made).sort()).toEqual(["effectiveAt", "expiresAt", "notApplicable", "version"]);
    expect(await placesOf({ [APPLIES]: "no" })).toEqual(["notApplicable"]);
  });
});

/** Every shape that the conventions allow, nested. */
const everything = z.strictObject({
  version: z.literal(1),
  effectiveAt: instantText.meta({ label: "Since", input: "time" }),
  title: line(40).meta({ label: "Title" }),
  note: paragraph(200).optional().meta({ label: "Note", input: "paragraph" }),
  count: z.int().min(0).optional().meta({ label: "Count" }),
  owned: z.boolean().optional().meta({ label: "Owned", input: "switch" }),
  kept: z.boolean().meta({ label: "Kept", input: "switch" }),
  grade: z.enum(["low", "high"]).optional().meta({ label: "Grade", input: "choice" }),
  others: z.array(providerId).optional().meta({ label: "Others", input: "list" }),
  period: z
    .strictObject({ from: instantText.meta({ label: "From", input: "moment" }), days: z.int().meta({ label: "Days" }) })
    .optional()
    .meta({ label: "Period" }),
  lines: z
    .array(
      z.strictObject({
        name: line(20).meta({ label: "Name" }),
        steps: z
          .array(z.int().meta({ label: "Step" }))
          .optional()
          .meta({ label: "Steps" }),
        price: z
          .discriminatedUnion("by", [
            z.strictObject({ by: z.literal("call"), amount: line(9).meta({ label: "Amount" }) }),
            z.strictObject({ by: z.literal("free") }),
          ])
          .optional()
          .meta({ label: "Price" }),
      }),
    )
    .max(9, "At most nine lines.")
    .optional()
    .meta({ label: "Lines", row: "line" }),
});

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const times = fc.integer({ min: 0, max: 4e12 }).map((ms) => new Date(ms).toISOString());
const minute = times.map((text) => `${text.slice(0, 16)}:00.000Z`);
const bodies = fc.record(
  {
    version: fc.constant(1),
    effectiveAt: fc.oneof(
      times,
      times.map((text) => `${text.slice(0, 10)}T00:00:00.000Z`),
    ),
    title: word,
    note: word.map((text) => `${text}\n${text}`),
    count: fc.nat(99),
    owned: fc.constant(true),
    kept: fc.boolean(),
    grade: fc.constantFrom("low", "high"),
    others: fc.array(fc.stringMatching(/^prv_[a-z2-7]{26}$/), { minLength: 1, maxLength: 3 }),
    period: fc.record({ from: fc.oneof(minute, times), days: fc.nat(9) }),
    lines: fc.array(
      fc.record(
        {
          name: word,
          steps: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }),
          price: fc.oneof(fc.record({ by: fc.constant("call"), amount: word }), fc.constant({ by: "free" })),
        },
        { requiredKeys: ["name"] },
      ),
      { minLength: 1, maxLength: 4 },
    ),
  },
  { requiredKeys: ["version", "effectiveAt", "title", "kept"] },
);

test("whatever a schema of the conventions allows comes back from the inputs unchanged, seconds included", () => {
  const fields = fieldsOf(everything);
  fc.assert(
    fc.property(bodies, (made) => {
      expect(everything.safeParse(made).error).toBeUndefined();
      expect(bodyOfFields(fields, valuesOfFields(fields, made as unknown as JsonObject))).toEqual(made);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test("a complaint stands at its own row, though blank rows before it were left out", async () => {
  const type: DisclosureType = { ...identity, life: { ends: "never" }, body: everything };
  const values = startValues(type, fieldsOf(everything), undefined, now);
  const blank = { name: "", steps: [], price: { by: "", amount: "" } };
  const lines = [
    blank,
    { ...blank, name: "storage" },
    blank,
    { name: "", steps: [{ value: "" }, { value: "x" }], price: { by: "call", amount: "" } },
  ];
  const said = await messagesOf(type, { ...values, title: "A", lines });
  expect(Object.keys(said).sort()).toEqual(["lines.3.name", "lines.3.price.amount", "lines.3.steps.1.value"]);
  expect(said["lines.3.steps.1.value"]).toBe("Must be a whole number, not text.");
  expect(said["lines.3.name"]).toBe("This field is required.");
  const many = Array.from({ length: 10 }, (_, at) => ({ ...blank, name: `line ${at}` }));
  expect(await messagesOf(type, { ...values, title: "A", lines: many })).toEqual({ lines: "At most nine lines." });
});

const composed = Object.values(DISCLOSURES).flatMap((type: DisclosureType) =>
  type.composed ? [[type.type, type] as const] : [],
);

describe.each(composed)("%s", (_, type) => {
  const fields = fieldsOf(type.body);

  test("each labelled field has an input, and the empty form a place for each complaint", async () => {
    const values = startValues(type, fields, undefined, now);
    const drawn = fields.filter((field) => field.drawn).map(({ name }) => name);
    expect(drawn.filter((name) => !(name in values))).toEqual([]);
    const places = Object.keys(await messagesOf(type, values));
    expect(places.length).toBeGreaterThan(0);
    expect(places.map((place) => place.split(".")[0]).filter((name) => !drawn.includes(name ?? ""))).toEqual([]);
  });

  test("its example comes back from the inputs unchanged, without a complaint", async () => {
    const example = type.example(now);
    const values = { ...valuesOfFields(fields, example), [APPLIES]: "yes" };
    expect(bodyOf(values, fields)).toEqual(example);
    expect(await messagesOf(type, values)).toEqual({});
  });
});

describe("a draft", () => {
  const types = Object.values(DISCLOSURES) as readonly DisclosureType[];
  const startOf = (type: DisclosureType) => startValues(type, fieldsOf(type.body), undefined, now);

  test("of this form comes back as it was kept, for every type", () => {
    for (const type of types) {
      const fields = fieldsOf(type.body);
      const kept = { ...startValues(type, fields, type.example(now), now), [APPLIES]: "no" };
      expect(fitDraft(fields, startOf(type), structuredClone(kept)), type.type).toEqual({ values: kept, leftOver: [] });
    }
  });

  test("of an older form keeps what fits, and tells the rest with its place", () => {
    const fields = fieldsOf(DISCLOSURES.fees.body);
    const start = startOf(DISCLOSURES.fees);
    const old = {
      lines: [{ service: "storage", price: "0.5", noticeDays: ["14"] }, "chat"],
      currency: "EUR",
      note: { text: "hello" },
      overhead: { basis: "guessed", latencyMs: "3" },
      effectiveAt: "2026-01-02",
    };
    const { values, leftOver } = fitDraft(fields, start, old);
    const [first, second] = values.lines as FormValues[];
    expect(first).toEqual({ ...(start.lines as FormValues[])[0], service: "storage" });
    expect(second).toEqual((start.lines as FormValues[])[0]);
    expect(values).toMatchObject({
      note: "",
      effectiveAt: "2026-01-02",
      overhead: { basis: "estimated", latencyMs: "3" },
    });
    expect(leftOver.map(({ place, text }) => `${place} ${text}`)).toEqual([
      "lines.0.price 0.5",
      "lines.0.noticeDays.0 14",
      "lines.1 chat",
      "currency EUR",
      "note.text hello",
      "overhead.basis guessed",
    ]);
  });

  test("of any bytes makes a form whose body can be checked, and throws nothing", () => {
    const places = types.map((type) => ({ type, fields: fieldsOf(type.body), start: startOf(type) }));
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue({ maxDepth: 4 }), fc.nat(), (place, junk, pick) => {
        const { type, fields, start } = place;
        const names = Object.keys(start);
        const name = names[pick % names.length] ?? "";
        const { values } = fitDraft(fields, start, { ...start, [name]: junk as never });
        expect(Object.keys(values).sort()).toEqual(names.sort());
        type.body.safeParse(bodyOf(values, fields));
      }),
      { seed: 4, numRuns: 150 },
    );
  });
});
