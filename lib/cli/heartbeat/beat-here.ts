/** The beat at its own index, with the receipts of those that it did not take. */
import { z } from "zod";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { EXIT, IncompleteError, type Io } from "../command.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";
import { type Beating, type BeatWords, signBeat } from "./beat.ts";
import { type KeptReceipt, receiptsToShow, rememberProvider, setAside } from "./receipts-elsewhere.ts";

export type BeatHere = { readonly remote: RemoteIndex; readonly beating: Beating };

const heartbeatSchema = z.object({
  last: z.object({ loggedAt: z.string() }),
  armedSince: z.string().nullable(),
  disarmedFrom: z.string().nullable(),
});
const providerSchema = z.object({
  data: z.object({ form: z.object({ operator: z.string(), heartbeat: heartbeatSchema.nullable() }) }),
});

/** `heartbeat` undefined: the index is away, and this is known from an earlier run. */
export type Standing = {
  readonly origin: string;
  readonly operator: string;
  readonly heartbeat: z.infer<typeof heartbeatSchema> | null | undefined;
};

/** What the index says of the provider; remembered for when it is away. Errors: `IncompleteError`. */
export async function readStanding(remote: RemoteIndex, provider: ProviderId, io: Io): Promise<Standing> {
  const { origin } = await remote.describe();
  const { form } = (await remote.get(`api/v1/providers/${provider}`, providerSchema)).data;
  rememberProvider(io.env, provider, { origin, operator: form.operator });
  return { origin, operator: form.operator, heartbeat: form.heartbeat };
}

/** One beat, or one for each receipt that is to be shown. Errors: `IncompleteError` when this index has not taken it. */
export async function beatHere({ remote, beating }: BeatHere, words: BeatWords, io: Io): Promise<number> {
  const { provider } = beating;
  const { origin, heartbeat } = await readStanding(remote, provider, io);
  if (origin !== beating.log)
    throw new IncompleteError(`This address shows the log ${origin} now, not ${beating.log}.`);
  const lastHere = parseInstant(heartbeat?.last.loggedAt ?? "") ?? asInstant(0);
  const receipts = receiptsToShow(io.env, provider, lastHere, asInstant(Date.now()));
  for (const receipt of receipts) await publishOne({ remote, beating }, words, receipt, io);
  if (receipts.length === 0) await publishOne({ remote, beating }, words, undefined, io);
  return EXIT.ok;
}

async function publishOne(
  { remote, beating }: BeatHere,
  words: BeatWords,
  kept: KeptReceipt | undefined,
  io: Io,
): Promise<void> {
  const said = kept === undefined ? words : { ...words, elsewhere: kept.receipt };
  const sent = await sendStatement(remote, signBeat(beating, said, now()), io);
  if ("kept" in sent) {
    const { path } = sent.kept;
    const promised = `Promised, not yet logged. The promise is kept in ${path}; "touchstone promises check" exchanges it for the receipt.`;
    io.out(io.json ? JSON.stringify({ promise: path }) : promised);
    return;
  }
  if (sent.voidCode === undefined) {
    if (kept !== undefined) setAside(kept, "shown");
    const shown = kept === undefined ? "" : " It shows the receipt of a beat that another log took.";
    io.out(io.json ? JSON.stringify({ index: sent.index }) : `Beat recorded as entry ${sent.index}.${shown}`);
    return;
  }
  if (kept === undefined || !["bad-proof", "guard"].includes(sent.voidCode))
    throw new IncompleteError(
      `Entry ${sent.index} is void (${sent.voidCode}): ${sent.voidCode === "guard" ? "such a beat is not allowed now." : "this key may not speak for the provider now."}`,
    );
  // A receipt that does not count must not cost the beat that carried it.
  setAside(kept, "refused");
  io.err(`Entry ${sent.index} is void (${sent.voidCode}): this log does not count that receipt; beating without it.`);
  await publishOne({ remote, beating }, words, undefined, io);
}

const now = (): Instant => asInstant(Date.now());
