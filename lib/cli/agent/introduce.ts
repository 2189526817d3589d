/** Getting to know a provider before the first call: who it says that it is, and whose key an index says that it is, if anybody's. */
import { z } from "zod";
import { isDidKey } from "#lib/kernel/did-key.ts";
import { parseJson } from "#lib/kernel/json.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { IncompleteError, type Io } from "../command.ts";
import { pricesAt } from "../evidence/gather-facts.ts";
import { simulatedClock } from "../index-clock.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { AnswerKey } from "./answer-key.ts";
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
 * else's promise, and for one whose key signs for nobody now, by the index.
 */
export async function introduce(
  url: URL,
  definition: string,
  { remote, io }: { readonly remote: RemoteIndex | undefined; readonly io: Pick<Io, "signal"> },
): Promise<Callee> {
  const { responder, definition: promised } = await aboutProvider(url, io);
  if (promised !== definition)
    throw new IncompleteError(`${url.href} promises another definition than the one that was asked for.`);
  const callee = { url, responder, wallet: new Wallet(url, io.signal) };
  if (remote === undefined) return callee;
  const clock = await simulatedClock(remote, io);
  const key = await AnswerKey.of(remote, responder);
  const known = { ...callee, ...(clock && { clock }), ...(key && { key }) };
  await mustSignNow(known);
  const provider = key?.owner;
  return provider === undefined ? known : { ...known, provider, prices: await pricesAt(remote, provider) };
}

/** Errors: `IncompleteError` when its key signs for nobody now. */
export async function mustSignNow({
  url,
  key,
  clock = machineClock,
}: Pick<Callee, "url" | "key" | "clock">): Promise<void> {
  await key?.mustSign(clock(), url);
}
