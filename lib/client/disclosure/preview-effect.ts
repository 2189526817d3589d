/**
 * What a statement would do if it were logged now, computed in this browser by the same fold that the index runs, over
 * the forms that the public API serves.
 */
import type { EntryView, ParticipantView, ProviderView, SigningKeyView } from "#lib/contract/entries.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import type { EntryIndex } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { effectOf } from "#lib/state/effect-of.ts";
import { type AggregateKey, type Form, keyKey, participantKey, providerKey } from "#lib/state/forms.ts";
import type { Effect } from "#lib/state/reducer.ts";
import { step } from "#lib/state/step.ts";
import { viewThrough } from "#lib/state/view.ts";
import { type Statement, statementHash, type UnsignedStatement } from "#lib/statement/envelope.ts";
import { findJson } from "../request-json.ts";

type Row = { readonly data: { readonly form: Record<string, unknown> } };

async function readForm(path: string): Promise<Form | undefined> {
  const answer = await findJson<Row & { data: ParticipantView | ProviderView | SigningKeyView }>(path);
  return answer === undefined ? undefined : (answer.data.form as unknown as Form);
}

/** The index's own form, folded from the genesis entry: later changes of its keys do not touch what participants may say. */
async function genesisForms(): Promise<ReadonlyMap<AggregateKey, Form>> {
  const answer = await findJson<{ data: EntryView }>("/api/v1/entries/0");
  if (answer === undefined) return new Map();
  const { signature: _, ...unsigned } = answer.data.statement as unknown as Statement;
  const loggedAt = parseInstant(answer.data.logged_at);
  if (loggedAt === undefined) return new Map();
  const entry = {
    index: 0 as EntryIndex,
    leafHash: sha256(),
    loggedAt,
    statement: unsigned,
    hash: statementHash(unsigned),
  };
  return step(
    viewThrough(() => undefined),
    entry,
  ).writes;
}

/** The forms that decide whether the statement takes effect. Rejects when the index cannot be read. */
export async function formsBehind({
  issuer,
  key,
  subject,
}: UnsignedStatement): Promise<ReadonlyMap<AggregateKey, Form>> {
  const forms = new Map(await genesisForms());
  const wanted: [AggregateKey, string][] = [
    [participantKey(issuer), `/api/v1/participants/${encodeURIComponent(issuer)}`],
    [keyKey(key), `/api/v1/keys/${key}`],
  ];
  if (subject.startsWith("prv_")) wanted.push([providerKey(subject), `/api/v1/providers/${subject}`]);
  const found = await Promise.all(wanted.map(async ([name, path]) => [name, await readForm(path)] as const));
  for (const [name, form] of found) if (form !== undefined) forms.set(name, form);
  return forms;
}

/** Rejects when the index cannot be read: no preview is better than a guessed one. */
export async function previewEffect(unsigned: UnsignedStatement, at: Instant): Promise<Effect> {
  const forms = await formsBehind(unsigned);
  return effectOf(
    viewThrough((name) => forms.get(name)),
    unsigned,
    at,
  );
}
