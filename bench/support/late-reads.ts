/** How late the latest answers of an index come, beside a bare server that answers the same bytes. */
import type { Load } from "./bare-process.ts";
import { type LoadProcess, portOf, requestText } from "./load-process.ts";
import { formatSpread, quantile, spreadOf } from "./report.ts";

export const LATE_HEAD = ["page", "p95, index", "p95, bare Node", "to bare"] as const;

type Sides = { readonly index: string; readonly bare: string; readonly rounds: number; readonly asked: Load };

/**
 * A row under {@link LATE_HEAD} for each read (name and path), and the slowest median of all, in ms. Throws for any answer but 200.
 */
export async function lateReads(
  load: LoadProcess,
  reads: readonly (readonly [name: string, path: string])[],
  { index, bare, rounds, asked }: Sides,
): Promise<{ rows: string[][]; slowestMs: number }> {
  const p95 = async (url: string, path: string) => {
    const requests = [requestText("GET", `${url}${path}`)];
    const measured = await load.run({ port: portOf(url), ...asked, requests });
    if (measured.statuses["200"] !== measured.answers)
      throw new Error(`${path} answered ${JSON.stringify(measured.statuses)}.`);
    return quantile(measured.latencyMs, 0.95);
  };
  const rows: string[][] = [];
  let slowestMs = 0;
  for (const [name, path] of reads) {
    const [own, other]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      other.push(await p95(bare, path));
      own.push(await p95(index, path));
    }
    const ratio = spreadOf(own.map((ms, round) => ms / (other[round] ?? ms)));
    slowestMs = Math.max(slowestMs, spreadOf(own).median);
    const cells = [formatSpread(spreadOf(own), " ms"), formatSpread(spreadOf(other), " ms"), formatSpread(ratio, " ×")];
    rows.push([name, ...cells]);
  }
  return { rows, slowestMs };
}
