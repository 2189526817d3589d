/** Commands that sentences of the documentation name: a test runs each, or a block that is itself run. */
import type { Complaint } from "./complaint.ts";
import { blocksOf, commandsIn, isIn, isRun } from "./doc-blocks.ts";
import { lineAt, type Repository } from "./repository.ts";

/** Pages that tell a reader what to do: not what was decided, measured, changed or left open. */
const TEACHES = /^(?:[A-Z]+\.md|docs\/(?!adr\/|measurements\/|open-work\.md).*\.md)$/;
const HISTORY = /^CHANGELOG\.md$/;
const TEST = /^(?:e2e\/.*\.ts|lib\/.*\.test\.ts)$/;
const IN_SENTENCE = /`(?:npm run touchstone -- |touchstone )([a-z][a-z-]*)(?: ([a-z][a-z-]*)(?=[\s`]))?[^`\n]*`/g;
const USAGE = /\btouchstone ([a-z][a-z-]*) ([a-z][a-z-]*(?:\|[a-z-]+)*)/g;

export function checkPlayed(repository: Repository): Complaint[] {
  const pages = repository.files.filter((path) => TEACHES.test(path) && !HISTORY.test(path));
  const texts = pages.map((path) => ({ path, text: repository.read(path) }));
  const verbs = knownVerbs(repository);
  const tests = repository.files.filter((path) => TEST.test(path)).map((path) => repository.read(path));
  const inBlocks = new Set(
    texts.flatMap(({ path, text }) => blocksOf(path, text).filter(isRun).flatMap(commandsIn)).flatMap(beginnings),
  );
  const known = new Map<string, boolean>();
  const isPlayed = (words: readonly string[]): boolean => {
    const name = words.join(" ");
    const played = known.get(name) ?? (inBlocks.has(name) || tests.some((test) => isIn(words, test)));
    known.set(name, played);
    return played;
  };
  return texts.flatMap(({ path, text }) =>
    [...text.matchAll(IN_SENTENCE)].flatMap(({ 1: command = "", 2: word, index }) => {
      const words = word !== undefined && verbs.has(`${command} ${word}`) ? [command, word] : [command];
      const detail = `No test runs "touchstone ${words.join(" ")}".`;
      return isPlayed(words) ? [] : [{ place: `${path}:${lineAt(text, index)}`, rule: "command-played", detail }];
    }),
  );
}

/** A command counts as played by any of its verbs. */
const beginnings = (words: readonly string[]): string[] => words.map((_, at) => words.slice(0, at + 1).join(" "));

/** `case extend` and so on, as the commands' own usage spells them. */
function knownVerbs(repository: Repository): Set<string> {
  const sources = repository.files.filter((path) => /^lib\/cli\/.*\.ts$/.test(path) && !path.endsWith(".test.ts"));
  const found = sources.flatMap((path) => [...repository.read(path).matchAll(USAGE)]);
  return new Set(
    found.flatMap(({ 1: command = "", 2: words = "" }) => words.split("|").map((verb) => `${command} ${verb}`)),
  );
}
