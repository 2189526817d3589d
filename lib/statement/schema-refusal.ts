/** From a schema's complaint to a refusal that names the place by JSON pointer (RFC 6901). */
import type { z } from "zod";
import type { JsonValue } from "#lib/kernel/json.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import { acceptorOf } from "./acceptor.ts";

/** Asks whether a value keeps a schema: undefined when it does. `prefix` is the pointer of the value in its document. */
export type SchemaQuestion = (value: JsonValue, prefix: string) => Refusal | undefined;

/** The question of one schema. What the schema's acceptor knows to be right is not put to the schema again. */
export function refusalBy(schema: z.ZodType): SchemaQuestion {
  const accepts = acceptorOf(schema);
  return (value, prefix) => {
    if (accepts(value)) return undefined;
    const read = schema.safeParse(value);
    return read.success ? undefined : refusalOfIssues(read.error.issues, value, prefix);
  };
}

/** The first issue decides. */
function refusalOfIssues(issues: readonly z.core.$ZodIssue[], value: unknown, prefix: string): Refusal {
  const issue = issues[0];
  if (issue === undefined)
    return { code: "schema", pointer: prefix, detail: "The document does not have the required form." };
  const path = issue.code === "unrecognized_keys" ? [...issue.path, ...issue.keys.slice(0, 1)] : issue.path;
  return { code: "schema", pointer: prefix + pointerOf(path), detail: detailOf(issue, at(value, issue.path)) };
}

/** RFC 6901 pointer of a path. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function detailOf(issue: z.core.$ZodIssue, found: unknown): string {
  if (issue.code === "unrecognized_keys") return `There is no field "${issue.keys[0]}" here.`;
  const isOfType = issue.code === "invalid_type" || issue.code === "invalid_union" || issue.code === "invalid_value";
  if (isOfType && found === undefined) return "This field is required.";
  if (issue.code !== "invalid_type") return issue.message;
  if (typeof found === "number" && issue.expected === "string")
    return 'Must be text in quotes, such as "12.5": not a number.';
  if (typeof found === "string" && NUMBERS.has(issue.expected)) return "Must be a whole number, not text.";
  return issue.message;
}

const NUMBERS: ReadonlySet<string> = new Set(["number", "int"]);

/** A complaint in words, at its path; a field that does not exist is at its own place. */
export type Complaint = { readonly path: readonly PropertyKey[]; readonly rule: string };

/** All complaints about a value, in the schema's order. */
export function complaintsOf(issues: readonly z.core.$ZodIssue[], value: unknown): Complaint[] {
  return issues.flatMap((issue): Complaint[] => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ path: [...issue.path, key], rule: `There is no field "${key}" here.` }));
    }
    return [{ path: issue.path, rule: detailOf(issue, at(value, issue.path)) }];
  });
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path) here = (here as Record<PropertyKey, unknown> | undefined)?.[step];
  return here;
}
