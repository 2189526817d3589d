import { expect, test } from "vitest";
import { JudgingTimes, judgingOrder, type Waiting } from "./judging-order.ts";

/** What is judged in which order, when a case under each definition takes so many seconds. */
function judgedIn(waiting: readonly Waiting[], seconds: Record<string, number>): string[] {
  const times = new JudgingTimes();
  const judged: string[] = [];
  let now = 0;
  for (let left = [...waiting]; left.length > 0; ) {
    const [next] = judgingOrder(left, (definition) => times.of(definition, now));
    if (next === undefined) break;
    const took = 1000 * (seconds[next.definition ?? ""] ?? 0.05);
    now += took;
    times.add(next.definition, took, now);
    judged.push(next.id);
    left = left.filter(({ id }) => id !== next.id);
  }
  return judged;
}

const cases = (definition: string | null, count: number): Waiting[] =>
  Array.from({ length: count }, (_, at) => ({ id: `${definition} ${at}`, definition }));

test("forty reports under one slow definition hold up none under others: each of those waits for one of them at most", () => {
  const honest = [...cases("sort", 5), ...cases("price", 3), ...cases(null, 2)];
  const order = judgedIn([...cases("slow", 40), ...honest], { slow: 20 });
  expect(order.slice(0, 11)).toEqual(["slow 0", ...order.filter((id) => !id.startsWith("slow"))]);
  expect(order).toHaveLength(50);
});

test("the first of each definition comes before anybody's second, and within one they stay as they came", () => {
  expect(judgedIn([...cases("a", 3), ...cases("b", 2), ...cases("c", 1)], {})).toEqual([
    "a 0",
    "b 0",
    "c 0",
    "a 1",
    "b 1",
    "a 2",
  ]);
});

test("a definition that was slow is not held against it for ever", () => {
  const times = new JudgingTimes();
  times.add("slow", 20_000, 0);
  const after = (minutes: number) =>
    judgingOrder([...cases("slow", 1), ...cases("new", 1)], (definition) => times.of(definition, minutes * 60_000))[0]
      ?.definition;
  expect([after(0), after(10), after(60)]).toEqual(["new", "new", "slow"]);
});
