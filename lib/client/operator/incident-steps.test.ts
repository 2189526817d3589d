import { expect, test } from "vitest";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { disclosure } from "#lib/statement/disclosures/incident.ts";
import { INCIDENT_STEPS } from "./incident-steps.ts";

test("the wizard asks for every field of an incident that people fill, each once", () => {
  const drawn = fieldsOf(disclosure.body).filter((field) => field.drawn);
  expect(INCIDENT_STEPS.flatMap(({ fields }) => fields).toSorted()).toEqual(drawn.map(({ name }) => name).toSorted());
});
