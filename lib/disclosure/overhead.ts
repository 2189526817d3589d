/** What disclosures cost their operator, as stated: each and summed. */
import { isJsonObject, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { overheadSchema } from "#lib/statement/disclosures/envelope-fields.ts";
import { fieldsOf } from "./field-tree.ts";
import { groupBy } from "./group-by.ts";
import { type Fact, factsOf, plainText, type Told } from "./told.ts";

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

/** An exact decimal; `currency` null: of what is no money. */
export type Amount = { readonly name: string; readonly amount: string; readonly currency: string | null };

export type OverheadSum = {
  /** Bodies that state a cost, and of these how many measured it. */
  readonly stated: number;
  readonly measured: number;
  /** By field, and money by currency: amounts of different currencies are never added. */
  readonly sums: readonly Amount[];
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
  const sums = FIELDS.flatMap(({ name, unitFrom }): Amount[] => {
    const amounts = costs.flatMap((cost) => {
      const value = millionths(cost[name]);
      const currency = unitFrom === undefined ? undefined : cost[unitFrom];
      return value === undefined ? [] : [{ value, currency: typeof currency === "string" ? currency : null }];
    });
    return [...groupBy(amounts, ({ currency }) => currency)].map(([currency, all]) => ({
      name,
      amount: decimalText(all.reduce((sum, { value }) => sum + value, 0n)),
      currency,
    }));
  });
  return { stated: costs.length, measured: costs.filter(({ basis }) => basis === "measured").length, sums };
}

/** By step, what its published disclosures cost together; a step of which nothing is published has no sum. */
export function overheadBySteps<Step>(
  published: readonly { readonly step: Step; readonly body: JsonObject }[],
): ReadonlyMap<Step, OverheadSum> {
  const bySteps = groupBy(published, ({ step }) => step);
  return new Map([...bySteps].map(([step, all]) => [step, sumOverheads(all.map(({ body }) => body))]));
}

/** The sums in words; of several currencies each has a line of its own. */
export function overheadFacts({ sums }: OverheadSum): Fact[] {
  return FIELDS.flatMap((field): Fact[] => {
    const amounts = sums.filter(({ name }) => name === field.name);
    const values = amounts.flatMap(({ amount, currency }) => {
      const beside = field.unitFrom === undefined || currency === null ? {} : { [field.unitFrom]: currency };
      return factsOf([field], { [field.name]: amount, ...beside }).map(({ value }) => value);
    });
    const [only] = values;
    if (only === undefined) return [];
    const value: Told = values.length === 1 ? only : { kind: "list", items: values };
    return [{ name: field.name, label: field.told, value }];
  });
}
