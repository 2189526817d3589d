import { formatUtc } from "#components/ui/format-time.ts";
import { countText } from "#lib/kernel/amount.ts";

/** Sentences of the verifier as pages say them: times of the log in words of people, counts in groups of three. */
export function readable(sentence: string): string {
  return sentence
    .replace(/\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{3})?Z/g, (at) =>
      Number.isNaN(Date.parse(at)) ? at : formatUtc(Date.parse(at)),
    )
    .replace(/\b(Entry |entry )(\d{4,15})\b/g, (_, word, index) => `${word}${countText(Number(index))}`)
    .replace(/(?<![\d,.])\d{4,15}(?= (?:of \d+ parts|entries|rows|bytes|statements|parts|state roots)\b)/g, (count) =>
      countText(Number(count)),
    );
}
