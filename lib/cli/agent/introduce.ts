/** Getting to know a provider before the first call: who it says that it is, and whose key an index says that it is. */
import { z } from "zod";
import { oneOf, problemSchema } from "#lib/contract/common.ts";
import { signingKeySchema } from "#lib/contract/entries.ts";
import { isDidKey, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, parseProviderId } from "#lib/kernel/ids.ts";
import { parseJson } from "#lib/kernel/json.ts";
import { IncompleteError, type Io } from "../command.ts";
import { pricesAt } from "../evidence/gather-facts.ts";
import { simulatedClock } from "../index-clock.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { callProvider } from "./call.ts";
import type { Callee } from "./judge.ts";
import { Wallet } from "./wallet.ts";

const aboutSchema = z.object({ definition: z.string(), responder: z.string().refine(isDidKey), name: z.string() });
export type About = z.infer<typeof aboutSchema>;

/** What the provider says of itself under its address. Errors: `IncompleteError` when it says nothing, or too much. */
export async function aboutProvider(url: URL, { signal }: Pick<Io, "signal">): Promise<About> {
  const question = { method: "GET", target: url.pathname + url.search };
  const { response } = await callProvider(url, question, { fields: [], signal });
  const said = parseJson(response.body);
  const about = aboutSchema.safeParse(said.ok ? said.value : undefined);
  if (about.success) return about.data;
  throw new IncompleteError(`${url.href} does not say who it is (it answered ${response.status}).`);
}

/**
 * Ready to be called. Errors: `IncompleteError`, also for a provider that promises another definition, which is somebody
 * else's promise.
 */
export async function introduce(
  url: URL,
  definition: string,
  { remote, io }: { readonly remote: RemoteIndex | undefined; readonly io: Pick<Io, "signal"> },
): Promise<Callee> {
  const { responder, definition: promised } = await aboutProvider(url, io);
  if (promised !== definition)
    throw new IncompleteError(`${url.href} promises another definition than the one that was asked for.`);
  const provider = remote === undefined ? undefined : await ownerOf(remote, responder);
  const clock = remote === undefined ? undefined : await simulatedClock(remote, io);
  const callee = { url, responder, wallet: new Wallet(url, io.signal), ...(clock && { clock }) };
  if (remote === undefined || provider === undefined) return callee;
  return { ...callee, provider, prices: await pricesAt(remote, provider) };
}

/** The provider that the key belongs to; undefined when the index knows it as nobody's, or as a person's. */
async function ownerOf(remote: RemoteIndex, responder: Did): Promise<ProviderId | undefined> {
  const found = z.union([oneOf(signingKeySchema), problemSchema]);
  const answer = await remote.ask(`api/v1/keys/${thumbprintOfDid(responder)}`, found);
  return "data" in answer ? parseProviderId(String(answer.data.form.owner)) : undefined;
}
