import { describe, expect, test } from "vitest";
import { asInstant } from "#lib/kernel/instant.ts";
import { identityBody } from "#lib/statement/disclosures/identity.ts";
import { bodyOfValues, emptyIdentity, type FormValues, valuesOfBody } from "./form-values.ts";
import { schemaFields } from "./schema-fields.ts";

const now = asInstant(Date.UTC(2026, 10, 22, 10));
const timeFields = schemaFields(identityBody)
  .filter((field) => field.input === "time")
  .map((field) => field.name);
const empty = emptyIdentity(now);

const bodyOf = (values: FormValues, applies = true) => bodyOfValues({ ...empty, ...values }, { applies, timeFields });

const issuesOf = (values: FormValues, applies = true) => {
  const result = identityBody.safeParse(bodyOf(values, applies));
  return result.success ? [] : result.error.issues.map((issue) => issue.path.join("."));
};

describe("a body from inputs", () => {
  test("leaves out what was not filled in", () => {
    const body = bodyOf({
      legalName: "Halden GmbH",
      jurisdiction: "DE",
      regulation: { status: "none-by-choice", regime: "x", licence: "" },
    });
    expect(body).toEqual({
      version: 1,
      effectiveAt: "2026-11-22T00:00:00.000Z",
      expiresAt: "2027-11-22T00:00:00.000Z",
      legalName: "Halden GmbH",
      jurisdiction: "DE",
      regulation: { status: "none-by-choice" },
    });
    expect(identityBody.safeParse(body).success).toBe(true);
  });

  test("is trimmed and composed, as the schema demands", () => {
    expect(bodyOf({ legalName: " Cafe\u0301 " }).legalName).toBe("Caf\u00e9");
  });

  test("an empty form is refused at the fields that are missing", () => {
    expect(issuesOf({})).toEqual(["legalName", "jurisdiction", "regulation"]);
  });

  test("a licence without a number is refused at the number", () => {
    const licensed = { status: "licensed", regime: "MiCA", licence: "" };
    expect(issuesOf({ legalName: "Halden", jurisdiction: "DE", regulation: licensed })).toEqual(["regulation.licence"]);
  });

  test("a date that does not exist stays as typed and is refused in place", () => {
    expect(
      issuesOf({
        effectiveAt: "2026-02-30",
        anonymous: true,
        jurisdiction: "DE",
        regulation: { status: "none-by-choice" },
      }),
    ).toEqual(["effectiveAt"]);
  });

  test("a radio group that was passed over without a choice counts as not answered", () => {
    expect(
      issuesOf({ legalName: "Halden", jurisdiction: "DE", regulation: { status: null, regime: "", licence: "" } }),
    ).toEqual(["regulation"]);
  });

  test("anonymous by choice leaves a typed legal name out", () => {
    expect(bodyOf({ anonymous: true, legalName: "Halden GmbH" }).legalName).toBeUndefined();
  });

  test("not applicable keeps the dates and the reason and nothing else", () => {
    const body = bodyOf({ legalName: "Halden", notApplicable: "We are a test." }, false);
    expect(Object.keys(body).sort()).toEqual(["effectiveAt", "expiresAt", "notApplicable", "version"]);
    expect(issuesOf({}, false)).toEqual(["notApplicable"]);
  });
});

test("a published body comes back into the same inputs", () => {
  const values: FormValues = {
    ...empty,
    legalName: "Halden GmbH",
    jurisdiction: "DE",
    regulation: { status: "licensed", regime: "MiCA", licence: "1" },
    otherProviders: [{ value: "prv_aaaaaaaaaaaaaaaaaaaaaaaaaa" }],
  };
  const body = bodyOfValues(values, { applies: true, timeFields });
  expect(valuesOfBody(body, empty, timeFields)).toEqual(values);
});

test("each labelled field of the schema has an input in the empty form", () => {
  const drawn = schemaFields(identityBody).filter((field) => field.input !== "hidden");
  expect(drawn.map((field) => field.name).filter((name) => !(name in empty))).toEqual([]);
  expect(drawn.find((field) => field.name === "effectiveAt")?.required).toBe(true);
  expect(drawn.find((field) => field.name === "note")?.input).toBe("paragraph");
});
