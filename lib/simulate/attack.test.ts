import { expect, test } from "vitest";
import { MODEL_1 } from "#lib/reputation/model.ts";
import { attack } from "./attack.ts";
import { seededRandom } from "./dice.ts";

test("up to a hundred fakes for each provider leave the ranking standing, where twenty invert one of equal votes", () => {
  for (const fakes of [1, 20, 100]) {
    const { aucConduct, aucVotes } = attack(seededRandom(fakes), { fakes, targets: 40 }, MODEL_1);
    expect(aucConduct).toBeGreaterThanOrEqual(0.95);
    if (fakes >= 20) expect(aucVotes).toBeLessThan(0.1);
  }
});
