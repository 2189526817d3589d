import type { AsOf } from "#lib/contract/common.ts";
import type { LookAlike } from "#lib/contract/observations.ts";
import type { HeartbeatState } from "#lib/disclosure/heartbeat.ts";
import { type ProviderForm, providerKey } from "#lib/state/forms.ts";
import { participantOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { findLookAlikes } from "../observation/look-alikes.ts";
import { heartbeatStateOf, readOutages } from "../provider/heartbeat-state.ts";
import { readForms } from "../state/read-aggregates.ts";

export type Listed = {
  readonly form: ProviderForm;
  readonly operatorName: string | undefined;
  /** Proven providers whose name it can be taken for. */
  readonly lookAlikes: readonly LookAlike[];
  readonly heartbeat: HeartbeatState;
};

/** What a line of the list says of a provider beside its marks, by id, as of one size. */
export async function readListed(ctx: Ctx, ids: readonly string[], asOf: AsOf): Promise<ReadonlyMap<string, Listed>> {
  const [found, outages] = await Promise.all([
    readForms(
      ctx,
      ids.map((id) => providerKey(id as ProviderForm["id"])),
      asOf.size,
    ),
    readOutages(ctx, asOf.size),
  ]);
  const forms = found.flatMap((form) => (form.aggregate === "provider" ? [form] : []));
  const names = await ctx.forms.ask((view) => forms.map(({ operator }) => participantOf(view, operator)?.displayName));
  const listed = await Promise.all(
    forms.map(async (form, nth): Promise<[string, Listed]> => {
      const lookAlikes = await findLookAlikes(ctx, form.name, form.id);
      const heartbeat = heartbeatStateOf(form.heartbeat, outages, asOf).state;
      return [form.id, { form, operatorName: names[nth], lookAlikes, heartbeat }];
    }),
  );
  return new Map(listed);
}
