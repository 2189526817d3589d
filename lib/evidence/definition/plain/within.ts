/**
 * Texts that are looked for within others: a search by `LIKE` finds `Berlin` by `be` where a data base has no case, and code does
 * not. So a text is looked for in all that the definition knows and in all of its own request, as they are and as collations
 * read them (ADR 0261).
 */
import { folded, type Told, withoutAccents, withoutBoth, withoutCase } from "./folds.ts";
import { timesIn } from "./times-in.ts";

/** Why a text that no test has may be found where code does not find it; undefined where both find the same. Total. */
export type LookWithin = (text: string, told: Told) => string | undefined;

/** What a collation leaves of a text. */
type Reading = (text: string) => string;

const asItIs: Reading = (text) => text;

/** Texts as one, each reading of them made once, and one string where several are the same. `isAscii`: all are. */
type Joined = { readonly isAscii: boolean; readonly readAs: (reading: Reading) => string };

/** Those in ASCII by themselves: of letters that some take for two (`ü`, `ue`) they have none. */
export type Haystack = readonly Joined[];

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** No text has it that is judged. */
const BETWEEN = "\0";

/** Takes time by the length of all, for each reading. */
export function haystackOf(texts: readonly string[]): Haystack {
  const all = [...new Set(texts)];
  return [all.filter(isAscii), all.filter((text) => !isAscii(text))].map(joined);
}

function joined(texts: readonly string[]): Joined {
  const made = new Map<Reading, string>();
  const readAs = (reading: Reading): string => {
    const known = made.get(reading);
    if (known !== undefined) return known;
    const text = texts.map(reading).join(BETWEEN);
    const same = [...made.values()].find((other) => other === text) ?? text;
    made.set(reading, same);
    return same;
  };
  return { isAscii: texts.every(isAscii), readAs };
}

/** Letters that all texts of one request are looked for in, taken together. */
const MOST_LETTERS = 2 ** 23;

/** Looks in what is known, and in the texts of one request, which are read when one is looked for. */
export function lookWithin(known: Haystack, textsOfRequest: () => readonly string[]): LookWithin {
  const found = new Map<string, string | undefined>();
  let haystack: Haystack | undefined;
  let left = MOST_LETTERS;
  const timesAs = (reading: Reading, text: string, readAs: Joined["readAs"]): number => {
    left -= readAs(reading).length;
    return left < 0 ? 0 : timesIn(readAs(reading), reading(text));
  };
  const isMoreOften = (text: string, { readAs }: Joined, [as, than]: Compared): boolean => {
    if (readAs(as) === readAs(than) && as(text) === than(text)) return false;
    const times = timesAs(as, text, readAs);
    return left < 0 || (times > 0 && times > timesAs(than, text, readAs));
  };
  return (text, told) => {
    const name = JSON.stringify([told, text]);
    if (found.has(name)) return found.get(name);
    haystack ??= [...known, ...haystackOf(textsOfRequest())];
    const isOther = haystack.some((texts) =>
      comparedFor(text, texts, told).some((readings) => isMoreOften(text, texts, readings)),
    );
    const why = left < 0 ? "more texts than are looked for in others" : isOther ? WITHIN : undefined;
    found.set(name, why);
    return why;
  };
}

const WITHIN = "a text that stands within another but for case, accents or umlauts";

/** A reading that finds a text where another does not. */
type Compared = readonly [as: Reading, than: Reading];

/** What no two texts of tests tell, with the text as it is; and letters as two, of which none tell anything. */
function comparedFor(text: string, texts: Joined, { looksUp: told }: Told): Compared[] {
  const untold = told.case ? withoutAccents : told.accents ? withoutCase : withoutBoth;
  return [
    ...(told.case && told.accents ? [] : [[untold, asItIs] as const]),
    ...(texts.isAscii && isAscii(text) ? [] : [[folded, withoutBoth] as const]),
  ];
}
