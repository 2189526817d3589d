import { expect, test, vi } from "vitest";
import { together } from "./together.ts";

/** A query that the test lets end. */
function held() {
  const batches: { questions: readonly number[]; end: () => void; fail: (error: Error) => void }[] = [];
  const askAll = (questions: readonly number[]) =>
    new Promise<readonly string[]>((resolve, reject) => {
      batches.push({ questions, end: () => resolve(questions.map(String)), fail: reject });
    });
  return { batches, askAll };
}

test("questions of one turn, and those that come meanwhile, share a query that is never larger than allowed", async () => {
  const { batches, askAll } = held();
  const ask = together(askAll, 3);
  const answers = [1, 2].map((question) => ask(question));
  await vi.waitUntil(() => batches.length === 1);
  answers.push(...[3, 4, 5, 6].map((question) => ask(question)));
  batches[0]?.end();
  await vi.waitUntil(() => batches.length === 2);
  batches[1]?.end();
  expect(await Promise.all(answers.slice(0, 5))).toEqual(["1", "2", "3", "4", "5"]);
  await vi.waitUntil(() => batches.length === 3);
  batches[2]?.end();
  expect(await answers[5]).toBe("6");
  expect(batches.map(({ questions }) => questions)).toEqual([[1, 2], [3, 4, 5], [6]]);
});

test("a query that fails fails its own askers, and the next is asked", async () => {
  const { batches, askAll } = held();
  const ask = together(askAll, 10);
  const lost = ask(1);
  await vi.waitUntil(() => batches.length === 1);
  const next = ask(2);
  batches[0]?.fail(new Error("away"));
  await expect(lost).rejects.toThrow("away");
  await vi.waitUntil(() => batches.length === 2);
  batches[1]?.end();
  expect(await next).toBe("2");
});

test("a query that answers fewer than were asked is an error, and nobody waits for ever", async () => {
  const ask = together(async () => [] as string[], 10);
  await expect(ask(1)).rejects.toThrow(RangeError);
});
