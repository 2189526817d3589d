/** What an agent remembers of a provider is bounded, however long its answers are. */
import { expect, test } from "vitest";
import { EarlierAnswers, type SignedAnswer } from "./earlier-answers.ts";

const answer = (path: string, bytes: number) =>
  ({ exchange: { request: { method: "GET", path }, response: { body: "a".repeat(bytes) } } }) as never as SignedAnswer;

test("long answers make room for newer ones, and one that is repeated counts once", () => {
  const earlier = new EarlierAnswers();
  const long = [0, 1, 2, 3, 4].map((at) => answer(`/${at}`, 2_000_000));
  for (const each of [...long, ...long.slice(-1), ...long.slice(-1)]) earlier.keep(each);
  expect(long.map((each) => earlier.of(each) !== undefined)).toEqual([false, true, true, true, true]);
  for (const each of long.slice(2)) earlier.forget(each);
  for (const each of long.slice(2)) earlier.keep(each);
  expect(long.map((each) => earlier.of(each) !== undefined)).toEqual([false, true, true, true, true]);
});

test("a thousand short answers are kept, and no more", () => {
  const earlier = new EarlierAnswers();
  const short = Array.from({ length: 1_002 }, (_, at) => answer(`/${at}`, 20));
  for (const each of short) earlier.keep(each);
  expect(short.map((each) => earlier.of(each) !== undefined)).toEqual([false, false, ...Array(1_000).fill(true)]);
});
