/**
 * The skeleton of a name: two names with one skeleton can be taken for each other (UTS #39 section 4, with case, spaces and
 * punctuation left out). A warning is made of it and nothing else, so that the table may change with Unicode.
 */
import { normalForm } from "#lib/kernel/normal-form.ts";
import { CONFUSABLES } from "./confusables-table.ts";

const REPRESENTATIVES = readTable(CONFUSABLES);

function readTable(text: string): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  const charOf = (code: string) => String.fromCodePoint(Number.parseInt(code, 36));
  for (const row of text.trim().split(/\s+/)) {
    const [representative = "", members = ""] = row.split(":");
    const target = representative.split("-").map(charOf).join("");
    for (const member of members.split(".")) table.set(charOf(member), target);
  }
  return table;
}

/** Total; empty for a name of nothing but marks and punctuation. */
export function skeletonOf(name: string): string {
  let skeleton = name;
  // A representative may decompose, or be punctuation: after few rounds nothing changes any more.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = onceMore(skeleton);
    if (next === skeleton) break;
    skeleton = next;
  }
  return skeleton;
}

const MAX_ROUNDS = 6;

function onceMore(text: string): string {
  const letters = normalForm(text, "NFKD").replace(/[^\p{L}\p{N}]/gu, "");
  return Array.from(letters, (letter) => (REPRESENTATIVES.get(letter) ?? letter).toLowerCase()).join("");
}
