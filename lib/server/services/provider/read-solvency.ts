import { checkSurprise, type FoundTree } from "#lib/disclosure/solvency/check-surprise.ts";
import type { SurpriseWindow } from "#lib/disclosure/solvency/surprise-instant.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { asInstant, formatInstant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { nodesOfRoot, rootFromNodes } from "#lib/log/tree.ts";
import type { DisclosureRecord, ProviderForm } from "#lib/state/forms.ts";
import { type CustodyFields, custodyName } from "#lib/statement/disclosures/custody-addresses.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { readNodes } from "../../log-store/read-nodes.ts";
import type { Ctx } from "../context.ts";
import { findSharedCustody, type SharedCustody } from "./find-shared-custody.ts";

export type Custody = {
  readonly fields: CustodyFields;
  readonly entry: number;
  readonly shared: readonly SharedCustody[];
};

export type Solvency = {
  /** Undefined: none published, or not applicable. */
  readonly custody: Custody | undefined;
  /** Of the newest liabilities; undefined: they do not claim to be a surprise snapshot. */
  readonly surprise: Check | undefined;
  /** The same of the newest reserves: each claim is checked by itself, also where the instants differ. */
  readonly surpriseOfReserves: Check | undefined;
};

/** What stands behind an instance's solvency beside its form: bodies of the newest versions, and what the log says of them. */
export async function readSolvency(ctx: Ctx, form: ProviderForm, size: number): Promise<Solvency> {
  const [custody, liabilities, reserves] = await Promise.all([
    readBody(ctx, form.disclosures.custody_addresses),
    readBody(ctx, form.disclosures.liabilities),
    readBody(ctx, form.disclosures.reserves),
  ]);
  return {
    custody: custody && (await custodyOf(ctx, form, custody, size)),
    surprise: liabilities && (await surpriseOf(ctx, form.id, liabilities.body, size)),
    surpriseOfReserves: reserves && (await surpriseOf(ctx, form.id, reserves.body, size)),
  };
}

type Read = { readonly body: JsonObject; readonly entry: number };

async function readBody(ctx: Ctx, record: DisclosureRecord | undefined): Promise<Read | undefined> {
  if (record === undefined || record.notApplicable) return undefined;
  const { rows } = await ctx.pool.query<{ leaf: Buffer }>("SELECT leaf FROM log_entry WHERE index = $1", [
    record.entry,
  ]);
  const parsed = rows[0] && parseEntry(new Uint8Array(rows[0].leaf));
  return parsed?.ok === true ? { body: parsed.value.parsed.statement.body, entry: record.entry } : undefined;
}

async function custodyOf(ctx: Ctx, form: ProviderForm, { body, entry }: Read, size: number): Promise<Custody> {
  const fields = body as unknown as CustodyFields;
  const shared = await findSharedCustody(ctx, form.id, fields.addresses.map(custodyName), size);
  return { fields, entry, shared };
}

async function surpriseOf(ctx: Ctx, provider: string, body: JsonObject, size: number): Promise<Check | undefined> {
  const { at, surprise } = body as { at: string; surprise?: SurpriseWindow & { size: number } };
  if (surprise === undefined) return undefined;
  const found = surprise.size <= size ? await treeAt(ctx, surprise.size) : undefined;
  return checkSurprise({ at, surprise, provider }, found);
}

async function treeAt(ctx: Ctx, size: number): Promise<FoundTree> {
  const { rows } = await ctx.pool.query<{ ms: string }>("SELECT logged_at_ms AS ms FROM entry_row WHERE index = $1", [
    size - 1,
  ]);
  const root = rootFromNodes(size, await readNodes(ctx.pool, nodesOfRoot(size), size, ctx.tiles));
  return { root: hexEncode(root), lastLoggedAt: formatInstant(asInstant(Number(rows[0]?.ms ?? 0))) };
}
