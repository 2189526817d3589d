/**
 * Three indexes and ten services as processes of their own, three services lie, and half-way one index begins to name a liar:
 * `npm run bench -- three-indexes [rounds]`, 500 rounds after the turn unless told otherwise.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { openBook } from "#lib/cli/agent/choice-book.ts";
import { follow, type Round } from "#lib/cli/agent/follow.ts";
import { KnownIndexes } from "#lib/cli/agent/known-indexes.ts";
import { workOf } from "#lib/cli/agent/work.ts";
import { ensureBuilt } from "#lib/cli/build.ts";
import { readSource } from "#lib/cli/definition/read-source.ts";
import { saveKey } from "#lib/cli/key-ring.ts";
import { replayFile } from "#lib/client/lab/replay-file.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { Origin } from "#lib/kernel/ids.ts";
import { asInstant } from "#lib/kernel/instant.ts";
import { withReplayHosts } from "#lib/platform/node-replay-host.ts";
import { DEFAULT_ENGINE } from "#lib/selection/engines.ts";
import type { RecordView } from "#lib/selection/record-view.ts";
import { readKeyFile } from "#lib/server/crypto/key-on-file.ts";
import { dishonestIndex } from "#lib/server/neighbours/dishonest-index.ts";
import { identityOfSeed } from "#lib/statement/compose.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import { idOf, type ListedService, listMarket, MARKET, type Place, sayAt } from "../e2e/support/listed-market.ts";
import { runUp, temporaryFolder, type UpRun } from "../e2e/support/run-index.ts";
import { exampleFile, rulesOf } from "./support/live-definition.ts";
import { figure, quantile, Report } from "./support/report.ts";

const AFTER = Number(process.argv[2] ?? "500");
const BEFORE = Math.max(20, Math.round(AFTER / 5));
const AUDIT_RATE = 0.3;
const LIARS = [3, 6, 9];
const NAMES = ["north", "east", "south"] as const;

const report = new Report(
  "three-indexes",
  "An index that turns dishonest",
  `Three indexes (\`up --empty\`, each with its own PostgreSQL, sequencer, worker and web) and ten services (\`touchstone provider\`) as processes; services ${LIARS.join(", ")} lie in every answer. One agent asks all three in each round, buys, calls, verifies, and runs ${AUDIT_RATE * 100} % of the answers again. After ${BEFORE} rounds the operator of the third index, who holds its answer key, names a liar and hides all other offers. No index knows who lies: nothing is reported.`,
);
const home = temporaryFolder();
const env = { ...process.env, TOUCHSTONE_HOME: path.join(home.path, "home") };
const key = (name: string) => identityOfSeed(sha256(utf8Encode(`three indexes ${name}`)));
const [operator, instance] = [key("operator"), key("instance")];
const services = Array.from(
  { length: 10 },
  (_, at): ListedService => ({
    ...{ key: key(`service ${at}`), name: `Store ${at}`, price: `0.${40 + at}` },
  }),
);
const { file, remove } = exampleFile("blocks");
const runs: UpRun[] = [];
const children: ChildProcess[] = [];

async function startIndex(name: string, at: number): Promise<Place & { readonly answerKey: string }> {
  const data = path.join(home.path, name);
  const run = runUp(["--empty", "--origin", `${name}.invalid/log`, "--data", data, "--port", `${3400 + 20 * at}`]);
  runs.push(run);
  const url = `${await run.ready}/`;
  const now = () => asInstant(Date.now());
  return { url, origin: `${name}.invalid/log` as Origin, now, answerKey: path.join(data, "keys/answer.json") };
}

/** The service as a process; resolves to its address. */
async function startService({ name, key: own }: ListedService, at: number): Promise<URL> {
  await saveKey(env, `service-${at}`, own.seed, "response");
  const lies = LIARS.includes(at) ? ["--lie", "wrong"] : [];
  const args = [
    "lib/cli/bootstrap.mjs",
    "touchstone",
    "provider",
    "--definition",
    file,
    "--key",
    `service-${at}`,
    ...lies,
  ];
  const child = spawn(process.execPath, [...args, "--json"], { env, stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    let out = "";
    child.once("exit", () => reject(new Error(`${name} ended:\n${out}`)));
    child.stdout.on("data", (piece: Buffer) => {
      out += piece.toString("utf8");
      const [first, rest] = out.split("\n");
      if (first !== undefined && rest !== undefined) resolve(first);
    });
  });
  return new URL(JSON.parse(line).url);
}

