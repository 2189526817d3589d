/** The numbers of a policy one by one, each with its hard bounds: what a form shows, and what two policies differ in. */
import { type Policy, policySchema } from "#lib/statement/bodies.ts";
import { disputeRulesSchema, PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";

/** `path`: such as `disputes.hours.respond`. Bounds are the schema's own, both inclusive. */
export type PolicyNumber = {
  readonly path: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
};

type Bounded = { readonly minValue: number | null; readonly maxValue: number | null };
type Shape = Readonly<Record<string, Bounded>>;

const { hours, ...seats } = disputeRulesSchema.shape;
const GROUPS: readonly { readonly at: string; readonly shape: Shape; readonly of: (policy: Policy) => object }[] = [
  { at: "budgets", shape: policySchema.shape.budgets.shape, of: ({ budgets }) => budgets },
  { at: "disputes", shape: seats, of: ({ disputes = PRESET_DISPUTE_RULES }) => disputes },
  { at: "disputes.hours", shape: hours.shape, of: ({ disputes = PRESET_DISPUTE_RULES }) => disputes.hours },
];

/** In the order of the schema. A policy that says nothing of disputes has the presets. */
export function policyNumbers(policy: Policy): PolicyNumber[] {
  return GROUPS.flatMap(({ at, shape, of }) => {
    const values = new Map(Object.entries(of(policy)));
    return Object.entries(shape).map(([name, { minValue, maxValue }]) => ({
      path: `${at}.${name}`,
      value: Number(values.get(name)),
      least: minValue ?? Number.NEGATIVE_INFINITY,
      most: maxValue ?? Number.POSITIVE_INFINITY,
    }));
  });
}

/** The policy with other numbers in those places; other paths than those of {@link policyNumbers} change nothing. */
export function withNumbers(policy: Policy, values: ReadonlyMap<string, number>): Policy {
  const { disputes = PRESET_DISPUTE_RULES } = policy;
  const at = (group: string, before: object) =>
    Object.fromEntries(Object.entries(before).map(([name, value]) => [name, values.get(`${group}.${name}`) ?? value]));
  const { hours: clocks, ...counts } = disputes;
  return {
    ...policy,
    budgets: at("budgets", policy.budgets) as Policy["budgets"],
    disputes: {
      ...(at("disputes", counts) as Omit<typeof disputes, "hours">),
      hours: at("disputes.hours", clocks) as typeof clocks,
    },
  };
}

export type PolicyChange = { readonly path: string; readonly before: string; readonly after: string };

/** Every place in which two policies differ, the logs whose receipts count among them. */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const then = new Map(policyNumbers(before).map(({ path, value }) => [path, value]));
  const numbers = policyNumbers(after).flatMap(({ path, value }) =>
    then.get(path) === value ? [] : [{ path, before: String(then.get(path)), after: String(value) }],
  );
  const peersOf = ({ peers = [] }: Policy) => peers.join(", ");
  return peersOf(before) === peersOf(after)
    ? numbers
    : [...numbers, { path: "peers", before: peersOf(before), after: peersOf(after) }];
}
