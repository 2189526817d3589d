import { expect, test } from "vitest";
import { functionOf } from "#lib/evidence/definition/testing/definitions.ts";
import { whyNobodyIsHeld } from "./definition-words.ts";

test("that nobody can be held to a definition is said where nothing of it could ever be wrong", () => {
  expect(whyNobodyIsHeld(functionOf())).toBeUndefined();
  expect(whyNobodyIsHeld(functionOf({ unattestable: [{ pathPrefix: "/tokens" }, { status: 503 }] }))).toBeUndefined();
  expect(whyNobodyIsHeld(functionOf({ unattestable: [{ pathPrefix: "/" }] }))).toContain("whatever is asked");
  const { tests } = functionOf();
  expect(whyNobodyIsHeld(functionOf({ tests: tests.filter(({ result }) => result === "match") }))).toBe(
    "None of its tests shows an answer that is wrong by it.",
  );
});
