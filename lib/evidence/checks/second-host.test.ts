/** What a second machine is asked, and what its word changes. */
import { expect, test } from "vitest";
import type { Run } from "../definition/run-definition.ts";
import { exampleClaims } from "../testing/example-claims.ts";
import { factsOf } from "../testing/plain-facts.ts";
import { checkBundle } from "./check-bundle.ts";

const { "wrong-result": example } = await exampleClaims();

const ran = (result: Run["result"], output = "aa", ticks = 10): Run => ({
  result,
  ticks,
  outputSha256: output,
  output: null,
});

/** The last three checks' outcomes, the verdict, and how often the second machine was asked. */
async function judged(local: Run, second?: Run, again = local) {
  if (example === undefined) throw new Error("the example is there");
  let asked = 0;
  const elsewhere = second && {
    name: "elsewhere",
    run: async () => {
      asked += 1;
      return second;
    },
  };
  const runs = [local, again];
  const hosts = {
    local: { name: "here", run: async () => runs.shift() ?? again },
    ...(elsewhere === undefined ? {} : { second: elsewhere }),
  };
  const { checks, verdict } = await checkBundle(example.bytes, { ...factsOf(example.facts), hosts });
  const [claim, confirmed] = ["claim", "second-host"].map((name) => checks.find((check) => check.name === name));
  return { claim: claim?.outcome, confirmed, verdict: verdict.verdict, asked };
}

test("what accuses is asked of a second machine, which confirms it or ends it", async () => {
  expect(await judged(ran("mismatch"), ran("mismatch"))).toEqual({
    claim: "pass",
    confirmed: { name: "second-host", outcome: "pass" },
    verdict: "proven",
    asked: 1,
  });
  for (const other of [ran("match"), ran("mismatch", "bb")]) {
    const found = await judged(ran("mismatch"), other);
    expect(found).toMatchObject({ claim: "cannot-check", confirmed: { reason: "nondeterministic" }, asked: 1 });
    expect(found.verdict).not.toBe("proven");
  }
  expect(await judged(ran("mismatch"))).toMatchObject({ confirmed: { reason: "runtime-unavailable" }, asked: 0 });
});

test("what accuses nobody is asked of no second machine", async () => {
  expect(await judged(ran("match"), ran("mismatch"))).toMatchObject({
    claim: "fail",
    confirmed: { outcome: "pass", detail: "This kind of claim does not need it." },
    verdict: "refuted",
    asked: 0,
  });
  expect(await judged(ran("inconclusive:crash"), ran("mismatch"))).toMatchObject({
    claim: "cannot-check",
    confirmed: { outcome: "not-run" },
    asked: 0,
  });
});

test("what accuses in one of two runs here is asked elsewhere too, and convicts nobody", async () => {
  for (const [first, then] of [
    [ran("match"), ran("mismatch")],
    [ran("mismatch"), ran("match")],
  ] as const) {
    const found = await judged(first, ran("mismatch"), then);
    expect(found).toMatchObject({ claim: "cannot-check", asked: 1 });
    expect(found.verdict).not.toBe("proven");
  }
});
