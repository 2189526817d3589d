/**
 * How long a report that proves itself waits for its verdict, by the times of the log, on an index of real processes:
 * `npm run bench -- verdicts [reports]`.
 */
import path from "node:path";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { openIndex, registerOperator } from "../e2e/support/publish.ts";
import { report as fileReport, lieUnder, publishPrices } from "../e2e/support/publish-evidence.ts";
import { runUp, temporaryFolder } from "../e2e/support/run-index.ts";
import { nextLook, until } from "../e2e/support/until.ts";
import { figure, quantile, Report } from "./support/report.ts";

const count = Number(process.argv[2] ?? 20);
/** Asked in the log between a report and its verdict. */
const ASKED_SECONDS = 60;
const LOOK_EVERY_MS = 250;

const report = new Report(
  "verdicts",
  "From a report to its verdict",
  "Signed lies under a public definition, each of another provider, reported one after the other to an index as `npm run up` starts it; each verdict runs the definition in two hosts. Seconds between the log time of the report and that of its verdict; then as many at once.",
);
const folder = temporaryFolder();
const up = runUp(["--empty", "--data", path.join(folder.path, "data"), "--port", "42880"]);
try {
  const index = await openIndex(await up.ready);
  const prices = await publishPrices(await registerOperator(index, "Prices"));
  const one = async () => {
    const { bundle, liar } = await lieUnder(prices);
    const id = await fileReport(index, bundle, liar.did);
    const found = await until(`the verdict of ${id}`, async () => {
      const answer = await fetch(new URL(`/api/v1/cases/${id}`, index.baseUrl));
      const { data } = (await answer.json()) as {
        data?: { filed_at: string; judged_at: string | null; verdict: string };
      };
      if (data?.judged_at != null) return data;
      await nextLook(LOOK_EVERY_MS);
      return undefined;
    });
    if (found.verdict !== "proven") throw new Error(`${id} is ${found.verdict}.`);
    return (Date.parse(found.judged_at ?? "") - Date.parse(found.filed_at)) / SECOND_MS;
  };
  const inTurn: number[] = [];
  for (let nth = 0; nth < count; nth += 1) inTurn.push(await one());
  const atOnce = await Promise.all(Array.from({ length: count }, one));
  const row = (name: string, values: readonly number[]) => [
    ...[name, figure(values.length)],
    ...[0.5, 0.9, 1].map((share) => `${figure(quantile(values, share))} s`),
  ];
  report.table(["reports", "", "median", "p90", "slowest"], [row("in turn", inTurn), row("all at once", atOnce)]);
  const slowest = quantile([...inTurn, ...atOnce], 1);
  report.target(
    "a report that proves itself is decided in < 1 min",
    `${figure(slowest)} s, the slowest of all`,
    slowest < ASKED_SECONDS,
  );
  report.write();
} finally {
  await up.stop();
  folder.remove();
}
