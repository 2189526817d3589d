/** Receipts of many statements at once: two queries for all of them, whatever their number. */
import type { Included } from "#lib/contract/statements.ts";
import { hexDecode, hexEncode } from "#lib/kernel/base.ts";
import type { Hash } from "#lib/kernel/hash.ts";
import { parseStatementHash, type StatementHash } from "#lib/kernel/ids.ts";
import { RECEIPT_TYPE, receiptObject } from "#lib/log/receipt.ts";
import { type GetNode, type NodeAt, nodesForInclusion, proveInclusion } from "#lib/log/tree.ts";
import { readNodes, type TileCache } from "../../log-store/read-nodes.ts";
import type { Sql } from "../../log-store/sql.ts";
import { IS_PROPOSED } from "./list-entries.ts";

type Row = {
  hash: Buffer;
  index: number | string;
  leaf: Buffer;
  status: string | null;
  code: string | null;
  proposed: boolean;
  projected: number | string | null;
  size: number | string;
  note: string;
  lines: string | null;
};

/**
 * For each hash whose entry a signed checkpoint covers: its receipt (fixed on the smallest such checkpoint, with the
 * lines that witnesses have added to it since) and its effect as of the projected size, null while the projection has not reached it.
 */
export async function readIncluded(
  sql: Sql,
  hashes: readonly StatementHash[],
  cache: TileCache,
): Promise<Map<StatementHash, Included>> {
  const { rows } = await sql.query<Row>(
    `SELECT e.statement_hash AS hash, e.index, e.leaf, r.status, r.code, ${IS_PROPOSED}, c.size, c.note,
            (SELECT string_agg(line, '' ORDER BY vkey) FROM
              (SELECT DISTINCT ON (vkey) vkey, line FROM log_cosignature WHERE size = c.size
                ORDER BY vkey, time_s DESC) newest) AS lines,
            (SELECT size FROM projection WHERE id = 1) AS projected
       FROM log_entry e
       CROSS JOIN LATERAL (SELECT size, note FROM log_checkpoint WHERE size > e.index ORDER BY size LIMIT 1) c
       LEFT JOIN entry_row r ON r.index = e.index
      WHERE e.statement_hash = ANY($1::bytea[])`,
    [hashes.map((hash) => Buffer.from(hexDecode(hash) ?? []))],
  );
  const found = new Map<StatementHash, Included>();
  for (const [size, group] of groupBySize(rows)) {
    const nodes: NodeAt[] = group.flatMap((row) => nodesForInclusion(Number(row.index), size));
    const get = remembering(await readNodes(sql, nodes, size, cache));
    for (const row of group) {
      const hash = parseStatementHash(hexEncode(row.hash));
      if (hash === undefined) continue;
      const index = Number(row.index);
      const proof = proveInclusion(index, size, get);
      const document = receiptObject({
        index,
        entryBytes: row.leaf,
        proof,
        checkpointNote: row.note + (row.lines ?? ""),
      });
      const receipt = { ...document, type: RECEIPT_TYPE } as const;
      found.set(hash, { receipt, effect: effectOfRow(row) });
    }
  }
  return found;
}

/** Proofs of one batch share most of their nodes, and each may take hundreds of hashes out of a tile. */
function remembering(get: GetNode): GetNode {
  const known = new Map<string, Hash>();
  return (node) => {
    const key = `${node.level}/${node.index}`;
    const hash = known.get(key) ?? get(node);
    known.set(key, hash);
    return hash;
  };
}

/** Effect of a stored row, or null when the projection has not reached the entry. */
export function effectOfRow(row: {
  status: string | null;
  code: string | null;
  proposed: boolean;
  projected: number | string | null;
}): Included["effect"] {
  if (row.status === null || row.projected === null) return null;
  const size = Number(row.projected);
  if (row.status === "effective") return { status: "effective", ...(row.proposed && { proposed: true }), size };
  return { status: "void", ...(row.code !== null && { code: row.code }), size };
}

function groupBySize(rows: readonly Row[]): Map<number, Row[]> {
  const groups = new Map<number, Row[]>();
  for (const row of rows) {
    const size = Number(row.size);
    groups.set(size, [...(groups.get(size) ?? []), row]);
  }
  return groups;
}
