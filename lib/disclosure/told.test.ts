import { expect, test } from "vitest";
import { z } from "zod";
import type { JsonObject } from "#lib/kernel/json.ts";
import { overheadSchema } from "#lib/statement/disclosures/envelope-fields.ts";
import { identityBody } from "#lib/statement/disclosures/identity.ts";
import { line } from "#lib/statement/fields.ts";
import { changesBetween } from "./differences.ts";
import { fieldsOf } from "./field-tree.ts";
import { costText, overheadFacts, sumOverheads } from "./overhead.ts";
import { factsOfBody, plainText } from "./told.ts";

const identity = fieldsOf(identityBody);
const body = {
  version: 1,
  effectiveAt: "2026-11-23T00:00:00.000Z",
  expiresAt: "2027-11-23T10:00:00.000Z",
  legalName: "Halden GmbH",
  jurisdiction: "DE",
  regulation: { status: "licensed", regime: "MiCA", licence: "123" },
  website: "https://halden.example/imprint",
  otherProviders: ["prv_mfrggzdfmztwq2lknnwg23tpoa"],
  overhead: { basis: "measured", latencyMs: "3" },
};

const prices = fieldsOf(
  z.strictObject({
    lines: z
      .array(
        z.strictObject({
          service: line(20).meta({ label: "Service" }),
          unit: line(20).meta({ label: "Unit" }),
          price: line(20).meta({ label: "Price" }),
        }),
      )
      .meta({ label: "Prices" }),
  }),
);
const priced = (...lines: readonly (readonly [string, string, string])[]) => ({
  lines: lines.map(([service, unit, price]) => ({ service, unit, price })),
});

test("every member of a body is told, what no schema knows included; only the frame's own are not", () => {
  const everything = Object.fromEntries([...Object.keys(identityBody.shape), "later"].map((name) => [name, "x"]));
  const shown = factsOfBody(identity, everything).map(({ name }) => name);
  expect([...shown, "version", "expiresAt", "notApplicable"].sort()).toEqual(Object.keys(everything).sort());
});

test("values are told by what their schema takes", () => {
  const told = Object.fromEntries(factsOfBody(identity, body).map(({ name, value }) => [name, value]));
  expect(told.jurisdiction).toEqual({ kind: "jurisdiction", code: "DE" });
  expect(told.website).toEqual({ kind: "link", href: body.website });
  expect(told.effectiveAt).toMatchObject({ kind: "day" });
  expect(told.legalName).toEqual({ kind: "text", text: "Halden GmbH" });
  expect(factsOfBody(prices, { lines: [] })[0]?.value).toEqual({ kind: "text", text: "none" });
  expect(told.otherProviders).toEqual({ kind: "list", items: [{ kind: "provider", id: body.otherProviders[0] }] });
  expect(told.regulation && plainText(told.regulation)).toBe("Licensed or registered: Regime MiCA, Licence number 123");
});

test("a difference names what was added, changed and removed, place by place, and nothing else", () => {
  const { website: _, ...rest } = body;
  const after = {
    ...rest,
    legalName: "Halden AG",
    form: "AG",
    expiresAt: "2028-01-01T00:00:00.000Z",
    overhead: { basis: "measured", latencyMs: "4" },
  };
  const words = changesBetween(identity, body, after).map(({ label, before, after: now }) => [
    label,
    before && plainText(before),
    now && plainText(now),
  ]);
  expect(words).toEqual([
    ["Legal name", "Halden GmbH", "Halden AG"],
    ["Legal form", undefined, "AG"],
    ["Imprint or about page", "https://halden.example/imprint", undefined],
    ["What it costs the operator › Added latency", "3 ms", "4 ms"],
  ]);
  expect(changesBetween(identity, body, body)).toEqual([]);
});

test("rows are known again by the fewest first fields that tell them apart, wherever they stand", () => {
  const before = priced(["storage", "GB", "1"], ["storage", "call", "2"], ["chat", "call", "3"]);
  const after = priced(["chat", "call", "3"], ["storage", "call", "5"], ["maps", "call", "4"]);
  expect(
    changesBetween(prices, before, after).map(({ name, before: old, after: fresh }) => [name, !!old, !!fresh]),
  ).toEqual([
    ["lines.storage / GB", true, false],
    ["lines.storage / call.price", true, true],
    ["lines.maps / call", false, true],
  ]);
  const turned = priced(["chat", "call", "3"], ["storage", "call", "2"], ["storage", "GB", "1"]);
  expect(changesBetween(prices, before, turned).map(({ label }) => label)).toEqual(["Prices"]);
});

test("costs are summed exactly, money by currency, and said as stated", () => {
  const cost = (latencyMs: string, moneyPerMonth: string, currency: string, basis: string) => ({
    overhead: { latencyMs, moneyPerMonth, currency, basis },
  });
  const euro = [cost("0.1", "10", "EUR", "measured"), cost("0.2", "5.000001", "EUR", "estimated")];
  const words = (bodies: JsonObject[]) => overheadFacts(sumOverheads(bodies)).map(({ value }) => plainText(value));
  expect(sumOverheads([...euro, {}])).toMatchObject({ stated: 2, measured: 1 });
  expect(words([...euro, {}])).toEqual(["15.000001 EUR a month", "0.3 ms"]);
  const other = cost("1", "7", "ETH:USDC", "measured");
  expect(words([...euro, other])).toEqual(["15.000001 EUR a month; 7 ETH:USDC a month", "1.3 ms"]);
  expect(costText(other)).toBe("money 7 ETH:USDC a month, added latency 1 ms (measured)");
  expect(costText({})).toBeUndefined();
});

test("money in no currency is refused at its place, and so is a currency of no money", () => {
  const placesOf = (overhead: object) =>
    overheadSchema.safeParse({ ...overhead, basis: "measured" }).error?.issues.map(({ path }) => path.join("/"));
  expect(placesOf({ moneyPerMonth: "3" })).toEqual(["currency"]);
  expect(placesOf({ currency: "EUR" })).toEqual(["moneyPerMonth"]);
  expect(placesOf({ moneyPerMonth: "3", currency: "eur" })).toEqual(["currency"]);
  expect(placesOf({ moneyPerMonth: "3", currency: "EUR" })).toBeUndefined();
});
