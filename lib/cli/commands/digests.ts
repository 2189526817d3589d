/** `touchstone digests check <provider>`: recomputes a provider's series of ledger digests from the log and compares. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { asOfSchema } from "#lib/contract/common.ts";
import { ledgerSeriesSchema } from "#lib/contract/ledger.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { findingOf } from "#lib/kernel/checks.ts";
import { parseProviderId } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonValue } from "#lib/kernel/json.ts";
import { openCheckpoint } from "#lib/log/checkpoint.ts";
import { indexOf, providerOf } from "#lib/state/view.ts";
import { replayLog } from "../audit/replay-log.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { findKnownLog } from "../home.ts";
import { recomputeSeries } from "../ledger/recompute-series.ts";
import { printFinding } from "../print-finding.ts";
import { type RemoteIndex, remoteOf } from "../remote-index.ts";

const listSchema = z.object({ data: z.array(ledgerSeriesSchema), as_of: asOfSchema });

export const digests: Command = {
  summary: "recompute a provider's series of ledger digests from the log, and compare with what the site shows",
  usage: "touchstone digests check <prv_…> [--key <log vkey>] [--url <index>]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { key: text, url: text } });
    const [verb, id] = positionals;
    const provider = parseProviderId(id ?? "");
    if (verb !== "check" || positionals.length !== 2) throw new UsageError("Say: digests check <provider id>.");
    if (provider === undefined) throw new UsageError("Name a provider id (prv_…).");
    const remote = remoteOf(values, io);
    return checkDigests(remote, provider, values.key, io);
  },
};

async function checkDigests(remote: RemoteIndex, id: string, givenKey: string | undefined, io: Io): Promise<number> {
  const { vkeys, origin } = await remote.describe();
  const shown = await remote.get(`api/v1/providers/${id}/digests`, listSchema);
  // After the list: the log holds everything that was shown.
  const note = await remote.checkpoint();
  const vkey = findKnownLog(io.env, origin)?.vkey ?? givenKey ?? vkeys.log;
  const opened = openCheckpoint(note, vkey);
  if (!opened.ok) throw new IncompleteError("The checkpoint is not signed by the key that you trust for this log.");
  const { entries, replay, checks } = await replayLog(remote, opened.value.checkpoint, undefined, () => undefined);
  const provider = providerOf(replay.state, id);
  if (provider === undefined) throw new IncompleteError(`No provider ${id} is registered in this log.`);
  const readSize = Math.min(...shown.data.map(({ read_size }) => read_size), replay.size);
  const now = parseInstant(shown.as_of.time) ?? (0 as Instant);
  const withheld = new Set(indexOf(replay.state)?.withheld.map(({ commit }) => commit));
  const own = await recomputeSeries(
    remote,
    { entries: entries.filter(({ index }) => index < readSize), state: replay.state, provider, withheld },
    now,
  );
  const compared: Check[] = [];
  for (const { id: series, report } of shown.data) compared.push(compare(series, own.get(series)?.report, report));
  for (const series of own.keys())
    if (!shown.data.some((row) => row.id === series))
      compared.push({
        name: `series-${series.slice(0, 8)}`,
        outcome: "fail",
        reason: "not-shown",
        detail: "The site does not show this series.",
      });
  const finding = findingOf([...checks, ...compared]);
  const reports = [...own].map(([series, { report }]) => ({ series, report }));
  if (!io.json) for (const { series, report } of reports) printReport(io, series, report.rules);
  const words = finding.ok
    ? "The site says of these digests what the log gives."
    : "The site says of these digests what the log does not give.";
  printFinding(io, finding, words, { series: reports });
  return finding.ok ? EXIT.ok : EXIT.tampered;
}

function compare(series: string, own: object | undefined, shown: object | null): Check {
  const name = `series-${series.slice(0, 8)}`;
  const isSame = own !== undefined && shown !== null && textOf(own) === textOf(shown);
  if (isSame) return { name, outcome: "pass", detail: "the report follows from the log" };
  return { name, outcome: "fail", reason: "site-differs", detail: "The report does not follow from the log." };
}

const textOf = (value: object): string => canonicalText(JSON.parse(JSON.stringify(value)) as JsonValue);

function printReport(
  io: Io,
  series: string,
  rules: readonly { code: string; outcome: string; count: number; detail: string }[],
): void {
  io.out(`Series ${series}`);
  for (const { code, outcome, count, detail } of rules)
    io.out(`  ${outcome.padEnd(13)}${code.padEnd(15)}${count === 0 ? "" : `${count}: `}${detail}`);
}
