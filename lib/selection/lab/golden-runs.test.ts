/** A run that somebody links to gives the same digits years later: nothing of an engine, a world or a trial moves unseen. */
import { expect, test } from "vitest";
import { ENGINE_NAMES } from "../engines.ts";
import { runTrial, type Trial } from "./trial.ts";
import type { Knobs, World } from "./world.ts";
import { WORLDS } from "./worlds.ts";

/** Of each engine after 300 rounds of seed 7: its regret, and the sum of what it gave to index 0. Delays are of 20 rounds. */
const RUNS: Readonly<Record<string, readonly string[]>> = {
  stochastic: [
    "dch-ix 29.875 67.319666",
    "dch 26.375 91.801359",
    "tc-ix 29.375 68.072789",
    "tsallis-iw 27.375 84.497361",
    "tsallis-rv 21.250 127.958245",
    "exp3 26.375 91.801359",
    "exp3-ix 28.000 82.772949",
    "exp3-s 30.875 52.913356",
    "ucb1 29.750 60.801190",
    "thompson 23.625 111.000000",
  ],
  "constrained-adversary": [
    "dch-ix 28.750 77.987181",
    "dch 26.000 99.747811",
    "tc-ix 28.125 82.225352",
    "tsallis-iw 26.625 97.719740",
    "tsallis-rv 23.625 106.802498",
    "exp3 26.000 99.747811",
    "exp3-ix 29.000 73.616144",
    "exp3-s 32.125 45.029222",
    "ucb1 24.625 109.217857",
    "thompson 23.875 109.000000",
  ],
  "early-good-then-bad": [
    "dch-ix -6.000 127.833401",
    "dch -14.000 127.443763",
    "tc-ix -28.000 109.884160",
    "tsallis-iw -36.000 109.152960",
    "tsallis-rv -37.000 108.744769",
    "exp3 -14.000 127.443763",
    "exp3-ix -18.000 118.312007",
    "exp3-s -19.000 103.821165",
    "ucb1 -56.000 84.000000",
    "thompson -43.000 105.000000",
  ],
  "few-providers": [
    "dch-ix 24.000 29.589245",
    "dch 23.250 32.663606",
    "tc-ix 23.875 31.053027",
    "tsallis-iw 27.375 40.923490",
    "tsallis-rv 21.500 62.739240",
    "exp3 28.000 41.637180",
    "exp3-ix 27.000 26.682180",
    "exp3-s 28.875 16.075500",
    "ucb1 28.750 22.963743",
    "thompson 20.250 44.000000",
  ],
  "sleeper-traitor": [
    "dch-ix 62.300 49.758353",
    "dch 51.100 59.068502",
    "tc-ix 54.200 59.941662",
    "tsallis-iw 38.200 74.292995",
    "tsallis-rv 30.800 86.640541",
    "exp3 51.100 59.068502",
    "exp3-ix 55.850 54.502967",
    "exp3-s 76.300 33.588279",
    "ucb1 47.900 57.344048",
    "thompson 35.550 144.000000",
  ],
  "sybil-clones": [
    "dch-ix 40.000 147.845501",
    "dch 24.500 208.919325",
    "tc-ix 43.750 129.568939",
    "tsallis-iw 69.250 22.837667",
    "tsallis-rv 65.750 36.248323",
    "exp3 68.750 23.853584",
    "exp3-ix 69.000 23.782403",
    "exp3-s 69.750 19.988783",
    "ucb1 67.500 30.799344",
    "thompson 72.000 12.000000",
  ],
  slander: [
    "dch-ix 30.875 56.116782",
    "dch 29.875 61.231828",
    "tc-ix 31.625 46.117720",
    "tsallis-iw 20.250 148.855674",
    "tsallis-rv 26.250 91.141162",
    "exp3 29.875 60.177325",
    "exp3-ix 30.500 57.144854",
    "exp3-s 33.750 32.441300",
    "ucb1 32.000 42.651190",
    "thompson 30.750 54.000000",
  ],
  "dispute-stalling": [
    "dch-ix 32.250 43.097205",
    "dch 31.000 53.322419",
    "tc-ix 32.500 39.838503",
    "tsallis-iw 22.750 124.516859",
    "tsallis-rv 24.125 112.377280",
    "exp3 29.375 74.719377",
    "exp3-ix 32.625 39.690913",
    "exp3-s 32.625 42.279036",
    "ucb1 33.375 34.000000",
    "thompson 28.875 69.000000",
  ],
  "vanish-and-return": [
    "dch-ix 21.000 38.012464",
    "dch 20.250 40.459840",
    "tc-ix 20.875 36.281182",
    "tsallis-iw 21.250 31.881151",
    "tsallis-rv 19.000 46.542826",
    "exp3 20.250 40.459840",
    "exp3-ix 20.500 40.644550",
    "exp3-s 21.875 26.811963",
    "ucb1 19.000 47.301190",
    "thompson 11.250 110.000000",
  ],
  "corruption-budget": [
    "dch-ix 29.250 67.319666",
    "dch 25.750 91.801359",
    "tc-ix 28.750 68.072789",
    "tsallis-iw 26.750 84.497361",
    "tsallis-rv 20.625 127.958245",
    "exp3 25.750 91.801359",
    "exp3-ix 27.375 82.772949",
    "exp3-s 30.250 52.913356",
    "ucb1 29.125 60.801190",
    "thompson 23.000 111.000000",
  ],
};

