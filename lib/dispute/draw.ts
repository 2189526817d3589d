/**
 * The draw of a panel (docs/protocol/draw.md): a function of what the log shows, so that anybody draws again.
 */
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import { utf8Encode } from "#lib/kernel/bytes.ts";
import { HASH_BYTES, sha256 } from "#lib/kernel/hash.ts";
import type { CaseId, Did, EntryIndex, Origin } from "#lib/kernel/ids.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import type { DisputeRules } from "#lib/statement/dispute-rules.ts";
import type { ConflictReason } from "#lib/statement/dispute-words.ts";
import { panelClocks } from "./clocks.ts";
import type { Panel, Seat, Skipped } from "./dispute.ts";

const SEED_DOMAIN = utf8Encode("touchstone/draw/v1\n");
const RANK_DOMAIN = utf8Encode("touchstone/rank/v1\n");
/** A share that was not revealed. */
const NO_SHARE = "00".repeat(HASH_BYTES);
/** Of the order, so many are kept. */
export const ORDER_KEPT = 64;

/** Hex of 32 bytes; null shares were not revealed. */
export type SeedInputs = {
  readonly log: Origin;
  readonly case: CaseId;
  readonly preimage: string;
  readonly shares: { readonly reporter: string | null; readonly operator: string | null };
};

/** SHA-256("touchstone/draw/v1\n" ‖ canonical {case, index, log, operator, reporter}), hex. */
export function drawSeed({ log, case: id, preimage, shares }: SeedInputs): string {
  const { reporter, operator } = shares;
  const inputs = { log, case: id, index: preimage, reporter: reporter ?? NO_SHARE, operator: operator ?? NO_SHARE };
  return hexEncode(sha256(SEED_DOMAIN, canonicalBytes(inputs)));
}

/** SHA-256("touchstone/rank/v1\n" ‖ the seed's 32 bytes ‖ the did), hex: the lowest comes first. */
export function rankOf(seed: string, maintainer: Did): string {
  const bytes = hexDecode(seed);
  if (bytes?.length !== HASH_BYTES) throw new RangeError("a seed has 32 bytes");
  return hexEncode(sha256(RANK_DOMAIN, bytes, utf8Encode(maintainer)));
}

/** What a draw asks of a maintainer, as the log stands at the draw. */
export type Candidate = {
  readonly did: Did;
  readonly conflict: ConflictReason | null;
  /** In the form of {@link organisationName}; null: none declared. */
  readonly organisation: string | null;
};

/**
 * Who may sit, by ascending rank, and who was skipped. Of one organisation only the first may: a colleague never steps in.
 * The pool's order does not matter.
 */
export function drawOrder(pool: readonly Candidate[], seed: string): { order: Did[]; skipped: Skipped[] } {
  const ranked = pool
    .map((candidate) => ({ ...candidate, rank: rankOf(seed, candidate.did) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  const [order, skipped]: [Did[], Skipped[]] = [[], []];
  const organisations = new Set<string>();
  for (const { did, conflict, organisation } of ranked) {
    const reason = conflict ?? (organisation !== null && organisations.has(organisation) ? "same-organisation" : null);
    if (reason !== null) skipped.push({ maintainer: did, reason });
    else {
      if (organisation !== null) organisations.add(organisation);
      order.push(did);
    }
  }
  return { order: order.slice(0, ORDER_KEPT), skipped };
}

/**
 * Seats of a panel: those of the policy, or the largest odd number from three on that can be filled. With fewer than three
 * one reviews a case alone, and nobody hears one again that was ruled on. 0: nobody can sit.
 */
export function panelSize(available: number, wanted: number, isRehearing: boolean): number {
  if (available >= 3) return Math.min(wanted, available % 2 === 1 ? available : available - 1);
  return isRehearing ? 0 : Math.min(1, available);
}

export type DrawInputs = SeedInputs & {
  readonly round: number;
  readonly isAppeal: boolean;
  /** Something was ruled before: then nobody decides alone. */
  readonly isRehearing: boolean;
  readonly rules: DisputeRules;
  /** Maintainers appointed, accepted and with stated interests at the entry that filed the case. */
  readonly pool: readonly Candidate[];
  readonly drawnIn: EntryIndex;
  /** Log time of the draw's entry. */
  readonly drawnAt: string;
};

/** The panel as drawn: its first seats are asked. */
export function drawPanel(inputs: DrawInputs): Panel {
  const { case: id, round, isAppeal, isRehearing, rules, pool, preimage, shares, drawnIn, drawnAt } = inputs;
  const seed = drawSeed(inputs);
  const { order, skipped } = drawOrder(pool, seed);
  const size = panelSize(order.length, isAppeal ? rules.appealPanel : rules.panel, isRehearing);
  return {
    case: id,
    round,
    size,
    seed,
    preimage,
    shares: { reporter: shares.reporter, operator: shares.operator },
    drawnIn,
    drawnAt,
    order,
    skipped,
    seats: order.slice(0, size).map((maintainer, rank) => newSeat(maintainer, rank, drawnAt, false)),
    ...panelClocks(drawnAt, rules),
  };
}

/** A maintainer who is asked to sit. */
export function newSeat(maintainer: Did, rank: number, at: string, open: boolean): Seat {
  const vote = { commit: null, committedAt: null, answers: null, revealedAt: null, entry: null };
  return { maintainer, rank, state: "asked", at, open, ...vote };
}
