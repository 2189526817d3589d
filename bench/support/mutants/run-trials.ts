/** Trials shared out between processes; one that runs on for ever, or dies of its mutant, is replaced. */
import { type ChildProcess, fork } from "node:child_process";
import type { Outcome, Trial } from "./mutant-process.ts";

/** A mutant that allocates without end must not take the machine's memory. */
const HEAP_MIB = 1_500;
const START_MS = 60_000;

export type Timed = Trial & { readonly limitMs: number };

/** Outcomes in the order of the trials. `onEach` is told of each as it comes. */
export async function runTrials(
  trials: readonly Timed[],
  { processes, onEach }: { processes: number; onEach: (at: number, outcome: Outcome) => void },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async () => {
    let runner: ChildProcess | undefined;
    for (let at = next++; at < trials.length; at = next++) {
      const trial = trials[at] as Timed;
      runner ??= await start();
      const outcome = await ask(runner, trial);
      if (typeof outcome === "string") {
        runner.kill("SIGKILL");
        runner = undefined;
      }
      const said = typeof outcome === "string" ? { noticedBy: outcome, took: {} } : outcome;
      outcomes[at] = said;
      onEach(at, said);
    }
    runner?.disconnect();
  };
  await Promise.all(Array.from({ length: processes }, work));
  return outcomes;
}

async function start(): Promise<ChildProcess> {
  const runner = fork("bench/support/mutants/mutant-process.ts", {
    execArgv: [`--max-old-space-size=${HEAP_MIB}`],
    stdio: "ignore",
  });
  const first = await answerOf(runner, START_MS);
  if (typeof first === "string" && first !== "ready")
    throw new Error(`The process that runs tests did not start: ${first}`);
  return runner;
}

async function ask(runner: ChildProcess, { limitMs, ...trial }: Timed): Promise<Outcome | string> {
  const answer = answerOf(runner, limitMs);
  runner.send(trial);
  return answer;
}

/** What the process says next, or "time" or "end" when it says nothing. */
function answerOf(runner: ChildProcess, limitMs: number): Promise<Outcome | string> {
  return new Promise((resolve) => {
    const answered = (answer: unknown) => {
      clearTimeout(timer);
      runner.off("message", answered);
      runner.off("exit", ended);
      resolve(answer as Outcome | string);
    };
    const ended = () => answered("end");
    const timer = setTimeout(() => answered("time"), limitMs);
    runner.on("message", answered);
    runner.on("exit", ended);
  });
}
