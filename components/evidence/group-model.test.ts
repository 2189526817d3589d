import { expect, test } from "vitest";
import type { LiveCheck } from "#lib/client/evidence/live-checks.ts";
import { BUNDLE_CHECKS } from "#lib/evidence/rules.ts";
import { groupsOf } from "./group-model.ts";

const allPassed = (claim: LiveCheck["check"]): LiveCheck[] =>
  BUNDLE_CHECKS.map((name) => ({
    name,
    state: "done",
    check: name === "claim" && claim !== undefined ? claim : { name, outcome: "pass" },
  }));
const states = (checks: readonly LiveCheck[]) =>
  Object.fromEntries(groupsOf(checks).map(({ id, state }) => [id, state]));

test("a report without a signed answer gets no tick for what it does not bring", () => {
  expect(states(allPassed(undefined))).toEqual({
    ...{ readable: "pass", signed: "pass", new: "pass", broken: "pass", shared: "pass" },
  });
  expect(states(allPassed({ name: "claim", outcome: "cannot-check", reason: "no-evidence" }))).toEqual({
    ...{ readable: "pass", signed: "not-run", new: "pass", broken: "cannot-check", shared: "not-run" },
  });
});
