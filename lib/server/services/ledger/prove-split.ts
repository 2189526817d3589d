import type { Pin, SeriesReport } from "#lib/disclosure/ledger-digest/report.ts";
import { parseRows, proveRow } from "#lib/disclosure/ledger-digest/rows.ts";
import { buildSplitProof, type SplitSide } from "#lib/disclosure/ledger-digest/split-proof.ts";
import { canonicalBytes } from "#lib/kernel/json.ts";
import { parseReceipt } from "#lib/log/receipt.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import type { DatabaseLedgerDigestBody } from "#lib/statement/ledger/digest-body.ts";
import type { Ctx } from "../context.ts";
import { getPart } from "../log/get-part.ts";
import { getReceiptAt } from "../log/get-receipt.ts";
import { ServiceError } from "../service-error.ts";
import { getLedgerSeries } from "./get-series.ts";

/**
 * The file that proves a block's two hashes to anybody. Errors: `not-found` where the block has one hash, `gone` where
 * a side's rows were withheld.
 */
export async function proveSplit(ctx: Ctx, provider: string, series: string, block: number): Promise<Uint8Array> {
  const { data } = await getLedgerSeries(ctx, provider, series);
  const report = data.report as SeriesReport | null;
  const [first, ...others] = report?.splits.find((split) => split.block === block)?.sides ?? [];
  const second = others.find(({ hash }) => hash !== first?.hash);
  if (first === undefined || second === undefined)
    throw new ServiceError("not-found", `Block ${block} of this series has no two hashes.`);
  return buildSplitProof({ block, sides: [await sideOf(ctx, first), await sideOf(ctx, second)] });
}

async function sideOf(ctx: Ctx, { entry, position }: Pin): Promise<SplitSide> {
  const { receipt: document } = await getReceiptAt(ctx, entry);
  const receipt = parseReceipt(canonicalBytes(document));
  if (!receipt.ok) throw new Error(`The receipt of entry ${entry} does not parse: ${receipt.error.detail}`);
  const parsed = parseEntry(receipt.value.entryBytes);
  if (!parsed.ok) throw new Error(`The stored entry ${entry} does not parse: ${parsed.error.detail}`);
  const { statement } = parsed.value.parsed;
  const body = statement.body as unknown as DatabaseLedgerDigestBody;
  const commit = statement.parts?.[0]?.commit;
  if (body.rows === undefined || commit === undefined) return { receipt: receipt.value, row: null };
  const lines = parseRows((await getPart(ctx, commit)).bytes) ?? [];
  const line = lines[position];
  if (line === undefined) throw new Error(`Entry ${entry} has no row ${position}.`);
  return { receipt: receipt.value, row: { line, position, proof: proveRow(lines, position) } };
}
