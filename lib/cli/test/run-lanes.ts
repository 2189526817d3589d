/** Lanes of steps side by side: what waits for processes leaves its core to what computes. */
import { runStep, type Step, type StepResult, type Write } from "./run-step.ts";

/** How often a terminal hears that work goes on. */
const SIGN_EVERY_MS = 30_000;

/**
 * Runs the steps of each lane one after another, the lanes at the same time. A lone lane's output is shown as it comes; of
 * several, each step's output is shown whole when it ends, and in between what is at work. A lane goes on after a failing
 * step and ends early when `isStopped` says so. Results come lane by lane.
 */
export async function runLanes(
  lanes: readonly (readonly Step[])[],
  isStopped: () => boolean,
  write: Write,
): Promise<StepResult[]> {
  const busy = lanes.filter((lane) => lane.length > 0);
  const atWork = new Map<string, number>();
  const sign = setInterval(() => {
    const each = [...atWork].map(([name, sinceMs]) => `${name} ${Math.round((performance.now() - sinceMs) / 1000)} s`);
    write(`   at work: ${each.join(", ")}\n`);
  }, SIGN_EVERY_MS);
  if (busy.length < 2) clearInterval(sign);
  const runWhole = async (step: Step): Promise<StepResult> => {
    if (busy.length < 2) return runStep(step, write);
    write(`   ${step.name} starts\n`);
    atWork.set(step.name, performance.now());
    const pieces: Buffer[] = [];
    const result = await runStep(step, (piece) => void pieces.push(Buffer.from(piece)));
    atWork.delete(step.name);
    write(Buffer.concat(pieces));
    return result;
  };
  const runLane = async (lane: readonly Step[]): Promise<StepResult[]> => {
    const results: StepResult[] = [];
    for (const step of lane) if (!isStopped()) results.push(await runWhole(step));
    return results;
  };
  try {
    return (await Promise.all(busy.map(runLane))).flat();
  } finally {
    clearInterval(sign);
  }
}
