/**
 * Random commands against an index of one and of three web processes, held against a model of a log: what was
 * acknowledged stands, the same statement has the same receipt for ever, heads only grow, whichever process is asked.
 */
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { receiptSchema } from "#lib/contract/statements.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import { jsonOf } from "../support/http.ts";
import { newcomer, type SignedStatement } from "../support/participants.ts";
import { Scene } from "../support/scene.ts";
import { until } from "../support/until.ts";
import { opened, readNote } from "../support/whole-log.ts";

let scene: Scene;

beforeAll(async () => {
  scene = await Scene.open({ webs: 3 });
});
afterAll(() => scene?.close());

/** What a log is: statements with their receipts, in the order of their indices, and the largest head that was seen. */
type Model = { readonly entries: { readonly statement: SignedStatement; readonly receipt: string }[]; head: number };
type Step = fc.AsyncCommand<Model, Scene>;

const includedEntry = z.object({ data: z.object({ receipt: receiptSchema }) });
const indexOf = (receipt: string): number => receiptSchema.parse(JSON.parse(receipt)).index;
const pickFrom = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** A step whose result does not depend on the process that is asked. */
class Command implements Step {
  readonly #name: string;
  readonly #isPossible: (model: Readonly<Model>) => boolean;
  readonly #run: (model: Model, real: Scene) => Promise<void>;

  constructor(
    name: string,
    isPossible: (model: Readonly<Model>) => boolean,
    run: (model: Model, real: Scene) => Promise<void>,
  ) {
    this.#name = name;
    this.#isPossible = isPossible;
    this.#run = run;
  }

  check(model: Readonly<Model>): boolean {
    return this.#isPossible(model);
  }

  run(model: Model, real: Scene): Promise<void> {
    return this.#run(model, real);
  }

  toString(): string {
    return this.#name;
  }
}

const always = () => true;
const hasEntries = (model: Readonly<Model>) => model.entries.length > 0;

function append(url: string): Command {
  return new Command(`append at ${url}`, always, async (model, real) => {
    const statement = newcomer(real.stack.origin, "somebody");
    const receipt = await real.record(statement, url);
    for (const before of model.entries) expect(indexOf(receipt)).toBeGreaterThan(indexOf(before.receipt));
    model.entries.push({ statement, receipt });
  });
}

function repeat(url: string, at: number): Command {
  return new Command(`send number ${at} again to ${url}`, hasEntries, async (model, real) => {
    const known = pickFrom(model.entries, at);
    if (known !== undefined) expect(await real.record(known.statement, url)).toBe(known.receipt);
  });
}

function readReceipt(url: string, at: number): Command {
  return new Command(`read the receipt of number ${at} at ${url}`, hasEntries, async (model, real) => {
    const known = pickFrom(model.entries, at);
    if (known === undefined) return;
    const receipt = await until("the receipt", async () => {
      const answer = await real.get(`/api/v1/entries/${indexOf(known.receipt)}/receipt`, url);
      return answer.status === 200 ? canonicalText(includedEntry.parse(jsonOf(answer)).data.receipt) : undefined;
    });
    expect(receipt).toBe(known.receipt);
  });
}

function readHead(url: string): Command {
  return new Command(`read the head at ${url}`, always, async (model, real) => {
    // A process that hears of a head a moment later than another catches up; none ever shows less for good.
    const size = await until("a head no smaller than those before", async () => {
      const head = opened(await readNote(real.client, url), real.stack.vkey);
      return head.size >= model.head ? head.size : undefined;
    });
    model.head = size;
    const newest = model.entries.at(-1);
    if (newest !== undefined) await real.untilPublished(indexOf(newest.receipt) + 1);
  });
}

function kill(what: string, pidOf: (real: Scene) => number | undefined): Command {
  return new Command(`kill the ${what}`, always, async (_, real) => {
    const pid = pidOf(real);
    if (pid === undefined) return;
    process.kill(pid, "SIGKILL");
    await until(`the ${what} runs again`, () => {
      const now = pidOf(real);
      return now !== undefined && now !== pid;
    });
  });
}

/** Commands over the first `webs` processes. */
function commandsOver(webs: number) {
  const url = fc.nat(webs - 1).map((at) => scene.stack.webs[at]?.url ?? scene.stack.url);
  const at = fc.nat(20);
  return fc.commands(
    [
      url.map(append),
      fc.tuple(url, at).map(([where, which]) => repeat(where, which)),
      fc.tuple(url, at).map(([where, which]) => readReceipt(where, which)),
      url.map(readHead),
      fc.nat(webs - 1).map((which) => kill(`web process ${which}`, (real) => real.stack.webs[which]?.child.pid)),
      fc.constant(kill("sequencer", (real) => real.stack.sequencers[0]?.pid)),
    ],
    { maxCommands: 14, size: "max" },
  );
}

test.each([1, 3])("%i web processes behave as one log, whatever is asked and killed in between", async (webs) => {
  await fc.assert(
    fc.asyncProperty(commandsOver(webs), (commands) =>
      fc.asyncModelRun(() => ({ model: { entries: [], head: 0 }, real: scene }), commands),
    ),
    // What happened to real processes cannot be undone, so that a failure is shown as it came.
    { seed: webs, numRuns: 2, endOnFailure: true },
  );
  await Promise.all(
    scene.stack.webs.map(({ url }) =>
      until("it answers", async () => (await scene.get("/readyz", url)).status === 200),
    ),
  );
  expect(await scene.faults()).toEqual([]);
  expect(scene.stack.thrown()).toEqual([]);
});
