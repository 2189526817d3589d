import type { AsOf } from "#lib/contract/common.ts";
import { MAX_LIMIT } from "#lib/contract/common.ts";
import type { LookAlike } from "#lib/contract/observations.ts";
import { participantOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { findLookAlikes } from "../observation/look-alikes.ts";
import type { Provider } from "./get-provider.ts";
import { listProviders } from "./list-providers.ts";

const MAX_PROVIDERS = 1000;

type Listed = {
  readonly provider: Provider;
  readonly operatorName: string | undefined;
  readonly lookAlikes: readonly LookAlike[];
};

export type AllProviders = {
  readonly data: readonly Listed[];
  /** There are more than a page can show; the API gives them all. */
  readonly more: boolean;
  readonly as_of: AsOf;
};

/** Every provider at one size, with its operator's name and those that it can be taken for: at most {@link MAX_PROVIDERS}. */
export async function listAllProviders(ctx: Ctx): Promise<AllProviders> {
  let page = await listProviders(ctx, { limit: MAX_LIMIT });
  const providers = [...page.data];
  while (page.page.next_cursor !== null && providers.length < MAX_PROVIDERS) {
    page = await listProviders(ctx, { limit: MAX_LIMIT, cursor: page.page.next_cursor });
    providers.push(...page.data);
  }
  const named = await ctx.forms.ask((view) =>
    providers.map((provider) => ({
      provider,
      operatorName: participantOf(view, provider.form.operator)?.displayName,
    })),
  );
  const data: Listed[] = [];
  for (const row of named) {
    const { name, id } = row.provider.form;
    data.push({ ...row, lookAlikes: await findLookAlikes(ctx, name, id) });
  }
  return { data, more: page.page.next_cursor !== null, as_of: page.as_of };
}
