import { expect, test } from "vitest";
import { utf8Decode, utf8Encode } from "#lib/kernel/bytes.ts";
import { TOLD } from "./lies.ts";

function told(value: unknown): unknown {
  const honest = { status: 200, contentType: "application/json", body: utf8Encode(JSON.stringify(value)) };
  return JSON.parse(utf8Decode(TOLD.wrong?.(honest, "").body ?? new Uint8Array()) ?? "");
}

test("a wrong answer has the form of the right one: numbers and amounts written as text are off by one", () => {
  expect(told({ gross: "119.00", vat: "19.99", of: 7 })).toEqual({ gross: "119.01", vat: "20.00", of: 8 });
  expect(told({ check: "09", note: "no number" })).toEqual({ check: "10", note: "no number" });
  expect(told(["0.009"])).toEqual(["0.010"]);
});
