/** Apart from the schemas of definitions: who shows what a definition found loads none of them. */
import type { Definition } from "./definition.ts";

/** Those whose code is run. */
export type CodedDefinition = Extract<Definition, { kind: "predicate" | "function" }>;

export function hasCode(definition: Definition): definition is CodedDefinition {
  return definition.kind === "predicate" || definition.kind === "function";
}
