/**
 * Watches the logs that the operator named: reads each one's head, demands that it extends every head that is known, and
 * logs what it saw by the index's statement key. When a log shows two histories the proof is kept, which logs it, and the
 * log is not looked at any more.
 */
import { base64Encode } from "#lib/kernel/base.ts";
import type { Clock, Random } from "#lib/kernel/clock.ts";
import { publicKeyOfDid } from "#lib/kernel/did-key.ts";
import { HOUR_MS, type Instant, MINUTE_MS, parseInstant } from "#lib/kernel/instant.ts";
import type { Peer } from "#lib/log/peer-list.ts";
import { formatVkey } from "#lib/log/vkey.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import { rawVerify } from "#lib/platform/node-ed25519.ts";
import type { BoundedGet } from "#lib/server/fetch/bounded-fetch.ts";
import { readHead } from "#lib/server/log-store/read-head.ts";
import type { Sql } from "#lib/server/log-store/sql.ts";
import { compareJudgement } from "#lib/server/peers/compare-judgement.ts";
import {
  isConvicted,
  readConflicts,
  readKnownHeads,
  readKnownKey,
  recordContact,
  recordHead,
  syncPeers,
} from "#lib/server/peers/peer-store.ts";
import { keepFraudProof } from "#lib/server/services/fraud/keep-fraud-proof.ts";
import { type PeerForm, peerKey } from "#lib/state/forms.ts";
import { consistencyFrom, convictOfConflict } from "#lib/state/peer/compare-heads.ts";
import { type Look, lookAtPeer } from "#lib/state/peer/look-at-peer.ts";
import { PeerLog, type SignedHead } from "#lib/state/peer/peer-log.ts";
import { isOnItsWay, readNewestForm, type Speaker, type StatementSigner, submitOwn } from "./own-statement.ts";
import { takePeerProofs } from "./take-peer-proofs.ts";

/** A peer that grows is recorded this often at most. */
export const OBSERVE_EVERY_MS = HOUR_MS;
/** A peer is asked this often which logs it has convicted. */
const PROOFS_EVERY_MS = 10 * MINUTE_MS;
/** How a peer judges is asked this often. */
const COMPARE_EVERY_MS = HOUR_MS;
/** Of a demonstration: its peers are on this machine, and whoever looks does not wait for an hour. */
export const COMPARE_OF_DEMO_MS = 10 * MINUTE_MS;
/** Looks that are under way together: a slow peer must not hold up the others. */
const AT_ONCE = 4;

export type PeerWatcherOptions = {
  readonly peers: readonly Peer[];
  readonly get: BoundedGet;
  readonly signer: StatementSigner;
  readonly random: Random;
  /** Whose clocks count when a peer's proof depends on time; preset: nobody's. */
  readonly policy?: WitnessPolicy | undefined;
  /** How often judgements are compared, by which clock; preset: once an hour of the run's own time. */
  readonly comparing?: { readonly everyMs: number; readonly clock: Clock };
};

/** What a run found; for the process's own log. */
export type PeerEvent = { readonly origin: string; readonly outcome: Look["outcome"] | "other-key" };

export class PeerWatcher {
  readonly #options: PeerWatcherOptions;
  #isRunning = false;
  /** When each peer was last asked for the proofs that it has. */
  readonly #askedForProofs = new Map<string, Instant>();
  readonly #compared = new Map<string, Instant>();

  constructor(options: PeerWatcherOptions) {
    this.#options = options;
  }

