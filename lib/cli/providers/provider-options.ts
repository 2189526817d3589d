/** What the actions of `touchstone providers` have in common: their options, a provider as the index tells it, dry runs. */
import { z } from "zod";
import { type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import type { ProviderForm } from "#lib/state/forms.ts";
import { type Act, type Acting, perform } from "../acting-key.ts";
import { type Io, UsageError } from "../command.ts";

const text = { type: "string" } as const;
export const OPTIONS = {
  kind: text,
  name: text,
  domain: text,
  address: text,
  "key-directory": text,
  observe: text,
  proof: text,
  to: text,
  other: text,
  relation: text,
  "dry-run": { type: "boolean" },
} as const;

export type Options = {
  readonly [name in Exclude<keyof typeof OPTIONS, "dry-run">]?: string | undefined;
} & { readonly "dry-run"?: boolean | undefined };

export type Action = (acting: Acting, argument: string, options: Options, io: Io) => Promise<void>;

const providerSchema = z.object({ data: z.object({ form: z.record(z.string(), z.unknown()) }) });

export async function readProvider({ remote }: Acting, id: string): Promise<ProviderForm> {
  const { form } = (await remote.get(`api/v1/providers/${providerIdIn(id)}`, providerSchema)).data;
  return form as unknown as ProviderForm;
}

export function providerIdIn(text: string): ProviderId {
  const id = parseProviderId(text);
  if (id === undefined) throw new UsageError("Name the provider by its id (prv_…).");
  return id;
}

const lookAlikesSchema = z.object({ data: z.array(z.object({ id: z.string(), name: z.string() })) });

/** Says, and signs unless it is a dry run. A name is looked at by the index's own rule. */
export async function sign(
  acting: Acting,
  act: Act,
  { says, warns = [] }: { says: string; warns?: readonly string[] },
  options: Options,
  io: Io,
): Promise<void> {
  for (const line of warns) io.err(line);
  if (options["dry-run"] !== true) {
    await perform(acting, act, says, io);
    return;
  }
  const { kind, subject, body } = act;
  io.out(JSON.stringify({ kind, subject, ...(act.prev === null ? {} : { prev: act.prev }), body }, null, 2));
}

/** Warnings for a name that can be taken for a proven provider's. */
export async function nameWarnings({ remote }: Acting, name: string, except?: string): Promise<string[]> {
  const query = new URLSearchParams({ name, ...(except === undefined ? {} : { except }) });
  const { data } = await remote.get(`api/v1/look-alikes?${query}`, lookAlikesSchema);
  return data.map((other) => `Attention: "${name}" can be taken for ${other.name} (${other.id}), which is proven.`);
}
