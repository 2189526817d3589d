/** Whose marks a change of the state may move: all others stay as they are until the day ends. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { Form, ProviderForm } from "../forms.ts";
import { providerOf, type StateView } from "../view.ts";

/** `all`: every provider's. */
export type Marked = "all" | readonly ProviderId[];

const NOBODY: readonly ProviderId[] = [];

/**
 * `view`: the state after the change; `before` and `after`: an aggregate's form before and after it. The marks of an
 * instance rest on the services that it sells. Total.
 */
export function markedBy(view: StateView, before: Form | undefined, after: Form): Marked {
  switch (after.aggregate) {
    case "provider":
      return withSellers(after);
    case "record":
    case "case":
      return sellersToo(view, after.provider);
    case "unclaimed":
      return sellersToo(view, after.id);
    case "key":
      return after.purpose === "response" && after.owner.startsWith("prv_") ? [after.owner as ProviderId] : NOBODY;
    case "cluster":
      return before?.aggregate === "cluster" ? [...new Set([...before.members, ...after.members])] : after.members;
    case "model":
      return before?.aggregate === "model" && before.active?.hash === after.active?.hash ? NOBODY : "all";
    case "index":
      // Of the index only its outages count, and they are for everybody with a heartbeat.
      return before?.aggregate === "index" && before.outages === after.outages ? NOBODY : "all";
    default:
      return NOBODY;
  }
}

function sellersToo(view: StateView, id: ProviderId): readonly ProviderId[] {
  const provider = providerOf(view, id);
  return provider === undefined ? NOBODY : withSellers(provider);
}

/** The provider itself and those who sell its tokens. */
function withSellers({ id, links }: ProviderForm): readonly ProviderId[] {
  const sellers = links.flatMap(({ other, relation, from }) =>
    relation === "sells-tokens-of" && from === "other" ? [other] : [],
  );
  return sellers.length === 0 ? [id] : [id, ...sellers];
}

/** Whom all that an entry wrote may move. `before`: the forms before it, in the order of `touched`. */
export function markedByEntry(
  view: StateView,
  touched: readonly { readonly form: Form }[],
  before: readonly (Form | undefined)[],
): Marked {
  let found: readonly ProviderId[] = NOBODY;
  for (const [at, { form }] of touched.entries()) {
    const marked = markedBy(view, before[at], form);
    if (marked === "all") return "all";
    if (marked.length > 0) found = found.length === 0 ? marked : [...found, ...marked];
  }
  return found;
}
