/** One step of `npm test`: a program whose output is shown and whose results are counted. */
import { spawn } from "node:child_process";
import type { Counts } from "./counts.ts";

export type Step = {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Longer than this, and it is stuck: it is ended and counts as failed. */
  readonly withinMs: number;
  readonly count: (output: string, code: number | null) => Counts;
  /** Its failed tests by name, where the program writes a report of them. */
  readonly failures?: () => readonly string[];
};

export type StepResult = Counts & {
  readonly name: string;
  readonly seconds: number;
  readonly failures: readonly string[];
};

/** Where a step's output goes, piece by piece. */
export type Write = (piece: string | Buffer) => void;

const KEPT_OUTPUT = 200_000;

/** Runs it to its end, whatever that is; its output goes to `write` as it comes, between two lines that name the step. */
export async function runStep(step: Step, write: Write): Promise<StepResult> {
  write(`\n── ${step.name}\n`);
  const startedMs = performance.now();
  const child = spawn(process.execPath, step.args, {
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...step.env },
    // A group of its own, so that a stuck step is ended with all that it started.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const end = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // It has ended in this moment.
    }
  };
  const onSignal = (signal: NodeJS.Signals): void => end(signal);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  const stuck = setTimeout(() => {
    write(`${step.name} did not end within ${step.withinMs / 60_000} min.\n`);
    end("SIGTERM");
    setTimeout(() => end("SIGKILL"), 10_000).unref();
  }, step.withinMs);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      write(chunk);
      output = (output + chunk.toString("utf8")).slice(-KEPT_OUTPUT);
    });
  }
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(1));
    child.once("close", resolve);
  });
  clearTimeout(stuck);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
  const counts = step.count(output, code);
  const seconds = (performance.now() - startedMs) / 1000;
  write(`── ${step.name}: ${counts.passed} passed, ${counts.failed} failed in ${seconds.toFixed(1)} s\n`);
  return { ...counts, name: step.name, seconds, failures: step.failures?.() ?? [] };
}
