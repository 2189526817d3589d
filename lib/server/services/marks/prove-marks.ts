/** Proofs of single marks under the newest logged state root: the same file as for facts, under the root over marks. */
import { hexDecode } from "#lib/kernel/base.ts";
import { equalBytes } from "#lib/kernel/bytes.ts";
import type { ProviderId } from "#lib/kernel/ids.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { EMPTY_CHAIN, StateTrie } from "#lib/log/trie.ts";
import type { AggregateKey, Form } from "#lib/state/forms.ts";
import { marksOfProvider } from "#lib/state/marks/marks-input.ts";
import { marksHash, marksLeaf } from "#lib/state/marks/marks-trie.ts";
import { aggregateProofObject, proveAggregate } from "#lib/statement/aggregate-proof.ts";
import { parseEntry } from "#lib/statement/entry.ts";
import { stateRootBody } from "#lib/statement/log-bodies.ts";
import type { ReadCtx } from "../context.ts";
import { ServiceError } from "../service-error.ts";
import { parseForm } from "../state/projected-forms.ts";
import { readProvenRoot } from "../state/state-proofs.ts";
import { type DayPlace, dayOfEntry } from "./day-place.ts";
import { readMarksView } from "./read-marks-view.ts";

/**
 * `place`: of the state root. The proof is of presence, or of absence for an id without marks there. Errors: `not-found`
 * while no state root is logged; `unavailable` when the tables do not give its root over marks.
 */
export async function proveMarks(ctx: ReadCtx, id: string): Promise<{ proof: JsonObject; place: DayPlace }> {
  const { entry, size, receipt } = await readProvenRoot(ctx);
  const { trie, place } = await trieOf(ctx, entry, () => readTrie(ctx, size, receipt.entryBytes));
  const key = `marks:${id}`;
  const { view } = await readMarksView(ctx, id as ProviderId, place);
  const marks = marksOfProvider(view, id as ProviderId, asInstant(place.day * DAY_MS));
  const row = marks === undefined ? undefined : { form: { ...marks } as unknown as JsonObject, chainHead: EMPTY_CHAIN };
  const proof = aggregateProofObject(proveAggregate(trie, key, row, receipt));
  if (row === undefined) throw new ServiceError("not-found", `The state root has no marks of ${id}.`, { proof });
  return { proof, place };
}

type MarksOfRoot = { readonly trie: StateTrie; readonly place: DayPlace };

/** Of the newest state root alone: all marks are rated for it, and no other question may push it out. */
const kept = new WeakMap<ReadCtx, { readonly entry: number; readonly answer: Promise<MarksOfRoot> }>();

async function trieOf(ctx: ReadCtx, entry: number, read: () => Promise<MarksOfRoot>): Promise<MarksOfRoot> {
  const known = kept.get(ctx);
  if (known?.entry === entry) return await known.answer;
  const answer = read();
  kept.set(ctx, { entry, answer });
  answer.catch(() => kept.delete(ctx));
  return await answer;
}

/** What marks are computed from, and nothing else of a state. */
const KINDS = ["provider", "record", "case", "unclaimed", "key", "cluster", "model", "index"];

async function readTrie(ctx: ReadCtx, size: number, leaf: Uint8Array): Promise<MarksOfRoot> {
  const place = { size, day: await dayOfEntry(ctx, size - 1) };
  const { rows } = await ctx.pool.query<{ key: AggregateKey; form: string }>(
    `SELECT key, form FROM aggregate_version
      WHERE kind = ANY($1::text[]) AND from_size <= $2 AND (to_size IS NULL OR to_size > $2)`,
    [KINDS, size],
  );
  const forms = new Map<AggregateKey, Form>(rows.map(({ key, form }) => [key, parseForm(form)]));
  const view = { get: (key: AggregateKey) => forms.get(key), chainOf: () => undefined };
  const trie = new StateTrie();
  for (const form of forms.values()) {
    const marks =
      form.aggregate === "provider" ? marksOfProvider(view, form.id, asInstant(place.day * DAY_MS)) : undefined;
    if (form.aggregate === "provider" && marks !== undefined) trie.put(marksLeaf(form.id, marksHash(marks)));
  }
  const claimed = parseEntry(leaf);
  const body = claimed.ok ? stateRootBody.safeParse(claimed.value.parsed.statement.body).data : undefined;
  // What is proven must lead to what was claimed: a proof that does not would accuse the wrong one.
  if (!equalBytes(trie.root(), hexDecode(body?.marks ?? "") ?? new Uint8Array()))
    throw new ServiceError("unavailable", `The marks here do not give the state root of size ${size}.`);
  return { trie, place };
}
