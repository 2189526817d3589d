import type { Definition } from "#lib/statement/definition.ts";
import { judgedTests } from "./judged-tests.ts";

/**
 * Whether a test of it shows an answer by which somebody could be held to it, of whatever kind it is: one with the status
 * that answers have, unless the definition judges statuses. What leaves 200 open leaves open what everybody gets.
 */
export function showsWrong(definition: Definition): boolean {
  const { tests, unattestable } = definition;
  if (unattestable.some((rule) => "status" in rule && rule.status === 200)) return false;
  return tests.some(
    ({ result, exchanges }) =>
      result === "mismatch" && (judgesStatus(definition) || exchanges.every(({ response }) => response.status === 200)),
  );
}

/** Whether an answer's status is part of what is right. */
export function judgesStatus(definition: Definition): boolean {
  if (definition.kind === "predicate") return definition.input.from.includes("@status");
  return definition.kind !== "content-address" && definition.output.compare === "response";
}

/**
 * Whether an answer with this status is judged: one that says that it is the answer, or one that a test has. Another that none
 * shows is what servers say of themselves (a fault, too many calls, nobody signed in), and no definition knows when that is right.
 */
export function showsStatus(definition: Definition, status: number): boolean {
  if (status >= 200 && status < 300) return true;
  return judgedTests(definition).some(({ exchanges }) => exchanges.some(({ response }) => response.status === status));
}
