/** Fills the composer's inputs as a person would, from a body that the documentation gives as an example. */
import type { Locator } from "@playwright/test";
import type { Field, Shape } from "#lib/disclosure/field-tree.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { expect } from "./expect.ts";

/** Every input that the body says something about; what it leaves out is left as the form opened. */
export async function fillForm(form: Locator, fields: readonly Field[], body: JsonObject, within = ""): Promise<void> {
  for (const field of fields) {
    const value = body[field.name];
    if (field.drawn && value !== undefined) await fillShape(form, field, field.shape, `${within}${field.name}`, value);
  }
}

async function fillShape(form: Locator, field: Field, shape: Shape, name: string, value: JsonValue): Promise<void> {
  const inputs = form.locator(`[name="${name}"]`);
  switch (shape.kind) {
    case "text":
      return inputs.fill(typedAs(shape.form, String(value)));
    case "whole-number":
      return inputs.fill(String(value));
    case "switch":
      return inputs.setChecked(value === true);
    case "choice":
      return choose(inputs, String(value));
    case "group":
      return isJsonObject(value) ? fillForm(form, shape.fields, value, `${name}.`) : undefined;
    case "variants": {
      if (!isJsonObject(value)) return;
      const chosen = shape.variants.find((variant) => variant.value === value[shape.on]);
      await form.locator(`[name="${name}.${shape.on}"][value="${chosen?.value}"]`).check();
      return fillForm(form, chosen?.fields ?? [], value, `${name}.`);
    }
    case "rows":
      return fillRows(form, field, shape.item, name, value as readonly JsonValue[]);
    case "fixed":
      return;
  }
}

/** Two of the pickers take less than a whole time: a day, a minute of it. */
function typedAs(form: string, time: string): string {
  return form === "day" ? time.slice(0, 10) : form === "moment" ? time.slice(0, 16) : time;
}

async function choose(inputs: Locator, value: string): Promise<void> {
  const isRadio = (await inputs.first().getAttribute("type")) === "radio";
  if (isRadio) await inputs.and(inputs.page().locator(`[value="${value}"]`)).check();
  else await inputs.selectOption(value);
}

async function fillRows(form: Locator, field: Field, item: Shape, name: string, rows: readonly JsonValue[]) {
  const isFramed = item.kind === "group" || item.kind === "variants";
  for (const [at, row] of rows.entries()) {
    const path = `${name}.${at}`;
    const inputs = form.locator(`[name^="${path}."]`);
    if ((await inputs.count()) === 0) {
      // The last one: rows before may add rows of their own.
      await form.getByRole("group", { name: field.label }).getByRole("button", { name: /^Add / }).last().click();
      await expect(inputs.first()).toBeVisible();
    }
    await fillShape(form, field, item, isFramed ? path : `${path}.value`, row);
  }
}

/** The ways of entering that {@link fillForm} would use for this body: by kind of input, and what rows are made of. */
export function waysToFill(fields: readonly Field[], body: JsonObject): Set<string> {
  const ways = fields.flatMap((field) => {
    const value = body[field.name];
    return field.drawn && value !== undefined ? waysOf(field.shape, value) : [];
  });
  return new Set(ways);
}

function waysOf(shape: Shape, value: JsonValue): string[] {
  switch (shape.kind) {
    case "text":
      return [`text ${shape.form}`];
    case "group":
      return isJsonObject(value) ? ["group", ...waysToFill(shape.fields, value)] : [];
    case "variants": {
      if (!isJsonObject(value)) return [];
      const chosen = shape.variants.find((variant) => variant.value === value[shape.on]);
      return ["variants", ...waysToFill(chosen?.fields ?? [], value)];
    }
    case "rows":
      return (value as readonly JsonValue[]).flatMap((row) => [
        `rows of ${shape.item.kind}`,
        ...waysOf(shape.item, row),
      ]);
    default:
      return [shape.kind];
  }
}
