/** What every live try gives back, and what the tries share: dice and clock of this browser, the key by which it judges. */
import type { Check } from "#lib/kernel/checks.ts";
import { type LogKey, vkeyOf } from "#lib/log/log-key.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { rememberedLogs } from "../memory/remembered-logs.ts";
import { browserClock, browserRandom } from "../platform.ts";
import { browserTexts } from "../text-store.ts";
import { servedKey } from "../verify/log-reader.ts";
import { rememberedKey } from "../verify/meet-log-key.ts";
import type { Conviction } from "./practice-fraud.ts";

export type WayId =
  | "edit"
  | "remove"
  | "dates"
  | "two-views"
  | "hide"
  | "roll-back"
  | "state"
  | "tier"
  | "verdict"
  | "answers";

/** A file to keep. `needs`: what a verifier must be told beside it, as file name and text. */
export type Sample = {
  readonly fileName: string;
  readonly text: string;
  readonly said: string;
  readonly needs?: readonly { readonly fileName: string; readonly text: string }[];
};

/** One cheat and what came of it. `isCaught` is computed from the checks. */
export type Attempt = {
  readonly did: string;
  readonly checks: readonly Check[];
  readonly isCaught: boolean;
  readonly sample?: Sample;
};

export const failsIn = (checks: readonly Check[]) => checks.some(({ outcome }) => outcome === "fail");

export const meansHere = () => ({ random: browserRandom, now: browserClock() });

/** A fraud proof is caught when every one of its checks passes. */
export function practised({ finding, proof, vkey, policy }: Conviction, name: string, did: string): Attempt {
  return {
    did,
    checks: finding.checks,
    isCaught: finding.ok,
    sample: {
      fileName: `practice-${name}.fraud.json`,
      text: proof,
      said: "The proof, under keys that were made for this try and thrown away:",
      needs: [
        { fileName: `practice-${name}.vkey.txt`, text: `${vkey}\n` },
        { fileName: `practice-${name}.policy.txt`, text: policy },
      ],
    },
  };
}

/** The key that this browser remembers for this log, else the one that the site serves. */
export async function logKeyHere(): Promise<{ origin: string; key: LogKey; vkey: string }> {
  const served = await servedKey();
  const origin = parseVkey(served)?.name ?? "";
  const known = rememberedKey(rememberedLogs(browserTexts()), origin);
  const key: LogKey = known.from === "nowhere" ? { from: "site", vkey: served } : known;
  return { origin, key, vkey: vkeyOf(key) ?? served };
}
