/** From a schema's complaint to a refusal that names the place by JSON pointer (RFC 6901). */
import type { z } from "zod";
import type { ProblemCode, Refusal } from "#lib/kernel/refusal.ts";

/** The first issue decides; `prefix` is the pointer of the value that was checked. */
export function refusalOfIssues(
  code: ProblemCode,
  issues: readonly z.core.$ZodIssue[],
  value: unknown,
  prefix: string,
): Refusal {
  const issue = issues[0];
  if (issue === undefined) return { code, pointer: prefix, detail: "The document does not have the required form." };
  const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return { code, pointer: prefix + pointerOf(path), detail: detailOf(issue, at(value, issue.path)) };
}

/** RFC 6901 pointer of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function detailOf(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === "unrecognized_keys") return `There is no field "${issue.keys[0]}" here.`;
  if (issue.code === "invalid_type" && found === undefined) return "This field is required.";
  return issue.message;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path) here = (here as Record<PropertyKey, unknown> | undefined)?.[step];
  return here;
}
