/**
 * What a checker asks an index about a bundle: the key's history, the definition and its files, price lists, and whether
 * disclosures take effect. It believes the answers.
 */
import { z } from "zod";
import { oneOf, problemSchema } from "#lib/contract/common.ts";
import { definitionVersionSchema, definitionViewSchema } from "#lib/contract/definitions.ts";
import { signingKeySchema } from "#lib/contract/entries.ts";
import type { ReadJson } from "#lib/contract/history-reader.ts";
import { readOwnWord, readPrices } from "#lib/contract/own-word-reader.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { KeyHistory, KnownDefinition, KnownPrices } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { readSigned } from "#lib/evidence/checks/read-signed.ts";
import { historyOfKey } from "#lib/evidence/proven-history.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { Did, ProviderId } from "#lib/kernel/ids.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import { lifeOf, lifeThen, promisedSince } from "#lib/state/definition-then.ts";
import type { DefinitionForm } from "#lib/state/forms.ts";
import { definitionSchema } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import type { StatementTrust } from "#lib/statement/verify-receipt.ts";
import { IncompleteError } from "../command.ts";
import { fileOf } from "../definition/fetch-material.ts";
import type { RemoteIndex } from "../remote-index.ts";

export type Gathered = {
  /** Undefined: nobody was asked. Null: the index knows no such key. */
  readonly history: KeyHistory | null | undefined;
  readonly definition: { readonly hash: string; readonly known: KnownDefinition } | undefined;
  readonly ownWord: OwnWord;
};

/** Errors: `IncompleteError` when the index cannot be read or shows another document than was asked for. */
export async function gatherFacts(bundle: Bundle, trust: StatementTrust, remote: RemoteIndex): Promise<Gathered> {
  const { signer, definition: hash } = readSigned(bundle, trust);
  const known = hash === undefined ? undefined : await knownDefinition(remote, hash);
  return {
    history: signer === undefined ? undefined : await historyOf(remote, signer),
    definition: hash === undefined || known === undefined ? undefined : { hash, known },
    ownWord: await readOwnWord(readerOf(remote), bundle),
  };
}

/** The price lists of a provider that take effect now. Errors: `IncompleteError`. */
export async function pricesAt(remote: RemoteIndex, provider: ProviderId): Promise<KnownPrices> {
  return await readPrices(readerOf(remote), provider);
}

/** JSON of a 200 or a 404. What is not as the API describes it is as good as no answer. */
export function readerOf(remote: RemoteIndex): ReadJson {
  return (path) => remote.ask(path.slice(1), z.unknown());
}

async function historyOf(remote: RemoteIndex, signer: Did): Promise<KeyHistory | null> {
  const thumbprint = thumbprintOfDid(signer);
  if (thumbprint === undefined) return null;
  const answer = await remote.ask(`api/v1/keys/${thumbprint}`, z.union([oneOf(signingKeySchema), problemSchema]));
  if (!("data" in answer)) return null;
  return historyOfKey(answer.data.form as unknown as SigningKey);
}

const formSchema = z.object({
  id: z.string(),
  withdrawn: z.object({ entry: z.number(), loggedAt: z.string() }).nullable(),
  versions: z.array(
    z.object({
      hash: z.string(),
      entry: z.number(),
      publishedIn: z.number().optional(),
      loggedAt: z.string(),
      validFrom: z.string(),
      admission: z.object({ outcome: z.string(), entry: z.number() }).nullable(),
    }),
  ),
});
const versionsSchema = definitionViewSchema.extend({
  form: formSchema,
  life: z.object({ first: formSchema, admitted: formSchema.nullable() }).optional(),
});

type Life = Parameters<typeof lifeOf>[1];

async function knownDefinition(remote: RemoteIndex, hash: string): Promise<KnownDefinition | undefined> {
  const list = z.object({ data: z.array(versionsSchema) });
  const { data } = await remote.get(`api/v1/definitions?hash=${hash}`, list);
  const lives = data.map(({ form, life }) => lifeOf(form as unknown as DefinitionForm, life as unknown as Life));
  const said = lifeThen(lives, hash);
  if (said === undefined) return undefined;
  const { id, listed, withdrawn, before: older } = said;
  const before = older === undefined ? undefined : await versionOf(remote, id, older.hash);
  return {
    ...(await versionOf(remote, id, hash)),
    listed,
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(before === undefined || older === undefined ? {} : { before: { ...before, since: promisedSince(older) } }),
  };
}

async function versionOf(remote: RemoteIndex, id: string, hash: string) {
  const path = `api/v1/definitions/${id}/versions/${hash}`;
  const { data } = await remote.get(path, oneOf(definitionVersionSchema));
  const document = definitionSchema.safeParse(data.document);
  if (!document.success || hexEncode(definitionHash(document.data)) !== hash)
    throw new IncompleteError("The index shows another document than the definition's hash names.");
  const material = { code: await fileOf(remote, data.code), state: await fileOf(remote, data.state) };
  return { definition: document.data, material };
}
