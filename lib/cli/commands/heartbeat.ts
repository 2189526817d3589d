/** `touchstone heartbeat`: signs and publishes a sign of life, once or every so many hours, here or at a peer. */
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { DISARM_NOTICE_MS, SILENCE_COSTS } from "#lib/disclosure/heartbeat.ts";
import { type Did, type Origin, type ProviderId, parseDid, parseProviderId } from "#lib/kernel/ids.ts";
import {
  addMs,
  asInstant,
  formatInstant,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  parseInstant,
} from "#lib/kernel/instant.ts";
import { type Command, EXIT, IncompleteError, type Io, UsageError } from "../command.ts";
import type { BeatWords } from "../heartbeat/beat.ts";
import { beatAtPeer, type PeerPlace } from "../heartbeat/beat-at-peer.ts";
import { type BeatHere, beatHere, readStanding, type Standing } from "../heartbeat/beat-here.ts";
import { recallProvider } from "../heartbeat/receipts-elsewhere.ts";
import { openKey } from "../key-ring.ts";
import { printable } from "../print-finding.ts";
import { RemoteIndex, remoteOf } from "../remote-index.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  ...{ provider: text, key: text, software: text, cadence: text, every: text, url: text, "in-name-of": text },
  ...{ arm: flag, disarm: text, yes: flag, peer: text, "peer-provider": text },
} as const;

type Beat = {
  readonly here: BeatHere;
  readonly words: BeatWords;
  readonly peer: PeerPlace | undefined;
};

export const heartbeat: Command = {
  summary: "publish a signed sign of life, once or on a cadence; arm and disarm it",
  usage:
    "touchstone heartbeat --provider <prv_…> --key <label> --software <version> [--cadence 6h] [--every 6h] [--arm --yes | --disarm <date>] [--peer <url> --peer-provider <prv_…>] [--in-name-of <did>] [--url <index>]",
  async run(args, io) {
    const { values } = parseArgs({ args, options: OPTIONS });
    const provider = providerOf(values.provider, "--provider");
    if (values.key === undefined)
      throw new UsageError("--key names the provider's disclosure key, or the operator's control key.");
    if (values.software === undefined) throw new UsageError("--software is the version that runs now.");
    const everyHours = values.every === undefined ? undefined : hoursOf(values.every, "--every");
    const cadenceHours = values.cadence === undefined ? (everyHours ?? 6) : hoursOf(values.cadence, "--cadence");
    const remote = remoteOf(values, io);
    const peer = peerOf(values, io);
    const disarmedFrom = values.disarm === undefined ? undefined : dayOf(values.disarm);
    if (disarmedFrom !== undefined && (values.arm === true || everyHours !== undefined))
      throw new UsageError("--disarm is said once: without --arm and without --every.");
    const key = await openKey(io.env, values.key);
    const standing = await readStanding(remote, provider, io).catch((error: unknown) => {
      const known =
        error instanceof IncompleteError && peer !== undefined ? recallProvider(io.env, provider) : undefined;
      if (known === undefined) throw error;
      return { ...known, heartbeat: undefined } satisfies Standing;
    });
    if (values.arm === true) sayWhatSilenceCosts(standing, values.yes === true, io);
    const member = memberOf(values["in-name-of"], standing);
    if (member && peer !== undefined)
      throw new UsageError("--peer and --in-name-of: only the operator's own beat counts elsewhere.");
    const beating = {
      ...{ log: standing.origin as Origin, provider, operator: standing.operator as Did, key },
      member: member ? key.did : undefined,
    };
    const armed = values.arm === true ? true : disarmedFrom === undefined ? undefined : false;
    const words = {
      ...{ cadenceHours, softwareVersion: values.software },
      ...(armed === undefined ? {} : { armed }),
      ...(disarmedFrom === undefined ? {} : { disarmedFrom }),
    };
    const beat: Beat = { here: { remote, beating }, words, peer };
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

/** Here; where this index is away or refuses, at the peer. */
async function publish({ here, words, peer }: Beat, io: Io): Promise<number> {
  try {
    return await beatHere(here, words, io);
  } catch (error) {
    if (!(error instanceof IncompleteError) || peer === undefined || io.signal.aborted) throw error;
    io.err(printable(error.message));
    return await beatAtPeer(peer, here.beating, words, io);
  }
}

/** Nobody arms without having read what silence will cost. */
function sayWhatSilenceCosts({ heartbeat: before }: Standing, isConfirmed: boolean, io: Io): void {
  if (before?.armedSince != null && before.disarmedFrom === null) return;
  if (!isConfirmed) throw new UsageError(`${SILENCE_COSTS} Say --yes to arm it.`);
  io.err(SILENCE_COSTS);
}

/** Whether the key speaks for the operator as a member. */
function memberOf(inNameOf: string | undefined, { operator }: Standing): boolean {
  if (inNameOf === undefined) return false;
  if (parseDid(inNameOf) === operator) return true;
  throw new UsageError(`--in-name-of is the operator of this provider, ${operator}.`);
}

function peerOf(values: { peer?: string; "peer-provider"?: string }, io: Io): PeerPlace | undefined {
  const { peer, "peer-provider": provider } = values;
  if (peer === undefined && provider === undefined) return undefined;
  if (peer === undefined || provider === undefined)
    throw new UsageError("--peer and --peer-provider go together: where the beat goes, and as which provider there.");
  return { remote: new RemoteIndex(peer, io), provider: providerOf(provider, "--peer-provider") };
}

function providerOf(given: string | undefined, option: string): ProviderId {
  const provider = parseProviderId(given ?? "");
  if (provider === undefined) throw new UsageError(`${option} is a provider id (prv_…).`);
  return provider;
}

function hoursOf(given: string, name: string): number {
  const hours = /^([1-9]|1[0-9]|2[0-4])h$/.exec(given)?.[1];
  if (hours === undefined) throw new UsageError(`${name} is whole hours from 1h to 24h, such as 6h.`);
  return Number(hours);
}

/** A day (midnight UTC) or a moment, far enough ahead. */
function dayOf(given: string): Instant {
  const moment = parseInstant(/^\d{4}-\d\d-\d\d$/.test(given) ? `${given}T00:00:00.000Z` : given);
  if (moment === undefined)
    throw new UsageError("--disarm is a day such as 2026-12-24 (midnight UTC), or 2026-12-24T08:00:00.000Z.");
  // A minute for the way to the log.
  const earliest = addMs(asInstant(Date.now()), DISARM_NOTICE_MS + MINUTE_MS);
  if (moment < earliest)
    throw new UsageError(`--disarm is said at least 7 days ahead: not before ${formatInstant(earliest)}.`);
  return moment;
}
