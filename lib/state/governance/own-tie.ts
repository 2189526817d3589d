/** A maintainer binds itself by what it does for others, and not by its stated interests alone. */
import { TIES_KEPT, withTie } from "#lib/dispute/conflict.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { AggregateKey, Form } from "../forms.ts";
import type { Writes } from "../reducer.ts";
import { maintainerOf, type StateView } from "../view.ts";
import { maintainerKey } from "./maintainer-forms.ts";

type Doing = { readonly maintainer: Did; readonly to: Did | ProviderId; readonly at: Instant };

/** The writes with the tie that a maintainer's act brings it; the same for anybody else. */
export function withOwnTie(view: StateView, writes: Writes, { maintainer, to, at }: Doing): Writes {
  const key = maintainerKey(maintainer);
  const written = writes.get(key);
  const form = written?.aggregate === "maintainer" ? written : maintainerOf(view, maintainer);
  if (form === undefined || form.ties.length >= TIES_KEPT) return writes;
  const ties = withTie(form.ties, { to, how: "operates", from: formatInstant(at), until: null });
  return ties === form.ties ? writes : new Map<AggregateKey, Form>([...writes, [key, { ...form, ties }]]);
}
