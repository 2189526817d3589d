import type { Definition } from "#lib/statement/definition.ts";

/** Tests of it that show what is right or wrong: what a test shows as left open binds nobody. Total. */
export const judgedTests = ({ tests }: Pick<Definition, "tests">): Definition["tests"] =>
  tests.filter(({ result }) => result === "match" || result === "mismatch");
