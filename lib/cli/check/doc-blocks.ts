/**
 * Code blocks of pages. A block of commands names its shell: `sh` is run by a test from the top to the end and must end with 0,
 * `sh exits N` with N, `sh stays` goes on until its page ends, and `sh not run: <why>` says why no test runs it.
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

/** Why no test runs it; undefined for what is run. */
export const reasonNotRun = ({ info }: DocBlock): string | undefined => NOT_RUN.exec(info)?.[1];

/** What is wrong with how a block is marked; undefined when nothing is. */
export function faultOfBlock(block: DocBlock, hasFile: (path: string) => boolean): string | undefined {
  if (!isShell(block))
    return COMMAND.test(block.text) ? "A block of commands begins with ```sh, so that a test runs it." : undefined;
  if (/^sh(?: exits [1-9]\d?| stays)?$/.test(block.info)) return undefined;
  const reason = reasonNotRun(block);
  if (reason === undefined) return `sh, sh exits N, sh stays or sh not run: <why>, not ${block.info}`;
  const files = reason.match(/\b(?:e2e|lib|bench)\/[\w./-]+/g) ?? [];
  const missing = files.find((file) => !hasFile(file));
  return missing === undefined ? undefined : `${missing} is no test of this repository.`;
}
