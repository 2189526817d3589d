import { expect, test } from "vitest";
import { peersSentence } from "./peer-words.ts";

test("every watched log is counted once, and silence is never counted as agreement", () => {
  const states = ["agrees", "agrees", "no-answer", "not-asked", "older-head", "unproven", "forked"] as const;
  expect(peersSentence(states.map((state) => ({ state })))).toBe(
    "7 logs watched: 2 agree with all that was seen, 2 give no answer, 2 in doubt, 1 showed two histories.",
  );
  expect(peersSentence([{ state: "agrees" }])).toBe("1 log watched: 1 agrees with all that was seen.");
});
