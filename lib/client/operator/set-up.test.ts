import { describe, expect, test } from "vitest";
import { isSetUp, type SetUpFacts, setUpSteps } from "./set-up.ts";

const nothing: SetUpFacts = { holdsKey: false, signedIn: false, spare: "open", registered: false, providers: [] };
const provider = { id: "prv_a", name: "Halden", hasIdentity: false };

const states = (facts: Partial<SetUpFacts>) => setUpSteps({ ...nothing, ...facts }).map((step) => step.state);

describe("the step to do now follows from what is there", () => {
  test.each([
    ["nothing yet", {}, ["now", "later", "later", "later", "later"]],
    ["a key", { holdsKey: true }, ["done", "now", "later", "later", "later"]],
    ["a spare key", { holdsKey: true, spare: "saved" }, ["done", "done", "now", "later", "later"]],
    ["a skipped spare key", { holdsKey: true, spare: "skipped" }, ["done", "skipped", "now", "later", "later"]],
    [
      "registered, signed out",
      { holdsKey: true, spare: "saved", registered: true },
      ["done", "done", "now", "later", "later"],
    ],
    [
      "registered",
      { holdsKey: true, signedIn: true, spare: "saved", registered: true },
      ["done", "done", "done", "now", "later"],
    ],
    [
      "a provider without identity",
      { holdsKey: true, signedIn: true, spare: "saved", registered: true, providers: [provider] },
      ["done", "done", "done", "done", "now"],
    ],
  ] as const)("%s", (_words, facts, expected) => {
    expect(states(facts)).toEqual(expected);
  });
});

test("set-up ends with one published identity, whatever the spare key", () => {
  const done: SetUpFacts = {
    holdsKey: true,
    signedIn: true,
    spare: "skipped",
    registered: true,
    providers: [provider, { ...provider, hasIdentity: true }],
  };
  expect(isSetUp(done)).toBe(true);
  expect(isSetUp({ ...done, providers: [provider] })).toBe(false);
});
