/** Which providers an address asks to compare, whatever stands in it. Pure. */
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";

export const MOST_COMPARED = 5;

export type CompareAsk = {
  /** At most five, each once. */
  readonly ids: readonly ProviderId[];
  /** Words that are no ids. */
  readonly wrong: readonly string[];
  /** Ids beyond the fifth. */
  readonly tooMany: number;
  /** Size that all is pinned to; undefined: the newest. */
  readonly asOf: number | undefined;
};

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

export function compareAskOf({ ids, as_of: size }: Params): CompareAsk {
  const text = typeof ids === "string" ? ids : (ids ?? []).join(",");
  const words = [...new Set(text.split(",").map((word) => word.trim()))].filter((word) => word !== "");
  const parsed = words.flatMap((word) => parseProviderId(word) ?? []);
  const pinned = typeof size === "string" && /^[1-9]\d{0,14}$/.test(size) ? Number(size) : undefined;
  return {
    ids: parsed.slice(0, MOST_COMPARED),
    wrong: words.filter((word) => parseProviderId(word) === undefined).slice(0, MOST_COMPARED),
    tooMany: Math.max(0, parsed.length - MOST_COMPARED),
    asOf: pinned,
  };
}

/** The same comparison for ever: `size` pins it. */
export function compareHref(ids: readonly string[], size?: number): string {
  return `/compare?ids=${ids.join(",")}${size === undefined ? "" : `&as_of=${size}`}`;
}
