import type { AsOf } from "#lib/contract/common.ts";
import { type PeerView, peerComparisonSchema } from "#lib/contract/peers.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { PEER_TROUBLES } from "#lib/state/peer/look-at-peer.ts";
import { peerOf } from "#lib/state/view.ts";
import type { Ctx } from "../context.ts";
import { resolveAsOf } from "../log/as-of.ts";

export type PeersPage = { data: PeerView[]; page: { next_cursor: null }; as_of: AsOf };

/** Listed against one log, newest first. */
const MOST_PROOFS = 8;

type Row = {
  origin: string;
  vkey: string;
  url: string;
  asked_at_ms: string | null;
  answered_at_ms: string | null;
  trouble: string | null;
  trouble_detail: string;
  trouble_since_ms: string | null;
  size: string | null;
  root: Buffer | null;
  seen_at_ms: string | null;
  cosigned_size: string | null;
  cosigned_root: Buffer | null;
  cosigned_at_ms: string | null;
  comparison: string | null;
};

/** Every log of the operator's list, by name; there are at most 64. */
export async function listPeers(ctx: Ctx): Promise<PeersPage> {
  const asOf = await resolveAsOf(ctx, undefined);
  const { rows } = await ctx.pool.query<Row>(
    `SELECT p.*, h.size, h.root, h.seen_at_ms, w.size AS cosigned_size, w.root AS cosigned_root, w.cosigned_at_ms
       FROM peer p LEFT JOIN peer_head h USING (origin) LEFT JOIN witnessed_log w USING (origin) ORDER BY p.origin`,
  );
  const origins = rows.map(({ origin }) => origin);
  const proofs = await ctx.pool.query<{ accused: string; sha256: Buffer; kind: Proofs[number]["kind"] }>(
    `SELECT f.* FROM unnest($1::text[]) AS peer(origin) CROSS JOIN LATERAL (
       SELECT accused, sha256, kind FROM fraud_proof WHERE accused = peer.origin ORDER BY seq DESC LIMIT $2) f`,
    [origins, MOST_PROOFS],
  );
  const forms = await ctx.forms.ask((view) => origins.map((origin) => peerOf(view, origin)));
  const data = rows.map((row, at): PeerView => {
    const recorded = forms[at]?.head ?? null;
    return {
      ...contactOf(row),
      head: headOf(row.size, row.root, row.seen_at_ms, "seen_at"),
      recorded: recorded && {
        size: recorded.size,
        root: recorded.root,
        entry: recorded.entry,
        logged_at: recorded.loggedAt,
      },
      cosigned: headOf(row.cosigned_size, row.cosigned_root, row.cosigned_at_ms, "at"),
      fraud_proofs: proofs.rows
        .filter(({ accused }) => accused === row.origin)
        .map(({ sha256, kind }) => ({ sha256: hexEncode(sha256), kind })),
      comparison: comparisonOf(row.comparison),
    };
  });
  return { data, page: { next_cursor: null }, as_of: asOf };
}

/** Written by the worker of this release or of an earlier one, whose words may be others. */
function comparisonOf(text: string | null): PeerView["comparison"] {
  const read = text === null ? undefined : peerComparisonSchema.safeParse(JSON.parse(text));
  return read?.success === true ? read.data : null;
}

type Proofs = PeerView["fraud_proofs"];

function contactOf(
  row: Row,
): Pick<PeerView, "origin" | "vkey" | "url" | "state" | "detail" | "since" | "asked_at" | "answered_at"> {
  const trouble = PEER_TROUBLES.find((code) => code === row.trouble);
  return {
    origin: row.origin,
    vkey: row.vkey,
    url: row.url,
    state: trouble ?? (row.asked_at_ms === null ? "not-asked" : "agrees"),
    detail: row.trouble_detail,
    since: timeOf(row.trouble_since_ms),
    asked_at: timeOf(row.asked_at_ms),
    answered_at: timeOf(row.answered_at_ms),
  };
}

function headOf<Name extends string>(size: string | null, root: Buffer | null, atMs: string | null, name: Name) {
  if (size === null || root === null) return null;
  const at = { [name]: timeOf(atMs) ?? "" } as Record<Name, string>;
  return { size: Number(size), root: hexEncode(root), ...at };
}

function timeOf(ms: string | null): string | null {
  return ms === null ? null : formatInstant(asInstant(Number(ms)));
}
