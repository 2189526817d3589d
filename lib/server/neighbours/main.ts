/**
 * The neighbours of a demonstration: `node lib/server/neighbours/main.ts`. Small indexes in one process, of which one turns
 * dishonest after a number of recommendations. Tells its parent `{event:"ready"}` when all serve.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { endSharedPools } from "#lib/server/db/pool.ts";
import { parseEnv } from "#lib/server/env.ts";
import { processLog } from "#lib/server/process-log.ts";
import { type DishonestIndex, dishonestIndex } from "./dishonest-index.ts";
import { smallIndexSchema, startSmallIndex } from "./small-index.ts";

/** `asked`: file that counts recommendations over restarts. */
const paidSchema = z.object({ service: z.string(), after: z.int().min(0), asked: z.string() });
const settingsSchema = z.array(smallIndexSchema.extend({ paid: paidSchema.nullable() }));

const env = parseEnv(
  z.object({
    TOUCHSTONE_NEIGHBOURS: z.string().transform((text) => settingsSchema.parse(JSON.parse(text))),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  }),
);
const log = processLog({ name: "neighbours", level: env.LOG_LEVEL }, 2);
const stops: (() => Promise<void> | void)[] = [];

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const end of stops.toReversed()) await end();
  await endSharedPools();
  process.exit(0);
}
for (const name of ["SIGTERM", "SIGINT", "disconnect"] as const) process.on(name, () => void stop());

function countedIn({ asked }: z.infer<typeof paidSchema>): number {
  return existsSync(asked) ? z.int().parse(JSON.parse(readFileSync(asked, "utf8"))) : 0;
}

for (const { paid, ...settings } of env.TOUCHSTONE_NEIGHBOURS) {
  const index = await startSmallIndex(settings, {
    log: log.child({ origin: settings.origin }),
    isBehind: paid !== null,
  });
  stops.push(index.stop);
  if (paid === null) continue;
  let asked = countedIn(paid);
  const turnWhenDue = (site: DishonestIndex) => {
    if (asked >= paid.after) site.turn(paid.service);
  };
  const site: DishonestIndex = await dishonestIndex(index.url, index.answerKey, {
    port: settings.port,
    best: paid.service,
    onRecommended: () => {
      turnWhenDue(site);
      asked += 1;
      if (asked <= paid.after) writeFileSync(paid.asked, `${asked}\n`);
    },
  });
  turnWhenDue(site);
  stops.push(site.close);
}
process.send?.({ event: "ready", process: "neighbours" });
