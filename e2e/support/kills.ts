/**
 * Kills processes of a stack at random under load and looks, after each kill, until every web process gives receipts
 * again. Then the whole log is held against every receipt and every checkpoint that anybody saw.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { diceOf } from "./dice.ts";
import { HttpClient } from "./http.ts";
import { Load, type Tally } from "./load.ts";
import { newcomer } from "./participants.ts";
import { ReceiptFile } from "./receipt-file.ts";
import { Stack } from "./stack.ts";
import { nextLook, until } from "./until.ts";
import { CheckpointWatch, faultsOf, readWholeLog } from "./whole-log.ts";

export const TARGETS = ["sequencer", "web", "postgres", "postgres and all its sessions", "postgres keeper"] as const;
export type Target = (typeof TARGETS)[number];

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
  readonly onKill?: (kill: Kill, count: number) => void;
};

export async function runKills(options: KillsOptions): Promise<KillsReport> {
  const dice = diceOf(options.seed);
  const scratch = mkdtempSync(path.join(tmpdir(), "touchstone-receipts-"));
  const receiptFile = path.join(scratch, "receipts");
  const stack = await Stack.start({ webs: options.webs });
  const client = new HttpClient();
  try {
    const urls = stack.webs.map(({ url }) => url);
    const receipts = await ReceiptFile.create(receiptFile);
    const { origin } = stack;
    const next = (who: number) => newcomer(origin, `appender ${who}`);
    const load = new Load({ urls, appenders: options.appenders, next, receipts, dice });
    // One more for each process: it shows that this very process gives receipts again.
    const probes = urls.map((url) => new Load({ urls: [url], appenders: 0, next: () => undefined, receipts, dice }));
    const watch = new CheckpointWatch(client, urls);
    const kills: Kill[] = [];
    // Each target comes once before chance decides.
    const order = dice.shuffle(TARGETS);
    for (let count = 0; count < options.kills; count += 1) {
      await nextLook(dice.roll(options.calmMs));
      const target = order[count] ?? dice.pick(TARGETS);
      const killed = kill(stack, target, dice.pick);
      const startedMs = performance.now();
      await until(`${target} runs again`, () => isReplaced(stack, killed));
      await Promise.all(probes.map((probe) => probe.deliver(newcomer(origin, "probe"))));
      const done = { target, readyAfterMs: performance.now() - startedMs };
      kills.push(done);
      options.onKill?.(done, count + 1);
    }
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

/** Kills; answers the processes that must be others before the stack is whole again. */
function kill(stack: Stack, target: Target, pick: <T>(choices: readonly T[]) => T): number[] {
  const { keeper, server } = stack.postgresPids();
  switch (target) {
    case "sequencer":
      return end([pick(stack.sequencers).pid], 1);
    case "web":
      return end([pick(stack.webs).child.pid], 1);
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
  const now = [keeper, server, ...stack.sequencers.map(({ pid }) => pid), ...stack.webs.map(({ child }) => child.pid)];
  return now.every((pid) => pid !== undefined && !killed.includes(pid));
}
