import { expect, test } from "vitest";
import { EXIT, IncompleteError } from "../command.ts";
import { EvidenceDesk } from "./desk.ts";
import { exitOf, runToEnd } from "./end-run.ts";

const gone = new IncompleteError("The index is gone.");

function scene() {
  const closed: string[] = [];
  const stopping = new AbortController();
  const committer = { close: async () => void closed.push("committer") };
  const io = { err: () => undefined, json: true, env: {}, signal: stopping.signal };
  const desk = new EvidenceDesk({ out: "nowhere", committer: undefined, io });
  return { closed, stopping, means: { desk, committer, io } };
}

test("a run that ends early comes to its end: what was caught is kept, and why it ended is told", async () => {
  const { closed, means } = scene();
  expect(await runToEnd(() => Promise.reject(gone), means)).toEqual({ kept: [], reports: undefined, away: gone });
  expect(closed).toEqual(["committer"]);
});

test("a run that somebody stopped, or that failed, fails, and the hashes of what was caught are fixed all the same", async () => {
  const { closed, stopping, means } = scene();
  await expect(runToEnd(() => Promise.reject(new TypeError("a slip")), means)).rejects.toThrow("a slip");
  stopping.abort();
  await expect(runToEnd(() => Promise.reject(gone), means)).rejects.toBe(gone);
  expect(closed).toEqual(["committer", "committer"]);
});

test("one wrong answer decides how a run ends, also where it ended early", () => {
  const said: string[] = [];
  const io = { err: (line: string) => void said.push(line) };
  expect([exitOf(0, undefined, io), exitOf(2, undefined, io), exitOf(1, gone, io)]).toEqual([
    EXIT.ok,
    EXIT.tampered,
    EXIT.tampered,
  ]);
  expect(said).toEqual([gone.message]);
  expect(() => exitOf(0, gone, io)).toThrow(gone.message);
});
