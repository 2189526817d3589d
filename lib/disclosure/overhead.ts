/** What disclosures cost their operator, as stated: each and summed. */
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { overheadSchema } from "#lib/statement/disclosures/envelope-fields.ts";
import { fieldsOf } from "./field-tree.ts";
import { type Fact, factsOf, plainText } from "./told.ts";

const FIELDS = fieldsOf(overheadSchema);

/** The cost that a body states; undefined: it states none. */
function overheadOf(body: JsonObject): JsonObject | undefined {
  return isJsonObject(body.overhead) ? body.overhead : undefined;
}

/** The stated cost in one line; undefined: it states none. */
export function costText(body: JsonObject): string | undefined {
  const cost = overheadOf(body);
  if (cost === undefined) return undefined;
  const { basis, ...figures } = cost;
  const words = factsOf(FIELDS, figures).map(({ label, value }) => `${label.toLowerCase()} ${plainText(value)}`);
  return `${words.length === 0 ? "no figures" : words.join(", ")} (${String(basis)})`;
}

export type OverheadSum = {
  /** Bodies that state a cost, and of these how many measured it. */
  readonly stated: number;
  readonly measured: number;
  /** Sums by field, in words. */
  readonly facts: readonly Fact[];
};

const SCALE = 1_000_000n;

/** Exact: decimals of at most six digits as whole millionths. Text that is no such number counts as nothing. */
function millionths(value: JsonValue | undefined): bigint | undefined {
  const parts = typeof value === "string" ? /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(value) : null;
  if (parts === null) return undefined;
  return BigInt(parts[1] ?? "0") * SCALE + BigInt((parts[2] ?? "").padEnd(6, "0"));
}

function decimalText(value: bigint): string {
  const rest = (value % SCALE).toString().padStart(6, "0").replace(/0+$/, "");
  return rest === "" ? String(value / SCALE) : `${value / SCALE}.${rest}`;
}

export function sumOverheads(bodies: readonly JsonObject[]): OverheadSum {
  const costs = bodies.map(overheadOf).filter((cost) => cost !== undefined);
  const sums: Record<string, JsonValue> = {};
  for (const { name } of FIELDS) {
    const values = costs.flatMap((cost) => millionths(cost[name]) ?? []);
    if (values.length > 0) sums[name] = decimalText(values.reduce((sum, value) => sum + value, 0n));
  }
  return {
    stated: costs.length,
    measured: costs.filter(({ basis }) => basis === "measured").length,
    facts: factsOf(FIELDS, sums),
  };
}
