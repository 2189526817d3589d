/**
 * A schema's yes without its ceremony: a predicate read off a zod schema that is true only for values which the schema
 * accepts as they are. It may be false for accepted ones too: the schema itself is asked then, and alone refuses, with
 * place and rule. A construct that this file does not know is never accepted here.
 */
import type { z } from "zod";

export type Accepts = (value: unknown) => boolean;

const never: Accepts = () => false;
const anything: Accepts = () => true;

/** The predicate of a schema, for values that came out of JSON. Total. */
export function acceptorOf(schema: z.core.$ZodType): Accepts {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const form = formOf(def);
  const [first, ...more] = (def.checks ?? []).map(passes);
  if (first === undefined) return form;
  if (more.length === 0) return (value) => form(value) && first(value);
  return (value) => form(value) && first(value) && more.every((passed) => passed(value));
}

type Def = z.core.$ZodTypes["_zod"]["def"];

/** What the schema says before its checks. */
function formOf(def: Def): Accepts {
  // Coercion changes the value, and a schema that is a check itself is a format, of which only the integers are known.
  if ("coerce" in def && def.coerce) return never;
  switch (def.type) {
    case "string":
      return "check" in def ? never : (value) => typeof value === "string";
    case "number":
      return "format" in def && def.format === "safeint" ? Number.isSafeInteger : never;
    case "boolean":
      return (value) => typeof value === "boolean";
    case "unknown":
      return anything;
    case "literal":
      return oneOf(def.values);
    case "enum":
      return oneOf(Object.values(def.entries));
    case "nullable": {
      const inner = acceptorOf(def.innerType);
      return (value) => value === null || inner(value);
    }
    case "optional":
      return acceptorOf(def.innerType);
    case "array": {
      const element = acceptorOf(def.element);
      return (value) => Array.isArray(value) && value.every((each) => element(each));
    }
    case "union": {
      const options = def.options.map(acceptorOf);
      // Whichever option the schema takes, the value stays as it is.
      return def.options.every(leavesAsItIs) ? (value) => options.some((accepts) => accepts(value)) : never;
    }
    case "record": {
      const isOfAnything = acceptorOf(def.keyType)("") && acceptorOf(def.valueType) === anything;
      return isOfAnything && def.keyType._zod.def.checks === undefined ? isRecord : never;
    }
    case "object":
      return strictObject(def);
    default:
      return never;
  }
}

/** Whether what the schema accepts comes out of it as it went in. */
function leavesAsItIs(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if ("coerce" in def && def.coerce) return false;
  if (def.checks?.some((check) => (check as unknown as z.core.$ZodChecks)._zod.def.check === "overwrite")) return false;
  switch (def.type) {
    case "string":
    case "number":
    case "boolean":
    case "literal":
    case "enum":
      return true;
    case "nullable":
    case "optional":
      return leavesAsItIs(def.innerType);
    case "array":
      return leavesAsItIs(def.element);
    case "union":
      return def.options.every(leavesAsItIs);
    case "object":
      return Object.values(def.shape).every(leavesAsItIs);
    default:
      return false;
  }
}

function strictObject({ shape, catchall }: z.core.$ZodObjectDef): Accepts {
  if (catchall?._zod.def.type !== "never") return never;
  const fields = Object.entries(shape).map(([name, schema]) => ({
    name,
    isOptional: schema._zod.optin === "optional",
    accepts: acceptorOf(schema),
  }));
  return (value) => {
    if (!isRecord(value)) return false;
    let found = 0;
    for (const { name, isOptional, accepts } of fields) {
      const member = value[name];
      if (member === undefined ? !isOptional : !accepts(member)) return false;
      if (member !== undefined) found += 1;
    }
    return found === Object.keys(value).length;
  };
}

function passes(check: z.core.$ZodCheck<never>): Accepts {
  const { def } = (check as unknown as z.core.$ZodChecks)._zod;
  switch (def.check) {
    case "min_length":
      return (value) => lengthOf(value) >= def.minimum;
    case "max_length":
      return (value) => lengthOf(value) <= def.maximum;
    case "greater_than":
      return (value) => Number(value) > Number(def.value) || (def.inclusive && value === def.value);
    case "less_than":
      return (value) => Number(value) < Number(def.value) || (def.inclusive && value === def.value);
    case "string_format": {
      const { format, pattern } = def;
      // A pattern with a memory (g, y) would answer by what was asked before.
      if (format !== "regex" || pattern === undefined || pattern.global || pattern.sticky) return never;
      return (value) => pattern.test(String(value));
    }
    default:
      return complainsNot(check);
  }
}

/** Whether a check of any kind, a refinement above all, raises no issue and leaves the value as it is. */
function complainsNot(check: z.core.$ZodCheck<never>): Accepts {
  return (value) => {
    const payload: z.core.ParsePayload<unknown> = { value, issues: [] };
    const later = (check as z.core.$ZodCheck<unknown>)._zod.check(payload);
    return later === undefined && payload.issues.length === 0 && payload.value === value;
  };
}

function oneOf(values: readonly unknown[]): Accepts {
  const [only] = values;
  return values.length === 1 ? (value) => value === only : (value) => values.includes(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lengthOf(value: unknown): number {
  return typeof value === "string" || Array.isArray(value) ? value.length : Number.NaN;
}
