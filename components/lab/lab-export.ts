/** A run as a file that says how to make it again. Pure. */
import { toCsv } from "#lib/contract/csv.ts";
import type { LabView } from "#lib/selection/lab/lab-run.ts";
import { worldOfSettings } from "#lib/selection/lab/settings.ts";

/** Of the site that ran it. */
export type Software = { readonly version: string; readonly commit: string };

const LAB_RUN_TYPE = "touchstone-lab-run/v1";

/** Settings, seeds and versions; of each engine the final regret of each seed and the curves. Numbers as they were computed. */
export function runAsJson(view: LabView, software: Software): string {
  const { settings, seeds, rounds, events, engines } = view;
  const plain = (values: Float64Array) => Array.from(values, (value) => (Number.isNaN(value) ? null : value));
  const body = {
    type: LAB_RUN_TYPE,
    software,
    settings: { ...settings, knobs: { ...settings.knobs } },
    indexes: view.indexes,
    providers: worldOfSettings(settings).providers,
    isWhole: seeds.length === settings.runs,
    seeds,
    rounds: plain(rounds),
    events,
    engines: engines.map((each) => ({
      engine: each.engine,
      regrets: each.regrets,
      spread: each.spread,
      low5: plain(each.low),
      median: plain(each.median),
      high95: plain(each.high),
      tail99: plain(each.tail),
      provenCeiling: plain(each.ceiling),
      assumptions: each.certificate.assumptions,
      textbookBound: each.bound ?? null,
      openAtEnd: each.openAtEnd,
    })),
  };
  return `${JSON.stringify(body, null, 1)}\n`;
}

/** One line for each engine and seed, with all that makes it again. */
export function runAsCsv({ settings, seeds, engines }: LabView, software: Software): string {
  const { world, knobs, rounds, kappa, share } = settings;
  const setting = new URLSearchParams(
    Object.entries(knobs).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return toCsv(
    ["software", "commit", "world", "knobs", "rounds", "kappa", "share", "engine", "seed", "regret"],
    engines.flatMap(({ engine, regrets }) =>
      seeds.map((seed, at) => [
        software.version,
        software.commit,
        world,
        setting.toString(),
        rounds,
        kappa,
        share ? 1 : 0,
        engine,
        seed,
        regrets[at] ?? 0,
      ]),
    ),
  );
}