test.each(Object.entries(WORLDS))("every engine does in the world %s what it always did", (name, worldOf) => {
  const world = (worldOf as (knobs: Knobs) => World)({ delayRounds: 20 });
  const runs = ENGINE_NAMES.map((engine) => {
    let share = 0;
    const onRound = (_round: number, [first = 0]: Float64Array) => {
      share += first;
    };
    const { regret } = runTrial({ engine, world, rounds: 300, seed: 7, onRound });
    return `${engine} ${regret.toFixed(3)} ${share.toFixed(6)}`;
  });
  expect(runs).toEqual(RUNS[name]);
});

test("what happens in a world happens in the round that its event names, and in none before", () => {
  for (const [name, worldOf] of Object.entries(WORLDS)) {
    const world = worldOf();
    const changes: number[] = [];
    const scene = world.start(1, 600);
    let before = "";
    for (let round = 1; round <= 600; round++) {
      const { advice, means } = scene(round);
      const now = JSON.stringify([advice, [...means]]);
      if (round > 1 && now !== before) changes.push(round);
      before = now;
    }
    // The constrained adversary changes in phases, which are no events.
    if (name !== "constrained-adversary") expect(changes, name).toEqual(world.events(600).map(({ round }) => round));
  }
});

test("what is drawn along a run is sampled at the same rounds, and a share that never ends is weighed in", () => {
  const world = WORLDS["dispute-stalling"]({ indexes: 3, delayRounds: 7 });
  const run = (engine: "dch" | "dch-ix") =>
    runTrial({ engine, world, rounds: 90, seed: 3, points: 3, kappa: 0.5, share: engine === "dch" });
  const text = ({ curve, samples }: Trial) =>
    [curve, ...Object.values(samples)].map((values) => [...values].map((value) => value.toFixed(4)).join(" "));
  expect(text(run("dch-ix"))).toEqual([
    "1.7500 4.5000 7.1250",
    "30.0000 60.0000 90.0000",
    "30.0000 60.0000 79.7248",
    "3.0000 3.0000 3.0000",
    "1.0000 4.0000 3.0000",
    "0.2393 0.3476 0.4131 0.3207 0.3020 0.3772 0.3818 0.3178 0.3004",
  ]);
  expect(text(run("dch"))).toEqual([
    "1.7500 4.5000 7.0000",
    "30.0000 60.0000 90.0000",
    "NaN NaN NaN",
    "3.0000 3.0000 3.0000",
    "1.0000 4.0000 3.0000",
    "0.2376 0.3609 0.4015 0.3603 0.3085 0.3312 0.4298 0.3044 0.2658",
  ]);
});
