import { expect, test } from "vitest";
import { changesBetween } from "./difference.ts";

test("names what was added, changed and removed, and nothing else", () => {
  const before = { legalName: "Halden", form: "Ltd", note: "old", regulation: { status: "none-by-choice" } };
  const after = {
    legalName: "Halden",
    form: "GmbH",
    website: "https://halden.example",
    regulation: { status: "none-by-choice" },
  };
  expect(changesBetween(before, after)).toEqual([
    { field: "form", before: "Ltd", after: "GmbH" },
    { field: "website", before: undefined, after: "https://halden.example" },
    { field: "note", before: "old", after: undefined },
  ]);
});

test("a body is no change from itself", () => {
  const body = { a: ["x", "y"], b: { c: true } };
  expect(changesBetween(body, structuredClone(body))).toEqual([]);
});
