import { expect, test } from "vitest";
import { identityBody } from "#lib/statement/disclosures/identity.ts";
import { identityChanges, identityFields } from "./identity-fields.ts";

const body = {
  version: 1,
  effectiveAt: "2026-11-23T10:00:00.000Z",
  expiresAt: "2027-11-23T10:00:00.000Z",
  legalName: "Halden GmbH",
  jurisdiction: "DE",
  regulation: { status: "licensed", regime: "MiCA", licence: "123" },
  website: "https://halden.example/imprint",
  otherProviders: ["prv_mfrggzdfmztwq2lknnwg23tpoa"],
  overhead: { basis: "measured", latencyMs: "3" },
};

test("every field that the schema allows has a row of its own", () => {
  const everything = Object.fromEntries(Object.keys(identityBody.shape).map((name) => [name, "x"]));
  const shown = identityFields(everything).map(({ name }) => name);
  expect([...shown, "version", "expiresAt"].sort()).toEqual(Object.keys(identityBody.shape).sort());
});

test("values are told in words", () => {
  const rows = Object.fromEntries(identityFields(body).map((field) => [field.name, field]));
  expect(rows.jurisdiction).toMatchObject({ text: "Germany (DE)" });
  expect(rows.regulation).toMatchObject({ text: "Licensed: MiCA, licence 123" });
  expect(rows.overhead).toMatchObject({ text: "3 ms of delay (measured)" });
  expect(rows.website).toMatchObject({ kind: "link" });
  expect(rows.otherProviders).toMatchObject({ kind: "providers", ids: body.otherProviders });
});

test("a difference names what was added, changed and removed, and nothing else", () => {
  const { website: _, ...rest } = body;
  const after = { ...rest, legalName: "Halden AG", form: "AG", expiresAt: "2028-01-01T00:00:00.000Z" };
  expect(identityChanges(body, after)).toEqual([
    { name: "legalName", label: "Legal name", before: "Halden GmbH", after: "Halden AG" },
    { name: "form", label: "Legal form", before: "not stated", after: "AG" },
    { name: "website", label: "Imprint or about page", before: "https://halden.example/imprint", after: "not stated" },
  ]);
  expect(identityChanges(body, body)).toEqual([]);
});
