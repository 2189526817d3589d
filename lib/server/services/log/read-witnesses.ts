import { asInstant, type Instant } from "#lib/kernel/instant.ts";
import { cosignatureVerifier } from "#lib/log/cosignature.ts";
import { openNote, parseNote } from "#lib/log/note.ts";
import { independentCount, isOwnWitness, type WatchedLog } from "#lib/log/quorum.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import { isQuorumMet, type WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import { readLatestCheckpoint } from "../../log-store/read-checkpoint.ts";
import { readLatestCosignatures } from "../../log-store/read-cosignatures.ts";
import type { Ctx } from "../context.ts";

/** One witness of the policy. */
export type WitnessView = {
  /** Its name in the policy; `keyName` is that of its key. */
  readonly name: string;
  readonly keyName: string;
  readonly vkey: string;
  /** Undefined: nobody asks it; its lines come from elsewhere, or not at all. */
  readonly url: string | undefined;
  /** Run by this index: a demonstration, or the witness that it is for others. Counts as none. */
  readonly isDemonstration: boolean;
  /** The head that it cosigned last, and when by its own clock. */
  readonly last: { readonly size: number; readonly timeMs: Instant } | undefined;
  /** A sentence about what is wrong now. */
  readonly trouble: string | undefined;
  /** Set when the witness says that it holds another history of this log than ours. */
  readonly alarm: { readonly detail: string; readonly atMs: Instant } | undefined;
};

/** Who stands behind the newest checkpoint. Counts are of the policy's witnesses; its own are not independent. */
export type WitnessedHead = {
  readonly size: number;
  readonly signedAtMs: Instant;
  /** Names of the policy. */
  readonly cosigned: readonly string[];
  readonly isQuorumMet: boolean;
  readonly independent: number;
  readonly independentTotal: number;
};

export type WitnessesView = {
  readonly policy: WitnessPolicy;
  /** Whether the policy asks for any cosignature at all. */
  readonly hasQuorum: boolean;
  readonly witnesses: readonly WitnessView[];
  readonly latest: WitnessedHead | undefined;
};

type StateRow = {
  vkey: string;
  cosigned_size: string | null;
  cosigned_time_s: string | null;
  detail: string;
  alarm_at_ms: string | null;
  alarm_detail: string;
};

/** The witnesses of this log and where they stand. Lines are verified here again, whatever the database says. */
export async function readWitnesses(ctx: Ctx): Promise<WitnessesView> {
  const { policy } = ctx.witnessPolicy;
  const states = await ctx.pool.query<StateRow>(
    "SELECT vkey, cosigned_size, cosigned_time_s, detail, alarm_at_ms, alarm_detail FROM witness_state",
  );
  const byVkey = new Map(states.rows.map((row) => [row.vkey, row]));
  const witnesses = policy.witnesses.map(({ name, vkey, url }) => {
    const keyName = parseVkey(vkey)?.name ?? name;
    const isDemonstration = isOwnWitness(vkey, watchedLog(ctx));
    return { name, keyName, vkey, url, isDemonstration, ...standingOf(byVkey.get(vkey)) };
  });
  return { policy, hasQuorum: policy.quorum !== "none", witnesses, latest: await readWitnessedHead(ctx) };
}

/** This log, as its witnesses have to be independent of it. */
export function watchedLog({ publicKeys: { origin, vkeys } }: Ctx): WatchedLog {
  return { origin, witnessKey: parseVkey(vkeys.witness)?.publicKey };
}

function standingOf(row: StateRow | undefined): Pick<WitnessView, "last" | "trouble" | "alarm"> {
  if (row === undefined) return { last: undefined, trouble: undefined, alarm: undefined };
  const { cosigned_size: size, cosigned_time_s: time, alarm_at_ms: alarmAt } = row;
  return {
    last: size === null || time === null ? undefined : { size: Number(size), timeMs: asInstant(Number(time) * 1000) },
    trouble: row.detail === "" ? undefined : row.detail,
    alarm: alarmAt === null ? undefined : { detail: row.alarm_detail, atMs: asInstant(Number(alarmAt)) },
  };
}

/** The newest checkpoint with those of the policy's witnesses whose lines verify; undefined before the first. */
async function readWitnessedHead(ctx: Ctx): Promise<WitnessedHead | undefined> {
  const { policy } = ctx.witnessPolicy;
  const checkpoint = await readLatestCheckpoint(ctx.pool);
  if (checkpoint === undefined) return undefined;
  const lines = await readLatestCosignatures(ctx.pool, checkpoint.size);
  const text = parseNote(checkpoint.note)?.text ?? "";
  // One by one: a line that does not verify would condemn the whole note, and says nothing against the others.
  const cosigned = policy.witnesses.flatMap(({ name, vkey }) => {
    const verifier = cosignatureVerifier(vkey, rawVerify);
    const line = lines.find((each) => each.vkey === vkey)?.line;
    if (verifier === undefined || line === undefined) return [];
    return openNote(`${text}\n${line}`, [verifier]).ok ? [name] : [];
  });
  const names = new Set(cosigned);
  return {
    size: checkpoint.size,
    signedAtMs: checkpoint.signedAt,
    cosigned,
    isQuorumMet: isQuorumMet(policy, names),
    independent: independentCount(policy, names, watchedLog(ctx)),
    independentTotal: independentCount(policy, new Set(policy.witnesses.map(({ name }) => name)), watchedLog(ctx)),
  };
}
