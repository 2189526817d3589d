/** `touchstone heartbeat`: signs and publishes a sign of life, once or every so many hours. */
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type Did, type Origin, parseProviderId } from "#lib/kernel/ids.ts";
import { asInstant, formatInstant, HOUR_MS, MINUTE_MS } from "#lib/kernel/instant.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import { openKey } from "../key-ring.ts";
import { printable } from "../print-finding.ts";
import { RemoteIndex } from "../remote-index.ts";
import { sendStatement } from "../send-statement.ts";

const providerSchema = z.object({ data: z.object({ form: z.object({ operator: z.string() }) }) });

type Beat = {
  remote: RemoteIndex;
  provider: string;
  operator: Did;
  /** Whether a member beats, in its own name on the operator's behalf. */
  isMember: boolean;
  log: Origin;
  key: Identity;
  cadenceHours: number;
  software: string;
};

export const heartbeat: Command = {
  summary: "publish a signed sign of life, once or on a cadence",
  usage:
    "touchstone heartbeat --provider <prv_…> --key <label> --software <version> [--cadence 6h] [--every 6h] [--in-name-of <did:key…>] [--url <index>]",
  async run(args, io) {
    const text = { type: "string" } as const;
    const options = {
      provider: text,
      key: text,
      software: text,
      cadence: text,
      every: text,
      url: text,
      "in-name-of": text,
    };
    const { values } = parseArgs({ args, options });
    const provider = parseProviderId(values.provider ?? "");
    if (provider === undefined) throw new UsageError("--provider is a provider id (prv_…).");
    if (values.key === undefined)
      throw new UsageError("--key names the provider's disclosure key, or the operator's control key.");
    if (values.software === undefined) throw new UsageError("--software is the version that runs now.");
    const everyHours = values.every === undefined ? undefined : hoursOf(values.every, "--every");
    const cadenceHours = values.cadence === undefined ? (everyHours ?? 6) : hoursOf(values.cadence, "--cadence");
    const remote = new RemoteIndex(values.url ?? io.env.TOUCHSTONE_URL ?? "http://127.0.0.1:3000", io);
    const key = await openKey(io.env, values.key);
    const { origin } = await remote.describe();
    const shown = await remote.get(`api/v1/providers/${provider}`, providerSchema);
    const inNameOf = values["in-name-of"];
    if (inNameOf !== undefined && inNameOf !== shown.data.form.operator)
      throw new UsageError(`The provider's operator is ${shown.data.form.operator}, not ${inNameOf}.`);
    const beat: Beat = {
      remote,
      provider,
      operator: shown.data.form.operator as Did,
      isMember: inNameOf !== undefined,
      log: origin as Origin,
      key,
      cadenceHours,
      software: values.software,
    };
    return everyHours === undefined ? publish(beat, io) : beatForEver(beat, everyHours, io);
  },
};

/** A beat that fails is tried again every five minutes: silence is what readers would see. Ends with Ctrl-C. */
async function beatForEver(beat: Beat, everyHours: number, io: Io): Promise<number> {
  while (!io.signal.aborted) {
    const code = await publish(beat, io).catch((error: unknown) => {
      if (!(error instanceof IncompleteError)) throw error;
      io.err(printable(error.message));
      return EXIT.incomplete;
    });
    await wait(code === EXIT.ok ? everyHours * HOUR_MS : 5 * MINUTE_MS, undefined, { signal: io.signal }).catch(
      () => undefined,
    );
  }
  return EXIT.ok;
}

async function publish(
  { remote, provider, operator, isMember, log, key, cadenceHours, software }: Beat,
  io: Io,
): Promise<number> {
  const now = asInstant(Date.now());
  const body = { version: 1, effectiveAt: formatInstant(now), cadenceHours, softwareVersion: software };
  const draft = {
    kind: "disclosure.heartbeat",
    log,
    issuer: isMember ? key.did : operator,
    onBehalfOf: isMember ? operator : undefined,
    key: key.thumbprint,
    subject: provider,
    body,
  } as const;
  const statement = signStatement(
    composeStatement(draft, now, (count) => randomBytes(count)),
    key.seed,
  );
  const sent = await sendStatement(remote, statement, io);
  if ("kept" in sent) {
    const { path } = sent.kept;
    const words = `Promised, not yet logged. The promise is kept in ${path}; "touchstone promises check" exchanges it for the receipt.`;
    io.out(io.json ? JSON.stringify({ promise: path }) : words);
    return EXIT.ok;
  }
  if (sent.voidCode !== undefined)
    throw new IncompleteError(
      `Entry ${sent.index} is void (${sent.voidCode}): this key may not speak for the provider now.`,
    );
  io.out(io.json ? JSON.stringify({ index: sent.index }) : `Beat recorded as entry ${sent.index}.`);
  return EXIT.ok;
}

function hoursOf(text: string, name: string): number {
  const hours = /^([1-9]|1[0-9]|2[0-4])h$/.exec(text)?.[1];
  if (hours === undefined) throw new UsageError(`${name} is whole hours from 1h to 24h, such as 6h.`);
  return Number(hours);
}
