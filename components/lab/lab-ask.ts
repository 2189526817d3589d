/** What somebody asks of the laboratory, as an address says it that anybody may have typed. Pure. */
import { ENGINE_NAMES, type EngineName } from "#lib/selection/engines.ts";
import {
  BOUNDS,
  inOrder,
  type KnobName,
  type LabSettings,
  MOST_ENGINES,
  MOST_WORK,
  PRESET,
  WORLD_KNOBS,
  WORLD_NAMES,
  workOf,
} from "#lib/selection/lab/settings.ts";
import type { Knobs } from "#lib/selection/lab/world.ts";
import { engineName, KNOB_WORDS } from "./lab-words.ts";

export type LabAsk = {
  readonly settings: LabSettings;
  /** What was taken otherwise than it was asked, one sentence each. */
  readonly problems: readonly string[];
};

/** Numbers that are asked of every world, as words of the address. */
const NUMBERS = [
  ["rounds", "Rounds"],
  ["runs", "Runs"],
  ["firstSeed", "First seed"],
  ["kappa", "Kappa"],
] as const;

/** Where something is not one, or out of bounds, the preset is taken. Total. */
export function readLab(params: URLSearchParams): LabAsk {
  const problems: string[] = [];
  const number = (name: keyof typeof BOUNDS, words: string, preset: number) => {
    const typed = params.get(name)?.trim() ?? "";
    const { least, most } = BOUNDS[name];
    if (typed === "") return preset;
    const isWhole = name !== "gap" && name !== "kappa";
    const value = Number(typed);
    if (
      /^\d{1,12}(\.\d{1,6})?$/.test(typed) &&
      value >= least &&
      value <= most &&
      (!isWhole || Number.isInteger(value))
    )
      return value;
    problems.push(`${words}: ${isWhole ? "a whole number" : "a number"} from ${least} to ${most}; ${preset} is taken.`);
    return preset;
  };
  const asked = params.get("world") ?? PRESET.world;
  const world = WORLD_NAMES.find((name) => name === asked) ?? PRESET.world;
  if (world !== asked) problems.push("There is no such world; the preset one is taken.");
  const knobs = Object.fromEntries(
    Object.entries(WORLD_KNOBS[world]).map(([name, preset]) => {
      const knob = name as KnobName;
      return [knob, number(knob, KNOB_WORDS[knob].label, preset)];
    }),
  ) as Knobs;
  const [rounds, runs, firstSeed, kappa] = NUMBERS.map(([name, words]) => number(name, words, PRESET[name])) as [
    number,
    number,
    number,
    number,
  ];
  const engines = readEngines(params.getAll("engine"), problems);
  const settings = { world, knobs, rounds, runs, firstSeed, engines, kappa, share: params.get("share") === "1" };
  const { delayRounds = 0 } = knobs;
  if (workOf(settings) <= MOST_WORK && delayRounds <= rounds) return { settings, problems };
  if (delayRounds > rounds)
    problems.push("What is told after the last round is told to nobody: fewer rounds late, please.");
  const most = Math.max(1, Math.floor(MOST_WORK / (rounds * engines.length)));
  if (most < runs) problems.push(`That many rounds would take many minutes: ${most} runs are taken.`);
  return { settings: { ...settings, runs: Math.min(runs, most) }, problems };
}

function readEngines(asked: readonly string[], problems: string[]): readonly EngineName[] {
  if (asked.length === 0) return PRESET.engines;
  const known = inOrder(ENGINE_NAMES.filter((name) => asked.includes(name)));
  if (asked.some((name) => !known.some((own) => own === name))) problems.push("An engine of that name is not known.");
  if (known.length === 0) return PRESET.engines;
  if (known.length <= MOST_ENGINES) return known;
  const taken = known.slice(0, MOST_ENGINES);
  problems.push(`At most ${MOST_ENGINES} engines at once: ${taken.map(engineName).join(", ")} are taken.`);
  return taken;
}

/** The address that asks for these settings; what is preset is left out. */
export function labQuery({ world, knobs, engines, share, ...numbers }: LabSettings): string {
  const params = new URLSearchParams();
  if (world !== PRESET.world) params.set("world", world);
  for (const [name, preset] of Object.entries(WORLD_KNOBS[world])) {
    const value = knobs[name as KnobName];
    if (value !== undefined && value !== preset) params.set(name, String(value));
  }
  for (const [name] of NUMBERS) if (numbers[name] !== PRESET[name]) params.set(name, String(numbers[name]));
  if (engines.join() !== PRESET.engines.join()) for (const engine of engines) params.append("engine", engine);
  if (share) params.set("share", "1");
  const query = params.toString();
  return query === "" ? "/lab" : `/lab?${query}`;
}
