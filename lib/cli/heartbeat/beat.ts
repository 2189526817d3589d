/** One beat: what it says, and where it is sent. */
import { randomBytes } from "node:crypto";
import type { Did, Origin, ProviderId } from "#lib/kernel/ids.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { composeStatement, type Identity, signStatement } from "#lib/statement/compose.ts";

/** Whose sign of life it is, and for which log. */
export type Beating = {
  readonly log: Origin;
  readonly provider: ProviderId;
  readonly operator: Did;
  readonly key: Identity;
  /** The member who signs for the operator; undefined: the operator's or the provider's own key. */
  readonly member: Did | undefined;
};

export type BeatWords = {
  readonly cadenceHours: number;
  readonly softwareVersion: string;
  readonly armed?: boolean;
  /** From when on silence no longer counts; with `armed: false` only. */
  readonly disarmedFrom?: Instant;
  /** Of a beat that another log is asked to take: the log and provider that it is meant for. */
  readonly meantFor?: { readonly log: Origin; readonly provider: ProviderId };
  /** The receipt of a beat that another log took. */
  readonly elsewhere?: JsonObject;
};

/** The signed statement. */
export function signBeat(
  { log, provider, operator, key, member }: Beating,
  words: BeatWords,
  now: Instant,
): Uint8Array {
  const { cadenceHours, softwareVersion, armed, disarmedFrom, meantFor, elsewhere } = words;
  const body: JsonObject = {
    version: 1,
    effectiveAt: formatInstant(disarmedFrom ?? now),
    cadenceHours,
    softwareVersion,
    ...(armed === undefined ? {} : { armed }),
    ...(meantFor === undefined ? {} : { for: meantFor }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  };
  const draft = {
    kind: "disclosure.heartbeat",
    log,
    issuer: member ?? operator,
    key: key.thumbprint,
    subject: provider,
    body,
    onBehalfOf: member === undefined ? undefined : operator,
  } as const;
  return signStatement(
    composeStatement(draft, now, (count) => randomBytes(count)),
    key.seed,
  );
}
