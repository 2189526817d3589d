/**
 * Kills (SIGKILL) and pauses (SIGSTOP) processes of a stack at random under load and looks, after each, until every web
 * process gives receipts again. Then the whole log is held against every receipt and every checkpoint that anybody saw.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { HOUR_MS } from "#lib/kernel/instant.ts";
import { diceOf } from "./dice.ts";
import { HttpClient } from "./http.ts";
import { Load, type Tally } from "./load.ts";
import { newcomer, type SignedStatement } from "./participants.ts";
import { ReceiptFile } from "./receipt-file.ts";
import { Stack } from "./stack.ts";
import { nextLook, until } from "./until.ts";
import { CheckpointWatch, faultsOf, readWholeLog } from "./whole-log.ts";

const KILLED = ["sequencer", "web", "worker", "postgres", "postgres and all its sessions", "postgres keeper"] as const;
const PAUSED = ["sequencer, paused", "web, paused", "worker, paused", "postgres and all its sessions, paused"] as const;
export const TARGETS = [...KILLED, ...PAUSED];
export type Target = (typeof TARGETS)[number];

const isPause = (target: Target): target is (typeof PAUSED)[number] => PAUSED.some((pause) => pause === target);
/** Appenders who are refused ask again after twice as long each time, up to this; the index asks for 2 s. */
const LONGEST_RETRY_MS = 800;
/** A pause is longer than what a submitter waits now and then, and shorter than a leader may be silent. */
const SHORTEST_PAUSE_MS = 300;

export type Kill = { readonly target: Target; readonly readyAfterMs: number };

export type KillsReport = {
  readonly kills: readonly Kill[];
  readonly tally: Tally;
  readonly size: number;
  readonly checkpoints: number;
  /** Empty when nothing was lost and nothing forked. */
  readonly faults: readonly string[];
};

export type KillsOptions = {
  readonly kills: number;
  readonly seed: number;
  readonly appenders: number;
  readonly webs: number;
  /** The load runs undisturbed for up to this long before each kill, so that kills hit every step. */
  readonly calmMs: number;
  /** After the last kill the load goes on until so many statements are acknowledged; preset 0. */
  readonly atLeast?: number;
  /** Preset: registrations of newcomers. Called once, when the stack runs. */
  readonly statements?: (stack: Stack) => Promise<(who: number) => SignedStatement>;
  readonly onKill?: (kill: Kill, count: number) => void;
};

export async function runKills(options: KillsOptions): Promise<KillsReport> {
  const dice = diceOf(options.seed);
  const scratch = mkdtempSync(path.join(tmpdir(), "touchstone-receipts-"));
  const receiptFile = path.join(scratch, "receipts");
  const stack = await Stack.start({ webs: options.webs, worker: true });
  const client = new HttpClient();
  try {
    const urls = stack.webs.map(({ url }) => url);
    const receipts = await ReceiptFile.create(receiptFile);
    const { origin } = stack;
    const next = (await options.statements?.(stack)) ?? ((who: number) => newcomer(origin, `appender ${who}`));
    const { appenders } = options;
    const load = new Load({ urls, appenders, next, receipts, dice, longestPauseMs: LONGEST_RETRY_MS });
    // One more for each process: it shows that this very process gives receipts again.
    const probes = urls.map((url) => new Load({ urls: [url], appenders: 0, next: () => undefined, receipts, dice }));
    const watch = new CheckpointWatch(client, urls);
    const kills: Kill[] = [];
    // Each target comes once before chance decides.
    const order = dice.shuffle(TARGETS);
    for (let count = 0; count < options.kills; count += 1) {
      await nextLook(dice.roll(options.calmMs));
      const target = order[count] ?? dice.pick(TARGETS);
      const killed = isPause(target)
        ? await pause(stack, target, dice.pick, SHORTEST_PAUSE_MS + dice.roll(options.calmMs))
        : kill(stack, target, dice.pick);
      const startedMs = performance.now();
      await until(`${target} runs again`, () => isReplaced(stack, killed));
      await Promise.all(probes.map((probe) => probe.deliver(newcomer(origin, "probe"))));
      const done = { target, readyAfterMs: performance.now() - startedMs };
      kills.push(done);
      options.onKill?.(done, count + 1);
    }
    await until("enough is acknowledged", async () => load.tally.acknowledged >= (options.atLeast ?? 0), HOUR_MS);
    const tally = await load.stop();
    await Promise.all(probes.map((probe) => probe.stop()));
    await receipts.close();
    const notes = await watch.stop();
    const log = await readWholeLog(client, { url: stack.url, vkey: stack.vkey });
    const lines = readFileSync(receiptFile, "utf8").trimEnd().split("\n");
    const faults = faultsOf(log, { vkey: stack.vkey, notes, receipts: lines });
    return { kills, tally, size: log.checkpoint.size, checkpoints: notes.size, faults };
  } catch (error) {
    throw new Error(["The run broke off.", ...stack.thrown().slice(0, 3)].join("\n"), { cause: error });
  } finally {
    client.close();
    await stack.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Stops, waits, lets go on. Nothing needs to be another process afterwards. */
async function pause(
  stack: Stack,
  target: (typeof PAUSED)[number],
  pick: <T>(choices: readonly T[]) => T,
  forMs: number,
): Promise<number[]> {
  const pids = {
    "sequencer, paused": [pick(stack.sequencers).pid],
    "web, paused": [pick(stack.webs).child.pid],
    "worker, paused": [pick(stack.workers).pid],
    "postgres and all its sessions, paused": [-(stack.postgresPids().server ?? 0)],
  }[target];
  const [pid] = pids;
  if (pid === undefined || pid === 0) throw new Error("The process to pause does not run, though all were ready.");
  process.kill(pid, "SIGSTOP");
  try {
    await nextLook(forMs);
  } finally {
    process.kill(pid, "SIGCONT");
  }
  return [];
}

/** Kills; answers the processes that must be others before the stack is whole again. */
function kill(stack: Stack, target: (typeof KILLED)[number], pick: <T>(choices: readonly T[]) => T): number[] {
  const { keeper, server } = stack.postgresPids();
  switch (target) {
    case "sequencer":
      return end([pick(stack.sequencers).pid], 1);
    case "web":
      return end([pick(stack.webs).child.pid], 1);
    case "worker":
      return end([pick(stack.workers).pid], 1);
    case "postgres":
      // The keeper ends with its server.
      return end([server, keeper], 1);
    case "postgres and all its sessions":
      return end([server, keeper], -1);
    case "postgres keeper":
      // The server outlives its keeper until the next one takes the folder over.
      return end([keeper, server], 1);
  }
}

/** Kills the first of them, or with sign −1 the whole process group that it leads. */
function end(pids: readonly (number | undefined)[], sign: 1 | -1): number[] {
  const running = pids.filter((pid) => pid !== undefined);
  const [first] = running;
  if (first === undefined || running.length !== pids.length) {
    throw new Error("The process to kill does not run, though all were ready.");
  }
  process.kill(sign * first, "SIGKILL");
  return running;
}

function isReplaced(stack: Stack, killed: readonly number[]): boolean {
  const { keeper, server } = stack.postgresPids();
  const children = [...stack.sequencers, ...stack.workers, ...stack.webs.map(({ child }) => child)];
  const now = [keeper, server, ...children.map(({ pid }) => pid)];
  return now.every((pid) => pid !== undefined && !killed.includes(pid));
}
