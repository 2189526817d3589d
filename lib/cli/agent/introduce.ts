/** Getting to know a provider before the first call: who it says that it is, and whose key an index says that it is, if anybody's. */
import { z } from "zod";
import type { Clock } from "#lib/kernel/clock.ts";
import { isDidKey, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { parseJson } from "#lib/kernel/json.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import { IncompleteError, type Io } from "../command.ts";
import { pricesAt } from "../evidence/gather-facts.ts";
import { simulatedClock } from "../index-clock.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { AnswerKey } from "./answer-key.ts";
import { callProvider } from "./call.ts";
import type { Callee, Rules } from "./judge.ts";
import { namedSuccessorOf, successorOf } from "./successor.ts";
import { Wallet } from "./wallet.ts";

const aboutSchema = z.object({
  definition: z.string(),
  responder: z.string().max(64, { abort: true }).refine(isDidKey),
  name: z.string(),
});
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

type Means = {
  readonly remote: RemoteIndex | undefined;
  readonly io: Pick<Io, "signal">;
  readonly monotonicMs: () => number;
  /** The clock of an index, undefined for this machine's; preset: one is started for each provider. */
  readonly clockOf: (remote: RemoteIndex) => Promise<Clock | undefined>;
  /** Of the definition: who is met by one may promise the next one later. */
  readonly versions?: Rules["versions"];
};

/**
 * Ready to be called. Errors: `IncompleteError`, also for a provider that promises another definition, which is somebody
 * else's promise, and for one whose key signs for nobody now, or whose price lists nobody can read, by the index.
 */
export async function introduce(
  url: URL,
  definition: string,
  {
    monotonicMs = () => performance.now(),
    clockOf = (remote) => simulatedClock(remote, given.io),
    ...given
  }: Pick<Means, "remote" | "io"> & Partial<Means>,
): Promise<Callee> {
  const means = { ...given, monotonicMs, clockOf };
  const { remote, io } = means;
  const { key, ...met } = await meet(url, definition, means);
  // Whose key ends names the next one in time.
  const named = async () => {
    const now = await aboutProvider(url, io);
    const at = (met.clock ?? machineClock)();
    const isPromised =
      now.definition === definition || (await promises(now, { versions: given.versions, at, by: url.href }));
    return isPromised ? now.responder : undefined;
  };
  if (remote === undefined) return { ...met, successor: namedSuccessorOf(met, { monotonicMs, named }) };
  if (key === undefined || met.provider === undefined) return { ...met, ...(key && { key }) };
  return { ...met, key, successor: successorOf({ ...met, key }, { remote, monotonicMs, named }) };
}

/** Whether it promises the definition, by the version that a run began by or by one that is in force at that time. */
export async function promises(
  { definition: hash }: Pick<About, "definition">,
  { versions, at, by }: Pick<Means, "versions"> & { readonly at: Instant; readonly by: string },
): Promise<boolean> {
  return hash === versions?.own || (await versions?.named({ hash, at, by })) !== undefined;
}

/**
 * As {@link introduce}, of each: those that can be met, and why the others cannot. Errors: `IncompleteError` of the last, when none can.
 */
export async function introduceAll(
  urls: readonly URL[],
  definition: string,
  means: Parameters<typeof introduce>[2],
): Promise<{ readonly callees: readonly Callee[]; readonly unmet: readonly string[] }> {
  const callees: Callee[] = [];
  const unmet: string[] = [];
  for (const [at, url] of urls.entries()) {
    const met = await introduce(url, definition, means).catch((error: unknown) => {
      const isLast = at === urls.length - 1 && callees.length === 0;
      if (!(error instanceof IncompleteError) || means.io.signal.aborted || isLast) throw error;
      unmet.push(error.message);
    });
    if (met !== undefined) callees.push(met);
  }
  return { callees, unmet };
}

type Met = Callee & { readonly key?: AnswerKey };

async function meet(url: URL, definition: string, { remote, io, monotonicMs, clockOf }: Means): Promise<Met> {
  const { responder, definition: promised } = await aboutProvider(url, io);
  if (promised !== definition)
    throw new IncompleteError(`${url.href} promises another definition than the one that was asked for.`);
  const callee = { url, responder, wallet: new Wallet(url, io.signal) };
  if (remote === undefined) return callee;
  const clock = await clockOf(remote);
  const thumbprint = thumbprintOfDid(responder);
  const key = thumbprint === undefined ? undefined : await AnswerKey.of(remote, thumbprint, monotonicMs);
  const known = { ...callee, ...(clock && { clock }), ...(key && { key }) };
  await mustSignNow(known);
  const provider = key?.owner;
  if (provider === undefined) return known;
  const prices = await pricesAt(remote, provider);
  if (!prices.isWhole && prices.versions.length === 0)
    throw new IncompleteError(
      `${url.href} has more price lists of one week than are read: no charge can be held against one.`,
    );
  return { ...known, provider, prices };
}

/** Errors: `IncompleteError` when neither its key signs for anybody now, nor one that the same provider names in its place. */
export async function mustSignNow({
  url,
  key,
  clock = machineClock,
  successor,
}: Pick<Callee, "url" | "key" | "clock" | "successor">): Promise<void> {
  try {
    await key?.mustSign(clock(), url);
  } catch (error) {
    const next = error instanceof IncompleteError ? await successor?.() : undefined;
    if (next === undefined) throw error;
    await mustSignNow(next);
  }
}