  /** Looks at every peer once and logs what is news. A run that another one overtakes does nothing. */
  async run(sql: Sql, now: Instant): Promise<PeerEvent[]> {
    if (this.#isRunning) return [];
    this.#isRunning = true;
    try {
      const peers = this.#options.peers.filter(({ origin }) => origin !== this.#options.signer.origin);
      await syncPeers(sql, peers);
      const waiting = [...peers];
      const events: PeerEvent[] = [];
      const work = async () => {
        for (let peer = waiting.shift(); peer !== undefined; peer = waiting.shift()) {
          events.push({ origin: peer.origin, outcome: await this.#watch(sql, peer, now) });
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return events;
    } finally {
      this.#isRunning = false;
    }
  }

  async #watch(sql: Sql, peer: Peer, now: Instant): Promise<PeerEvent["outcome"]> {
    const { origin } = peer;
    if (await isConvicted(sql, origin)) return await this.#keepForked(sql, peer, now);
    const knownKey = await readKnownKey(sql, origin);
    if (knownKey !== undefined && knownKey !== peer.vkey) {
      const detail = "The peers file names another key than the one that this log was first seen with.";
      await recordContact(sql, origin, now, { answered: false, trouble: "other-key", detail });
      return "other-key";
    }
    for (const { note, cosigned } of await readConflicts(sql, peer)) {
      const fraud = convictOfConflict(note, cosigned, peer.vkey, rawVerify);
      if (fraud === undefined) continue;
      await keepFraudProof(sql, { ...fraud, receivedAt: now });
      return await this.#keepForked(sql, peer, now);
    }
    const log = new PeerLog(peer, this.#options.get, rawVerify);
    const look = await lookAtPeer(log, await readKnownHeads(sql, peer));
    await this.#record(sql, log, look, now);
    if (look.outcome === "agrees") await this.#takeProofs(sql, peer, now);
    if (look.outcome === "agrees") await this.#compare(sql, peer, now);
    return look.outcome;
  }

  async #record(sql: Sql, log: PeerLog, look: Look, now: Instant): Promise<void> {
    const { peer } = log;
    if (look.outcome === "agrees") {
      await recordHead(sql, peer, look.head, now);
      await recordContact(sql, peer.origin, now, { answered: true });
      await this.#observe(sql, log, look.head, now);
      return;
    }
    if (look.outcome === "forked") {
      await keepFraudProof(sql, { ...look.fraud, receivedAt: now });
      await this.#keepForked(sql, peer, now);
      await this.#observe(sql, log, look.head, now, { isAlarm: true });
      return;
    }
    const answered = look.outcome !== "no-answer";
    await recordContact(sql, peer.origin, now, { answered, trouble: look.outcome, detail: look.detail });
  }

  async #keepForked(sql: Sql, { origin }: Peer, now: Instant): Promise<"forked"> {
    const detail = "It signed two histories, so that it is not looked at any more.";
    await recordContact(sql, origin, now, { answered: false, trouble: "forked", detail });
    return "forked";
  }

  /** Logs the head when it is news: the first, one that has grown since an hour, or at once the one that convicts. */
  async #observe(sql: Sql, log: PeerLog, head: SignedHead, now: Instant, { isAlarm = false } = {}): Promise<void> {
    const { origin, vkey } = log.peer;
    const speaker = await this.#speaker(sql, now);
    const form = await readNewestForm(sql, peerKey(origin));
    const before = form?.aggregate === "peer" ? form : undefined;
    if (speaker === undefined || head.checkpoint.size === 0 || (before?.vkey ?? vkey) !== vkey) return;
    if (!isAlarm && !isNews(before, head, speaker.now)) return;
    const marks = ['"kind":"peer.observation"', `"origin":${JSON.stringify(origin)}`];
    if (await isOnItsWay(sql, marks)) return;
    const proof = await consistencyFrom(log, before?.head?.size ?? 0, head);
    const consistency = proof === undefined ? {} : { consistency: proof.map((hash) => base64Encode(hash)) };
    const body = { origin, vkey, checkpoint: head.note, ...consistency };
    await submitOwn(sql, speaker, { kind: "peer.observation", subject: "none", body });
  }

  async #takeProofs(sql: Sql, peer: Peer, now: Instant): Promise<void> {
    const { peers, get, policy, signer } = this.#options;
    const last = this.#askedForProofs.get(peer.origin);
    if (last !== undefined && now - last < PROOFS_EVERY_MS) return;
    this.#askedForProofs.set(peer.origin, now);
    const index = await readNewestForm(sql, "index");
    const ownKey = index?.aggregate === "index" ? publicKeyOfDid(index.keys.log) : undefined;
    const own = ownKey && formatVkey({ name: signer.origin, type: "ed25519", publicKey: ownKey });
    const vkeyOf = (origin: string) =>
      origin === signer.origin ? own : peers.find((known) => known.origin === origin)?.vkey;
    await takePeerProofs(sql, peer, { get, policy, vkeyOf, at: now });
  }

  async #compare(sql: Sql, peer: Peer, now: Instant): Promise<void> {
    const { everyMs, clock } = this.#options.comparing ?? { everyMs: COMPARE_EVERY_MS, clock: () => now };
    const [last, at] = [this.#compared.get(peer.origin), clock()];
    if (last !== undefined && at - last < everyMs) return;
    this.#compared.set(peer.origin, at);
    const comparison = await compareJudgement(sql, peer, this.#options.get, now);
    // On this machine it may only be starting: it is asked with the next look.
    if (comparison === undefined && this.#options.comparing !== undefined) this.#compared.delete(peer.origin);
    if (comparison !== undefined)
      await sql.query("UPDATE peer SET comparison = $2 WHERE origin = $1", [peer.origin, JSON.stringify(comparison)]);
  }

  /** Undefined while the index signs nothing: then what is due stays due. */
  async #speaker(sql: Sql, receivedAt: Instant): Promise<Speaker | undefined> {
    const head = await readHead(sql);
    const index = await readNewestForm(sql, "index");
    if (head.health !== "ok" || index?.aggregate !== "index") return undefined;
    const { signer, random } = this.#options;
    return { signer, random, issuer: index.issuer, now: head.now, receivedAt };
  }
}

function isNews(before: PeerForm | undefined, { checkpoint }: SignedHead, now: Instant): boolean {
  const last = before?.head ?? undefined;
  if (last === undefined) return true;
  const loggedAt = parseInstant(last.loggedAt) ?? now;
  return checkpoint.size > last.size && now - loggedAt >= OBSERVE_EVERY_MS;
}
