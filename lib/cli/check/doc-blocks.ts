/**
 * Code blocks of pages. A block of commands names its shell: `sh` is run by a test from the top to the end and must end with 0,
 * `sh exits N` with N, `sh stays` goes on until its page ends, and `sh not run: <why>` says why no test runs it as it stands:
 * it names the tests that run its commands with other arguments.
 */
export type DocBlock = {
  readonly page: string;
  /** Of the opening fence, from 1. */
  readonly line: number;
  readonly info: string;
  readonly text: string;
};

const FENCE = /^( *)```([^\n`]*)\n([\s\S]*?)^ *```$/gm;
/** What begins a command on a terminal. */
const COMMAND =
  /^(?:\S+=\S+ )?(?:apt|apt-get|cp|curl|dig|git|node|npm|npx|openssl|psql|sed|sha256sum|sqlcmd|sudo|systemctl|touchstone)\s/m;
const NOT_RUN = /^sh not run: (.+)$/;

export function blocksOf(page: string, text: string): DocBlock[] {
  return [...text.matchAll(FENCE)].map(({ 1: indent = "", 2: info = "", 3: body = "", index }) => ({
    ...{ page, line: text.slice(0, index).split("\n").length, info: info.trim() },
    text: indent === "" ? body : body.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

export const isShell = ({ info }: DocBlock): boolean => info === "sh" || info.startsWith("sh ");

/** Whether the test of the documentation runs it as it stands. */
export const isRun = ({ info }: DocBlock): boolean => /^sh(?: exits [1-9]\d?| stays)?$/.test(info);

/** Why no test runs it; undefined for what is run. */
export const reasonNotRun = ({ info }: DocBlock): string | undefined => NOT_RUN.exec(info)?.[1];

/** What is wrong with how a block is marked; undefined when nothing is. */
export function faultOfBlock(block: DocBlock, read: (path: string) => string | undefined): string | undefined {
  if (!isShell(block))
    return COMMAND.test(block.text) ? "A block of commands begins with ```sh, so that a test runs it." : undefined;
  if (isRun(block)) return undefined;
  const reason = reasonNotRun(block);
  if (reason === undefined) return `sh, sh exits N, sh stays or sh not run: <why>, not ${block.info}`;
  const named = reason.match(/\b(?:e2e|lib|bench)\/[\w./-]+/g) ?? [];
  const texts = named.map((file) => ({ file, text: read(file) }));
  const missing = texts.find(({ text }) => text === undefined);
  if (missing !== undefined) return `${missing.file} is no test of this repository.`;
  const all = texts.map(({ text }) => text).join("\n");
  const unplayed = commandsIn(block).find((command) => !isIn(command, all));
  return unplayed === undefined
    ? undefined
    : `Name the test that runs "${unplayed.join(" ")}": ${named.join(", ") || "none"} does not.`;
}

const TOUCHSTONE = /(?:\bnpm run touchstone --|^touchstone) ([a-z]+)(?: ([a-z][a-z-]*)(?=\s|$))?/gm;
const UP = /\bnpm run up\b(?: -- (--[a-z-]+))?/gm;

/** The words of each command of this repository: `["case", "extend"]`, `["up", "--empty"]`. */
export function commandsIn({ text }: DocBlock): string[][] {
  const said = [...text.matchAll(TOUCHSTONE)].map(([, command, verb]) => [command, verb]);
  const ups = [...text.matchAll(UP)].map(([, option]) => ["up", option]);
  return [...said, ...ups].map((words) => words.filter((word) => word !== undefined));
}

/** A test runs a command by its words as arguments, or by its module and the word behind it. */
export function isIn([command = "", more]: readonly string[], test: string): boolean {
  if (command === "up") return /\brunUp\(/.test(test) && (more === undefined || test.includes(`"${more}"`));
  const isNamed = new RegExp(`"${command}"|\\b${command}[A-Z]?\\w*(?:\\.run)?\\(`).test(test);
  return isNamed && (more === undefined || test.includes(`"${more}"`));
}
