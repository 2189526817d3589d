/** Beside a demonstration, whose clock stands still on another day, answers are dated and taken by that clock. */
import { expect, test } from "vitest";
import { answer, signer } from "#lib/evidence/testing/block-bundles.ts";
import { answeredAt, sentAs } from "#lib/evidence/testing/signed-answer.ts";
import { addMs, asInstant, DAY_MS, formatInstant, type Instant } from "#lib/kernel/instant.ts";
import { isSigned, readPaid } from "./agent/judge.ts";
import { earlierOf, simulatedClock } from "./index-clock.ts";
import type { RemoteIndex } from "./remote-index.ts";

const { signal } = new AbortController();

function index(clock: "system" | "simulated", now: Instant): RemoteIndex {
  return { describe: async () => ({ clock, now: formatInstant(now) }), now: async () => now } as never;
}

test("an answer is fresh by this machine's clock, or by that of the demonstration beside which it was given", async () => {
  const day = addMs(answeredAt, 400 * DAY_MS);
  const paid = { ...sentAs(await answer("a", "a", day)), nonce: "YWdlbnRzLW93bi1ub25jZQ" };
  const readBy = async (remote: RemoteIndex) => {
    const clock = await simulatedClock(remote, { signal });
    return readPaid(paid, { responder: signer, ...(clock && { clock }) });
  };
  expect(isSigned(await readBy(index("simulated", day)))).toBe(true);
  for (const other of [index("system", day), index("simulated", addMs(day, DAY_MS))])
    expect(await readBy(other)).toEqual({ kind: "unsigned", reason: "not-fresh" });
});

test("a token is taken to be in force while it is by either clock", async () => {
  const past = asInstant(0);
  expect(earlierOf(await simulatedClock(index("simulated", past), { signal }))).toBe(past);
  expect(earlierOf(undefined)).toBeGreaterThan(answeredAt - DAY_MS);
});
