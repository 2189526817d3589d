import { expect, test, vi } from "vitest";
import type { Restarted } from "../data-folder.ts";
import { oneAtATime } from "./replace-all.ts";

test("who asks while one is under way is told of one that began later, once, and the next asking begins anew", async () => {
  const turns: ((outcome: Restarted) => void)[] = [];
  const told: Restarted[] = [];
  const ask = oneAtATime(
    () => new Promise<Restarted>((resolve) => turns.push(resolve)),
    (outcome) => told.push(outcome),
  );
  const first = ask();
  const second = ask();
  ask();
  expect(turns.length).toBe(1);
  turns[0]?.({ replaced: ["web"] });
  await vi.waitFor(() => expect(turns.length).toBe(2));
  expect(told).toEqual([]);
  turns[1]?.({ replaced: ["web", "worker"] });
  await Promise.all([first, second]);
  expect(told).toEqual([{ replaced: ["web", "worker"] }]);
  const third = ask();
  turns[2]?.({ replaced: [] });
  await third;
  expect([turns.length, told.length]).toEqual([3, 2]);
});
