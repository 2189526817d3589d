/** Worlds, engines and what happens in them, in words. */
import type { EngineName } from "#lib/selection/engines.ts";
import type { KnobName } from "#lib/selection/lab/settings.ts";
import type { WorldEvent } from "#lib/selection/lab/world.ts";
import type { WorldName } from "#lib/selection/lab/worlds.ts";

type Words = { readonly name: string; readonly says: string };

export const WORLD_WORDS: Record<WorldName, Words> = {
  stochastic: { name: "Nothing changes", says: "One index names the best provider, always. Losses are by chance." },
  "constrained-adversary": {
    name: "Constrained adversary",
    says: "The best stays best, but in phases of 1.6ⁿ rounds all are good or all are bad: whoever compares sums of different phases is misled (Zimmert and Seldin 2021).",
  },
  "early-good-then-bad": {
    name: "Early good, then bad",
    says: "Two indexes. One never errs for a quarter of the rounds and always afterwards, the other the other way round.",
  },
  "few-providers": {
    name: "Many indexes, few providers",
    says: "Many indexes name the same few providers, so that one loss says something of several indexes.",
  },
  "sleeper-traitor": {
    name: "Sleeper turns traitor",
    says: "The first index is the best of all until half-time, and lies from then on. Of the others one is good.",
  },
  "sybil-clones": {
    name: "Clones of a liar",
    says: "One honest index, and all others clones of one that names what is bad: many voices, one provider.",
  },
  slander: {
    name: "Slander",
    says: "The good provider is accused in half of its calls: what they cost is known only when the rulings reject it.",
  },
  "dispute-stalling": {
    name: "Disputes are stalled",
    says: "Every bad provider disputes what it did, so that its losses are told late.",
  },
  "vanish-and-return": {
    name: "The best vanishes and returns",
    says: "The best index does not answer in the middle third of the rounds.",
  },
  "corruption-budget": {
    name: "A budget to corrupt",
    says: "For the first rounds somebody swaps the losses of the best and of the second.",
  },
};

export const ENGINE_WORDS: Record<EngineName, Words> = {
  "dch-ix": { name: "DCH-IX", says: "what agents use unless told otherwise: learns from all that said the same" },
  dch: { name: "DCH", says: "DCH-IX without implicit exploration" },
  "tc-ix": { name: "TC-IX", says: "DCH-IX with weights of Tsallis" },
  "tsallis-iw": { name: "Tsallis-INF IW", says: "learns from the index that it followed" },
  "tsallis-rv": { name: "Tsallis-INF RV", says: "as IW, with less variance" },
  exp3: { name: "EXP3", says: "the textbook's" },
  "exp3-ix": { name: "EXP3-IX", says: "EXP3 with implicit exploration" },
  "exp3-s": { name: "EXP3.S", says: "EXP3 for worlds that change" },
  ucb1: { name: "UCB1", says: "trusts the past: for contrast" },
  thompson: { name: "Thompson", says: "trusts the past: for contrast" },
};

export const engineName = (engine: EngineName) => ENGINE_WORDS[engine].name;

/** Indexes have no names in made-up worlds: they are counted from 1. */
export const indexName = (at: number) => `index ${at + 1}`;

const EVENT_WORDS: Record<WorldEvent["what"], string> = {
  turns: "index 1 turns",
  leaves: "index 1 leaves",
  returns: "index 1 returns",
  "honest-again": "corruption ends",
};

export const eventWords = ({ what }: WorldEvent) => EVENT_WORDS[what];

export const KNOB_WORDS: Record<KnobName, { readonly label: string; readonly hint: string }> = {
  indexes: { label: "Indexes", hint: "2 to 50" },
  providers: { label: "Providers", hint: "2 to 50" },
  gap: { label: "Gap", hint: "loss a round" },
  delayRounds: { label: "Told late by", hint: "rounds" },
  budget: { label: "Rounds corrupted", hint: "from the first" },
};

/** `1,234` · `−12`: a loss, in whole ones. */
export function lossText(value: number): string {
  const whole = Math.round(value);
  return `${whole < 0 ? "−" : ""}${Math.abs(whole).toLocaleString("en")}`;
}

export const countText = (value: number) => value.toLocaleString("en");
