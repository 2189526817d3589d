/**
 * What several indexes recommend for one need: of the market that is asked for, the offer of lowest price plus expected loss within
 * the tolerance, as each index rates it. An index that is away, slow, answers what is no answer, or has no such offer, sleeps.
 */
import { z } from "zod";
import { oneOf } from "#lib/contract/common.ts";
import { marketPointSchema, marketSchema } from "#lib/contract/market.ts";
import { IncompleteError, type Io } from "../command.ts";
import { RemoteIndex } from "../remote-index.ts";

/** One market by its words; what somebody tolerates there, and for how many days they pay ahead, if said. */
export type Need = {
  readonly category: string;
  readonly unit: string;
  readonly currency: string;
  readonly tolerance?: string | undefined;
  readonly days?: string | undefined;
};

/** `provider`: service and instance by their ids, which are the same at every index. */
export type Advice = { readonly index: string } & ({ readonly provider: string } | { readonly asleep: string });

/** So long an index may think. The choice waits for the slowest. */
const PATIENCE_MS = 10_000;

const answerSchema = oneOf(
  marketSchema.pick({ choice: true, shown: true }).extend({
    points: z.array(marketPointSchema.pick({ key: true, service: true, instance: true })),
  }),
);

/** Asks all at once, and answers in their order. Errors: `UsageError` for what is no address; an index's failure is its answer. */
export async function askIndexes(addresses: readonly string[], need: Need, io: Io): Promise<Advice[]> {
  const signal = AbortSignal.any([io.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const remotes = addresses.map((address) => new RemoteIndex(address, { signal }));
  return await Promise.all(remotes.map((remote) => ask(remote, need, io.signal)));
}

async function ask(remote: RemoteIndex, need: Need, stop: AbortSignal): Promise<Advice> {
  const index = remote.address;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(need)) if (value !== undefined) query.set(name, value);
  try {
    const { choice, shown, points } = (await remote.get(`api/v1/market?${query}`, answerSchema)).data;
    if (choice === null || shown === null) return { index, asleep: "It has no offer within the tolerance." };
    for (const word of ["category", "unit", "currency"] as const)
      if (shown[word] !== need[word]) return { index, asleep: `It answers for another ${word} than was asked.` };
    const point = points.find(({ key }) => key === choice);
    if (point === undefined || point.service === null) return { index, asleep: "Its choice is none of its offers." };
    return { index, provider: `${point.service.id}@${point.instance.id}` };
  } catch (error) {
    if (stop.aborted || !(error instanceof IncompleteError)) throw error;
    return { index, asleep: error.message };
  }
}