async function measure(): Promise<void> {
  const places = await Promise.all(NAMES.map(startIndex));
  const addresses = new Map<string, URL>();
  for (const [at, service] of services.entries()) addresses.set(idOf(service.key), await startService(service, at));
  for (const place of places) await listMarket(place, { operator, instance, services });
  const [north, east, south] = places;
  if (north === undefined || east === undefined || south === undefined) throw new Error("Three indexes are needed.");
  const dishonest = await dishonestIndex(south.url, readKeyFile(south.answerKey, "answer"));
  const source = await readSource(file);
  const folder = path.join(home.path, "book");
  const book = openBook(folder, { engine: DEFAULT_ENGINE, maxIndexes: 64, kappa: 0, share: false, horizon: 10_000 });
  const honest = `${idOf(services[0]?.key ?? operator)}@${idOf(instance)}`;
  const paid = services[9]?.key ?? operator;
  const chance = () => {
    const said = [north.url, east.url].map((url): [string, string] => [url, honest]);
    const recommendations = new Map([...said, [dishonest.url, `${idOf(paid)}@${idOf(instance)}`] as const]);
    const chances = book.agent.probabilities({ recommendations });
    return chances.ok ? (chances.value.get(dishonest.url) ?? 0) : 0;
  };
  const took: number[] = [];
  const curve: [number, number, number][] = [];
  let [drawn, lost, first, above] = [0, 0, 0, 0];
  await withReplayHosts(async (hosts) => {
    const signal = new AbortController().signal;
    const walk = (rounds: number): AsyncGenerator<Round> =>
      follow({
        ...{ book, known: new KnownIndexes(folder), indexes: [north.url, east.url, dishonest.url], rounds },
        ...{ need: { ...MARKET, tolerance: "D", loss: "100", budget: "0.05" }, rules: rulesOf(source, hosts) },
        ...{ work: workOf(source.body.definition), auditRate: AUDIT_RATE, dice: Math.random, latencyLimitMs: 10_000 },
        ...{ addressOf: (id: string) => addresses.get(id), monotonicMs: () => performance.now(), io: { signal, env } },
      });
    for await (const { outcome, loss } of walk(BEFORE))
      if (loss === null || loss > 0.3) throw new Error(`An honest service was lost at: ${JSON.stringify(outcome)}`);
    const atTheTurn = chance();
    curve.push([0, atTheTurn, 0]);
    // A state of its own for the first lie: two answers of one state would convict it.
    await sayAt(south, operator, "disclosure.heartbeat", idOf(instance), DISCLOSURES.heartbeat.example(south.now()));
    dishonest.turn(idOf(paid));
    let round = 0;
    let from = performance.now();
    for await (const { choice, loss } of walk(AFTER)) {
      round++;
      took.push(performance.now() - from);
      from = performance.now();
      lost += loss ?? 0;
      if (choice.index === dishonest.url) drawn++;
      const isBelow = chance() < atTheTurn / 2;
      if (isBelow && first === 0) first = round;
      if (!isBelow) above = round;
      if ([5, 10, 20, 50, 100, 200, AFTER].includes(round)) curve.push([round, chance(), drawn]);
    }
    const forGood = above === AFTER ? undefined : above + 1;
    report.target(
      "its chance below half of that at the turn within 500 rounds",
      first === 0 ? "never" : `first after round ${first}`,
      first > 0 && first <= 500,
    );
    report.target(
      "it stays below half, from a round within 500 to the end",
      forGood === undefined ? "never" : `from round ${forGood} to ${AFTER}`,
      forGood !== undefined && forGood <= 500,
    );
  });
  book.close();
  dishonest.close();
  report.table(
    ["rounds after the turn", "chance of the dishonest index", "times followed since"],
    curve.map(([at, probability, times]) => [figure(at), probability.toFixed(4), figure(times)]),
  );
  report.note(
    `Average loss after the turn: ${(lost / AFTER).toFixed(4)} a call. A round takes ${figure(quantile(took, 0.5))} ms at the median: three indexes asked, two paid calls, two lines on the disk.`,
  );
  const { ok, largestDifference, choices } = await replay(folder);
  report.target(
    "the record replays exactly, with the seed, by the code of /lab",
    `largest difference ${largestDifference}, ${choices} choices`,
    ok && largestDifference === 0,
  );
}

/** As the page /lab does it. */
async function replay(folder: string): Promise<RecordView> {
  const [record, seed] = ["record.jsonl", "seed"].map((name) => readFileSync(path.join(folder, name)));
  const answer = await replayFile(new File([record ?? ""], "record.jsonl"), `${seed}`);
  if ("refused" in answer) throw new Error(answer.refused);
  return answer.replayed.view;
}

try {
  // Before three of them do it at once.
  await ensureBuilt();
  await measure();
  report.write();
} finally {
  for (const child of children) child.kill("SIGINT");
  await Promise.all(runs.map((run) => run.stop()));
  remove();
  home.remove();
}
