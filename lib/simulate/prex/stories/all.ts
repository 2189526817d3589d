/** All stories of the invented market, in the order in which pages list them. */
import { afterwards } from "./afterwards.ts";
import { earlyLiars, lowRateLiar, sharedBug, stolenKey } from "./lies.ts";
import { clearedOnAppeal, exitScam, largest, retaliation, slowInsolvency, windDown } from "./money.ts";
import { openCases } from "./open-cases.ts";
import { otherEnds } from "./other-ends.ts";
import { breach, honest, newcomers, priceChanges, rewrittenBooks, slander, sloppy } from "./others.ts";
import type { Stage } from "./stage.ts";

export async function tellStories(stage: Stage, until: number): Promise<void> {
  honest(stage);
  await largest(stage);
  await exitScam(stage);
  slowInsolvency(stage);
  rewrittenBooks(stage);
  await lowRateLiar(stage);
  await sharedBug(stage);
  await stolenKey(stage);
  slander(stage);
  await clearedOnAppeal(stage);
  await retaliation(stage);
  await otherEnds(stage);
  windDown(stage);
  sloppy(stage);
  breach(stage);
  await earlyLiars(stage);
  priceChanges(stage);
  newcomers(stage);
  await openCases(stage);
  await afterwards(stage, until);
}
