import type { Definition } from "#lib/statement/definition.ts";

/** Whether a test of it shows an answer by which somebody could be held to it, of whatever kind it is. */
export function showsWrong({ tests }: Definition): boolean {
  return tests.some(({ result }) => result === "mismatch");
}
