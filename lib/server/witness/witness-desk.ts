/**
 * A witness's desk (C2SP tlog-witness v1): takes the bodies of `add-checkpoint`, decides, stores, cosigns. No network and
 * no disk of its own: whoever serves it brings a store and a signer.
 */
import { hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import type { Clock } from "#lib/kernel/clock.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type NoteSignature, parseNote } from "#lib/log/note.ts";
import {
  type AddCheckpointRequest,
  type AddCheckpointVerdict,
  answerAddCheckpoint,
  type CosignedHead,
  judgeAddCheckpoint,
  parseAddCheckpoint,
  type WitnessAnswer,
  withCosignatures,
} from "#lib/log/witness-protocol.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";

/** The head that was cosigned last, with the note that says so: the log's lines and this witness's own. */
export type WitnessedHead = CosignedHead & { readonly note: string };

/** One head for each log. */
export type WitnessStore = {
  readonly read: (origin: string) => Promise<WitnessedHead | undefined>;
  /**
   * Makes `next` the head if the stored size and root are still those of `expected` (undefined: none was stored). False
   * when they are not. When it resolves to true, `next` is durable.
   */
  readonly swap: (origin: string, expected: CosignedHead | undefined, next: WitnessedHead) => Promise<boolean>;
};

/** A witness's key: `cosign` gives its line over a checkpoint's text at that second. */
export type WitnessSigner = {
  readonly vkey: string;
  readonly cosign: (checkpointText: string, timeSeconds: number) => NoteSignature;
};

/** What was refused, with the request: a log that signed what it cannot extend may have signed its own conviction. */
export type WitnessEvent = {
  readonly origin: string;
  readonly verdict: AddCheckpointVerdict;
  readonly request: AddCheckpointRequest;
};

export type WitnessDesk = {
  readonly vkey: string;
  /** Answers the body of an `add-checkpoint`. Rejects only when the store does: then nothing was cosigned. */
  readonly addCheckpoint: (body: Uint8Array) => Promise<WitnessAnswer>;
  /** The latest note of the log whose origin has this SHA-256 (hex), with this witness's line; undefined for others. */
  readonly findCheckpoint: (originHash: string) => Promise<string | undefined>;
};

export type WitnessDeskOptions = {
  /** vkeys of the logs that it witnesses; each log's origin is its key name. */
  readonly logVkeyOf: (origin: string) => string | undefined;
  /** Origins that it may be asked about. */
  readonly origins: () => readonly string[];
  readonly signer: WitnessSigner;
  readonly store: WitnessStore;
  readonly clock: Clock;
  readonly onVerdict?: (event: WitnessEvent) => void;
};

/** A request that raced with others for the same head is judged anew this often; then it is told to come again. */
const MAX_RACES = 8;

export function makeWitnessDesk(options: WitnessDeskOptions): WitnessDesk {
  const { logVkeyOf, origins, signer, store, clock, onVerdict } = options;

  async function decide(request: AddCheckpointRequest): Promise<WitnessAnswer> {
    const { origin } = request.checkpoint;
    const knownLog = logVkeyOf(origin);
    for (let race = 0; race < MAX_RACES; race += 1) {
      const stored = knownLog === undefined ? undefined : await store.read(origin);
      const verdict = judgeAddCheckpoint({ request, knownLog, stored, raw: rawVerify });
      if (verdict.status !== 200) {
        onVerdict?.({ origin, verdict, request });
        return answerAddCheckpoint(verdict);
      }
      const cosignature = signer.cosign(textOf(request.checkpointNote), Math.floor(clock() / 1000));
      const note = withCosignatures(request.checkpointNote, [cosignature]);
      // Stored first: a cosignature that left the house binds, also when this process dies now.
      if (!(await store.swap(origin, stored, { ...verdict.newHead, note }))) continue;
      onVerdict?.({ origin, verdict, request });
      return answerAddCheckpoint(verdict, [cosignature]);
    }
    return { status: 503, mediaType: "text/plain; charset=utf-8", body: "busy\n" };
  }

  return {
    vkey: signer.vkey,
    addCheckpoint: async (body) => {
      const parsed = parseAddCheckpoint(body);
      if (parsed.ok) return await decide(parsed.value);
      return { status: 400, mediaType: "text/plain; charset=utf-8", body: `${parsed.error.detail}\n` };
    },
    findCheckpoint: async (originHash) => {
      const origin = origins().find((each) => originHashOf(each) === originHash);
      return origin === undefined ? undefined : (await store.read(origin))?.note;
    },
  };
}

/** Hex SHA-256 of an origin: how tlog-witness names a log in paths. */
export function originHashOf(origin: string): string {
  return hexEncode(sha256(utf8Encode(origin)));
}

function textOf(note: string): string {
  const parsed = parseNote(note);
  if (parsed === undefined) throw new RangeError("Not a signed note.");
  return parsed.text;
}
