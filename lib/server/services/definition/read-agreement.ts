/** Answers of several services under one definition, beside one another: of each the newest that was run again. */

import type { AsOf } from "#lib/contract/common.ts";
import type { MarketWords } from "#lib/contract/market.ts";
import { parseBundle } from "#lib/evidence/bundle/bundle.ts";
import { bodyBytes, isDsseExchange } from "#lib/evidence/exchange.ts";
import type { Tier } from "#lib/reputation/tier.ts";
import type { AttesterForm } from "#lib/state/attester-forms.ts";
import { type DefinitionForm, providerKey } from "#lib/state/forms.ts";
import { readPublicPart } from "../case/read-known-definition.ts";
import type { ReadCtx } from "../context.ts";
import { readOwnPrices } from "../directory/read-beside.ts";
import { summariesAt } from "../marks/rated-providers.ts";
import { remember } from "../marks/remember.ts";
import { byteaOf, parseForm } from "../state/projected-forms.ts";
import { readForms } from "../state/read-aggregates.ts";

/** What was asked and answered. Bodies are of strangers: bytes. */
export type ShownAnswer = {
  readonly definition: string;
  readonly asked: string;
  readonly question: Uint8Array;
  readonly answer: Uint8Array;
};

export type AgreementRow = {
  readonly id: string;
  readonly name: string;
  /** Null: not rated. */
  readonly tier: Tier | null;
  readonly isShut: boolean;
  readonly price: (MarketWords & { readonly price: string }) | null;
  /** Of the newest answer of each key that showed one. */
  readonly agrees: number;
  readonly differs: number;
  readonly newest: {
    readonly at: string;
    readonly entry: number;
    readonly isRight: boolean;
    readonly shown: Pick<ShownAnswer, "asked" | "question" | "answer">;
  };
};

/** Newest answers that are looked through, of all definitions. */
const LOOKED_THROUGH = 500;
/** Bundles that are read at once. */
const AT_ONCE = 50;
/** A bundle never changes: which definition one names, by its hash. Of what can be withheld nothing is kept. */
const named = new Map<string, string | null>();
const MOST_NAMED = 20_000;

/** The services, those with a wrong answer first, then by name. */
export function readAgreement(ctx: ReadCtx, form: DefinitionForm, asOf: AsOf): Promise<readonly AgreementRow[]> {
  return remember(ctx, `agreement ${form.id} ${JSON.stringify(asOf)}`, async () => {
    const hashes = new Set<string>(form.versions.map(({ hash }) => hash));
    const found = await readRun(ctx, asOf.size);
    await nameDefinitions(
      ctx,
      found.map(({ last }) => last.bundle),
    );
    const byProvider = new Map<string, Run[]>();
    for (const run of found) {
      if (!hashes.has(named.get(run.last.bundle) ?? "")) continue;
      byProvider.set(run.provider, [...(byProvider.get(run.provider) ?? []), run]);
    }
    const ids = [...byProvider.keys()];
    const forms = (
      await readForms(
        ctx,
        ids.map((id) => providerKey(id as AttesterForm["provider"])),
        asOf.size,
      )
    ).flatMap((one) => (one.aggregate === "provider" ? [one] : []));
    const [marks, prices] = await Promise.all([summariesAt(ctx, forms, asOf), readOwnPrices(ctx, ids, asOf)]);
    const rows = await Promise.all(
      forms.map(async ({ id, name }): Promise<AgreementRow[]> => {
        const runs = byProvider.get(id) ?? [];
        const [newest] = runs;
        const bytes = newest && (await readPublicPart(ctx.pool, newest.last.bundle));
        const shown = bytes && shownIn(bytes);
        if (newest === undefined || !shown) return [];
        const { loggedAt, entry, found: run } = newest.last;
        const agrees = runs.filter(({ last }) => last.found.outcome === "agrees").length;
        const mark = marks.get(id);
        return [
          {
            ...{ id, name, tier: mark?.tier ?? null, isShut: mark?.is_shut ?? false, price: prices.get(id) ?? null },
            ...{ agrees, differs: runs.length - agrees },
            newest: { at: loggedAt, entry, isRight: run.outcome === "agrees", shown },
          },
        ];
      }),
    );
    return rows.flat().toSorted((a, b) => b.differs - a.differs || (a.name < b.name ? -1 : 1));
  });
}

type Run = Pick<AttesterForm, "provider"> & {
  readonly last: AttesterForm["last"] & { readonly found: NonNullable<AttesterForm["last"]["found"]> };
};

/** Newest first, of those that were run and came out one way or the other. */
async function readRun(ctx: ReadCtx, size: number): Promise<Run[]> {
  const { rows } = await ctx.pool.query<{ form: string }>(
    `SELECT form FROM aggregate_version
      WHERE kind = 'attester' AND from_size <= $1 AND (to_size IS NULL OR to_size > $1)
      ORDER BY from_size DESC LIMIT $2`,
    [size, LOOKED_THROUGH],
  );
  return rows.flatMap(({ form }): Run[] => {
    const parsed = parseForm(form);
    if (parsed.aggregate !== "attester") return [];
    const { provider, last } = parsed;
    const { found } = last;
    return found === null || found.outcome === "cannot-check" ? [] : [{ provider, last: { ...last, found } }];
  });
}

/** Fills {@link named} for bundles that everybody may read. */
async function nameDefinitions(ctx: ReadCtx, commits: readonly string[]): Promise<void> {
  const unknown = commits.filter((commit) => !named.has(commit));
  if (named.size + unknown.length > MOST_NAMED) named.clear();
  for (let at = 0; at < unknown.length; at += AT_ONCE) {
    const { rows } = await ctx.pool.query<{ commit: Buffer; bytes: Buffer }>(
      "SELECT commit, bytes FROM part WHERE commit = ANY($1::bytea[]) AND visibility = 'public'",
      [unknown.slice(at, at + AT_ONCE).map(byteaOf)],
    );
    for (const { commit, bytes } of rows)
      named.set(commit.toString("hex"), shownIn(new Uint8Array(bytes))?.definition ?? null);
  }
}

/** Null: of another form, or by no definition. */
function shownIn(bytes: Uint8Array): ShownAnswer | null {
  const bundle = parseBundle(bytes);
  const exchange = bundle.ok ? bundle.value.exchanges[0] : undefined;
  if (exchange === undefined || isDsseExchange(exchange)) return null;
  const { request, response } = exchange;
  if (response.definition === undefined) return null;
  return {
    definition: response.definition,
    asked: `${request.method} ${request.path}${request.query === "?" ? "" : request.query}`,
    question: (request.body === undefined ? undefined : bodyBytes(request.body)) ?? new Uint8Array(),
    answer: bodyBytes(response.body) ?? new Uint8Array(),
  };
}
