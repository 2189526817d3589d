/**
 * The agent of a demonstration: `node lib/cli/agent/demo-agent.ts`. Asks the index and its neighbours whom to use, as
 * `touchstone agent follow` does, calls services that really answer, and hands in what convicts an index. A bounded number of rounds,
 * and some more with each week that visitors let pass. Tells its parent `{event:"ready"}` when its services answer.
 */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { type DemoNeighbours, demoWorldSchema } from "#lib/contract/demonstration.ts";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { processClock } from "#lib/platform/node-clock.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { MAX_INDEXES } from "#lib/selection/agent.ts";
import { DEFAULT_ENGINE } from "#lib/selection/engines.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { sourceOfPromise } from "../definition/source-of-promise.ts";
import { openBook } from "./choice-book.ts";
import { choicesMade, nextNeed, roundsClock, roundsDue, WEEK_MS } from "./demo-rounds.ts";
import { startDemoServices } from "./demo-services.ts";
import { follow } from "./follow.ts";
import { KnownIndexes } from "./known-indexes.ts";
import { workOf } from "./work.ts";

/** Every answer is run again: rounds are few. */
const AUDIT_RATE = 1;
const LATENCY_LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 5_000;

const env = z
  .object({
    TOUCHSTONE_DEMO: z.string(),
    TOUCHSTONE_CLOCK: z.string(),
    /** Folder of its book. */
    TOUCHSTONE_BOOK: z.string(),
    /** The index of the demonstration first, separated by spaces. */
    TOUCHSTONE_INDEXES: z.string().transform((text) => text.split(" ")),
  })
  .parse(process.env);

// Whoever looks at pages comes first.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const stopping = new AbortController();
const { signal } = stopping;
for (const name of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(name, () => stopping.abort());

const { world } = z.object({ world: demoWorldSchema }).parse(JSON.parse(readFileSync(env.TOUCHSTONE_DEMO, "utf8")));
if (world.neighbours === null) throw new Error("This world has no neighbours.");
const { neighbours } = world;
const source = sourceOfPromise(neighbours.promised);
const clock = processClock(env.TOUCHSTONE_CLOCK);
const visitorsDay = asInstant(Date.parse(world.now));
const dated = roundsClock(clock, visitorsDay);
const services = await startDemoServices(neighbours, source, dated);
process.send?.({ event: "ready", process: "agent" });

/** Everything that is due by now; the book is open only while rounds are made. */
async function makeRounds({ market, agent_seed }: DemoNeighbours, due: number): Promise<void> {
  const seed = hexDecode(agent_seed) ?? new Uint8Array();
  const fresh = { engine: DEFAULT_ENGINE, maxIndexes: MAX_INDEXES, kappa: 0, share: false, horizon: 10_000, seed };
  const book = openBook(env.TOUCHSTONE_BOOK, fresh);
  try {
    if (choicesMade(book) >= due) return;
    await withReplayHosts(async (hosts) => {
      const checker = { trust: { logVkey: undefined, raw: rawVerify }, remote: undefined, hosts };
      const rules = { source, definition: hexEncode(definitionHash(source.body.definition)), checker };
      const io = { signal, env: { TOUCHSTONE_HOME: path.join(env.TOUCHSTONE_BOOK, "home") } };
      for (let made = choicesMade(book); made < due; made = choicesMade(book)) {
        const plan = {
          ...{ book, known: new KnownIndexes(env.TOUCHSTONE_BOOK), indexes: env.TOUCHSTONE_INDEXES },
          ...{ ...nextNeed(made, due, market), rules, work: workOf(source.body.definition), io },
          ...{ auditRate: AUDIT_RATE, dice: Math.random, latencyLimitMs: LATENCY_LIMIT_MS },
          addressOf: (service: string) => services.addresses.get(service),
          monotonicMs: () => performance.now(),
          clock: dated,
        };
        // A draw that falls on an index at fault counts as a choice, too: so many rounds may be more than are due.
        for await (const _ of follow(plan)) if (choicesMade(book) >= due) break;
      }
    });
  } finally {
    book.close();
  }
}

/** Tells the demonstration's index of each index that convicted itself, once. */
async function handIn(): Promise<void> {
  const [own = ""] = env.TOUCHSTONE_INDEXES;
  const told = path.join(env.TOUCHSTONE_BOOK, "handed-in.json");
  const handed = new Set<string>(readJson(told));
  const known = new KnownIndexes(env.TOUCHSTONE_BOOK);
  for (const address of env.TOUCHSTONE_INDEXES) {
    const file = known.get(address)?.convicted ?? null;
    if (file === null || handed.has(file)) continue;
    const answer = await fetch(new URL("api/v1/fraud-proofs", own), {
      ...{ method: "POST", headers: { "content-type": "application/json" }, body: readFileSync(file), signal },
    });
    if (!answer.ok) throw new Error(`The proof against ${address} was refused: ${await answer.text()}`);
    handed.add(file);
    writeFileSync(`${told}.new`, JSON.stringify([...handed]));
    renameSync(`${told}.new`, told);
  }
}

function readJson(file: string): string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
}

let made = 0;
while (!signal.aborted) {
  const due = roundsDue((clock() - visitorsDay) / WEEK_MS);
  try {
    if (due > made) {
      await makeRounds(neighbours, due);
      await handIn();
      made = due;
    }
  } catch (error) {
    if (!signal.aborted) process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  }
  await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
}
services.stop();
if (process.connected) process.disconnect();
