/** The state as it was before its newest entries: what they replaced is looked up, the rest is as it stands. */
import type { AggregateKey, Form } from "./forms.ts";
import type { StateView } from "./view.ts";

/** What an entry replaced; `before` in the order of `touched`, undefined for what was not there. */
export type Replaced = {
  readonly touched: readonly { readonly key: AggregateKey }[];
  readonly before: readonly (Form | undefined)[];
};

/** `later`: the entries to undo, oldest first. Good until `state` changes. Chains are not rewound, and not answered. */
export function rewoundView(state: StateView, later: Iterable<Replaced>): StateView {
  const past = new Map<AggregateKey, Form | undefined>();
  for (const { touched, before } of later)
    for (const [at, { key }] of touched.entries()) if (!past.has(key)) past.set(key, before[at]);
  return { get: (key) => (past.has(key) ? past.get(key) : state.get(key)), chainOf: () => undefined };
}
