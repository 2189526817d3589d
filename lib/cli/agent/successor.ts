/** A provider by another key than the one that it was met by: who rotates keeps his word, whichever of his servers answers. */
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, Thumbprint } from "#lib/kernel/ids.ts";
import { machineClock } from "#lib/platform/node-clock.ts";
import type { RemoteIndex } from "../remote-index.ts";
import { AnswerKey } from "./answer-key.ts";
import type { Callee } from "./judge.ts";
import { newestOf } from "./newest.ts";

type Met = Callee & { readonly key: AnswerKey };

type Means = {
  readonly remote: Pick<RemoteIndex, "ask">;
  readonly monotonicMs: () => number;
  /** The key that the provider names now; undefined: none that counts. */
  readonly named: () => Promise<Did | undefined>;
};

/** So many keys are asked for at most: an honest provider has two at a time. */
const MOST_KEYS = 20;

/**
 * By which key it answers is said by the answer, and whose that key is by the index: which server names which key says neither. The
 * index is asked for each key, and the provider for the one that it names, at most every ten seconds; who is away says nothing new.
 */
export function successorOf(met: Met, { remote, monotonicMs, named }: Means): NonNullable<Callee["successor"]> {
  const keys = new Map<Thumbprint, () => Promise<AnswerKey | undefined>>();
  const namedNow = newestOf<Did | undefined>(undefined, named, { monotonicMs });

  const askFor = (thumbprint: Thumbprint): (() => Promise<AnswerKey | undefined>) => {
    let known: AnswerKey | undefined;
    const ask = async () => {
      known ??= await AnswerKey.of(remote, thumbprint, monotonicMs);
      return known;
    };
    return newestOf<AnswerKey | undefined>(undefined, ask, { monotonicMs });
  };

  const by = async (thumbprint: Thumbprint): Promise<Callee | undefined> => {
    const asked = keys.get(thumbprint) ?? (keys.size < MOST_KEYS ? askFor(thumbprint) : undefined);
    if (asked === undefined) return undefined;
    keys.set(thumbprint, asked);
    const key = await asked();
    // Its key for something else signs no answers, unless it was met by such a one.
    const isItsOwn = key?.owner === met.provider && (key?.purpose === "response" || key?.purpose === met.key.purpose);
    if (key === undefined || !isItsOwn) return undefined;
    const fault = await key.faultAt((met.clock ?? machineClock)());
    return fault === undefined ? { ...met, responder: key.publicKey, key } : undefined;
  };

  return async (signedBy) => {
    if (signedBy !== undefined) return await by(signedBy);
    for (const thumbprint of [...keys.keys()]) {
      const found = await by(thumbprint);
      if (found !== undefined) return found;
    }
    const now = await namedNow();
    const thumbprint = now === undefined ? undefined : thumbprintOfDid(now);
    return thumbprint === undefined ? undefined : await by(thumbprint);
  };
}

/**
 * Without an index: who was met is whoever answers at the address, by any key that it named. It is asked at most every ten seconds,
 * and only when an answer is signed by a key that it did not name.
 */
export function namedSuccessorOf(
  met: Callee,
  { monotonicMs, named }: Omit<Means, "remote">,
): NonNullable<Callee["successor"]> {
  const keys = new Map<Thumbprint, Did>();
  const namedNow = newestOf<Did | undefined>(undefined, named, { monotonicMs });
  return async (signedBy) => {
    if (signedBy !== undefined && !keys.has(signedBy)) {
      const now = await namedNow();
      const thumbprint = now === undefined ? undefined : thumbprintOfDid(now);
      if (now !== undefined && thumbprint !== undefined && keys.size < MOST_KEYS) keys.set(thumbprint, now);
    }
    const responder = signedBy === undefined ? undefined : keys.get(signedBy);
    return responder === undefined ? undefined : { ...met, responder };
  };
}
