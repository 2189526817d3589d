/**
 * In the thread that checks: what an index says about a bundle, and what of it this browser could verify: a key's history and a definition's
 * admission stand in the signed state, documents and code are named by their hashes; of other cases there is only its word.
 */
import type { DefinitionVersionView } from "#lib/contract/definitions.ts";
import { readOwnWord } from "#lib/contract/own-word-reader.ts";
import type { Bundle } from "#lib/evidence/bundle/bundle.ts";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import type { KeyHistory, KnownDefinition } from "#lib/evidence/checks/facts.ts";
import type { OwnWord } from "#lib/evidence/checks/own-word-facts.ts";
import { historyOfKey } from "#lib/evidence/proven-history.ts";
import { hexEncode } from "#lib/kernel/base.ts";
import { isDidKey, publicKeyOfDid, thumbprintOf, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { sha256 } from "#lib/kernel/hash.ts";
import { type Did, providerIdOfKey, type Thumbprint } from "#lib/kernel/ids.ts";
import { canonicalBytes, type JsonObject } from "#lib/kernel/json.ts";
import type { SigningKey } from "#lib/keys/lifecycle.ts";
import type { LogPlace } from "#lib/keys/weight.ts";
import { vkeyOf } from "#lib/log/log-key.ts";
import { lifeOf, lifeThen, promisedSince, versionOf } from "#lib/state/definition-then.ts";
import { type DefinitionForm, KEPT_VERSIONS } from "#lib/state/forms.ts";
import { verifyAggregateProof } from "#lib/statement/aggregate-proof.ts";
import { hasCode } from "#lib/statement/coded-definition.ts";
import { definitionSchema } from "#lib/statement/definition.ts";
import { definitionHash } from "#lib/statement/definition-hash.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { verifyBeside } from "../crypto/webcrypto-ed25519.ts";
import type { IndexSource } from "./index-source.ts";
import type { PackedFacts } from "./packed-facts.ts";
import { type IndexLog, readIndexLog } from "./read-index-log.ts";

/**
 * `verified`: stands in the state that the log signed. `by-hash`: whoever served it, it can be nothing else. `claimed`:
 * this site says so.
 */
export type FactStanding = "verified" | "by-hash" | "claimed";
export type SiteFact = {
  readonly about: "key-history" | "definition" | "definition-listed" | "earlier-case" | "similar-cases" | "own-word";
  readonly standing: FactStanding;
};

/** What a case page knows of a report that was filed: its place, and what the index says of checks 9 and 14. */
export type FiledFacts = { readonly filed: LogPlace; readonly earlier: string | null; readonly similar: number };

export type SiteFacts = Pick<
  PackedFacts,
  "logVkey" | "keys" | "history" | "definitions" | "earlier" | "similar" | "ownWord"
> & {
  readonly told: readonly SiteFact[];
  /** Whether any of the definitions has code, so that the runtime's file is needed. */
  readonly needsRuntime: boolean;
};

type Asked = Pick<BundleFinding, "signer" | "definition" | "fault" | "bundle">;

/** Asks the index about what the bundle names. Rejects without a network. */
export async function readSiteFacts(
  { signer, definition, fault, bundle }: Asked,
  site: IndexSource,
  filed: FiledFacts | undefined,
): Promise<SiteFacts> {
  const log = await readIndexLog(site);
  const told: SiteFact[] = [];
  const history = signer === undefined ? undefined : await readHistory(signer, site, log, told);
  const known = definition === undefined ? undefined : await readDefinition(definition, site, log, told, filed?.filed);
  const earlier = fault === undefined ? undefined : await readEarlier(fault.id, site, filed, told);
  const similar =
    definition === undefined
      ? undefined
      : await readSimilar(definition, bundle?.subject.provider ?? "", site, filed, told);
  const ownWord = await readWord(bundle, site, filed, told);
  return {
    logVkey: vkeyOf(log.key),
    keys: [],
    ...(history === undefined ? {} : { history }),
    definitions: known === undefined || definition === undefined ? [] : [[definition, known]],
    needsRuntime: [known, known?.before].some((one) => one !== undefined && hasCode(one.definition)),
    ...(earlier === undefined ? {} : { earlier }),
    ...(similar === undefined ? {} : { similar }),
    ...(ownWord === undefined ? {} : { ownWord }),
    told,
  };
}

/** Price lists, and whether disclosures take effect. Undefined where the claim does not ask, or the site does not say. */
async function readWord(
  bundle: Bundle | undefined,
  site: IndexSource,
  filed: FiledFacts | undefined,
  told: SiteFact[],
): Promise<OwnWord | undefined> {
  if (bundle === undefined) return undefined;
  const word = await readOwnWord((path) => site.json(path), bundle, filed?.filed.index);
  if (word.prices === undefined && word.effects.length === 0) return undefined;
  told.push({ about: "own-word", standing: "claimed" });
  return word;
}

type Life = Parameters<typeof lifeOf>[1];
type Proven<F> = { data: { form: F }; proof?: JsonObject };

async function readHistory(signer: Did, site: IndexSource, log: IndexLog, told: SiteFact[]) {
  const thumbprint = thumbprintOfDid(signer);
  if (thumbprint === undefined) return undefined;
  // Under the newest signed state where there is one; a key that was published since is not in it yet.
  const proven = await site.json<Proven<SigningKey>>(`/api/v1/keys/${thumbprint}?proof=1`);
  const plain = proven ?? (await site.json<Proven<SigningKey>>(`/api/v1/keys/${thumbprint}`));
  const form =
    proven === undefined ? undefined : await provenForm<SigningKey>(proven.proof, `key:${thumbprint}`, site, log);
  told.push({ about: "key-history", standing: form === undefined ? "claimed" : "verified" });
  const key = form ?? plain?.data.form;
  const isIt = key !== undefined && key.publicKey === signer;
  return { of: signer, said: isIt ? historyOfKey(key) : (null satisfies KeyHistory | null) };
}

/** The form that the log's signed state holds; undefined when the proof does not hold, or is of something else. */
async function provenForm<F>(
  proof: JsonObject | undefined,
  key: string,
  site: IndexSource,
  { key: logKey, issuer }: IndexLog,
): Promise<F | undefined> {
  if (proof === undefined || issuer === undefined) return undefined;
  const bytes = canonicalBytes(proof);
  const trust = { logVkey: vkeyOf(logKey), issuer };
  // Whose key is missing stands in the form: no signature is believed yet.
  const read = verifyAggregateProof(bytes, { ...trust, raw: () => true });
  const missing = read.checks.find(
    ({ name, reason }) => name === "statement-signature" && reason === "key-not-in-file",
  );
  const signer = missing === undefined ? undefined : await signerOf(read.proof && receiptBytes(proof), site);
  const found = await verifyBeside((raw) =>
    verifyAggregateProof(bytes, { ...trust, raw, ...(signer && { keys: () => signer }) }),
  );
  const isSigned = found.checks.every(({ name, outcome }) => outcome === "pass" || name === "log-key");
  if (!found.ok || !isSigned || found.proof?.key !== key || !("presence" in found.proof)) return undefined;
  return found.proof.presence.form as unknown as F;
}

function receiptBytes(proof: JsonObject): Uint8Array {
  return canonicalBytes(proof.receipt ?? null);
}

/** A key that hashes to the thumbprint that the statement names: whoever serves it, it can be no other. */
async function signerOf(receipt: Uint8Array | undefined, site: IndexSource): Promise<Uint8Array | undefined> {
  const statement =
    receipt === undefined ? undefined : verifyStatementReceipt(receipt, { logVkey: undefined }).parsed?.statement;
  if (statement === undefined) return undefined;
  const thumbprint: Thumbprint = statement.key;
  const answer = await site.json<Proven<{ publicKey: string }>>(`/api/v1/keys/${thumbprint}`);
  const publicKey = answer === undefined ? undefined : publicKeyOfDid(answer.data.form.publicKey);
  return publicKey !== undefined && thumbprintOf(publicKey) === thumbprint ? publicKey : undefined;
}

async function readDefinition(
  hash: string,
  site: IndexSource,
  log: IndexLog,
  told: SiteFact[],
  filed: LogPlace | undefined,
): Promise<KnownDefinition | undefined> {
  const filedIn = filed?.index;
  const query = filedIn === undefined ? `hash=${hash}` : `hash=${hash}&filed_in=${filedIn}`;
  const list = await site.json<{ data: { form: DefinitionForm; life?: Life }[] }>(`/api/v1/definitions?${query}`);
  const lives = list?.data.map(({ form, life }) => lifeOf(form, life)) ?? [];
  const said = lifeThen(lives, hash, filedIn);
  if (said === undefined) return undefined;
  const named = await readVersion(said.id, hash, site);
  if (named === undefined) return undefined;
  told.push({ about: "definition", standing: "by-hash" });
  const proven = await site.json<Proven<DefinitionForm>>(`/api/v1/definitions/${said.id}?proof=1`);
  const signed = await provenForm<DefinitionForm>(proven?.proof, `definition:${said.id}`, site, log);
  // The state speaks of what its form keeps; of a version that was pushed out, or came again, the index does.
  const isKept = signed !== undefined && versionOf(signed, hash)?.entry === said.version.entry;
  const inState = isKept ? lifeThen([lifeOf(signed)], hash, filedIn) : undefined;
  told.push({ about: "definition-listed", standing: inState === undefined ? "claimed" : "verified" });
  const { listed, withdrawn } = inState ?? said;
  // A full form has lost the version that its oldest one replaced.
  const isOldest = signed?.versions.length === KEPT_VERSIONS && signed?.versions.at(-1)?.hash === hash;
  const older = isOldest ? said.before : (inState ?? said).before;
  const before = older === undefined ? undefined : await readVersion(said.id, older.hash, site);
  return {
    ...named,
    listed,
    ...(withdrawn === undefined ? {} : { withdrawn }),
    ...(before === undefined || older === undefined ? {} : { before: { ...before, since: promisedSince(older) } }),
  };
}

/** One version with its files; undefined when what is served does not have the hash. */
async function readVersion(
  id: string,
  hash: string,
  site: IndexSource,
): Promise<Pick<KnownDefinition, "definition" | "material"> | undefined> {
  const answer = await site.json<{ data: DefinitionVersionView }>(`/api/v1/definitions/${id}/versions/${hash}`);
  const document = definitionSchema.safeParse(answer?.data.document);
  if (answer === undefined || !document.success || hexEncode(definitionHash(document.data)) !== hash) return undefined;
  const { code, state } = answer.data;
  const material = { code: await readFile(code, site), state: await readFile(state, site) };
  return { definition: document.data, material };
}

async function readFile(named: DefinitionVersionView["code"], site: IndexSource): Promise<Uint8Array | undefined> {
  const bytes = named === null ? undefined : await site.bytes(`/api/v1/parts/${named.commit}`);
  return bytes !== undefined && hexEncode(sha256(bytes)) === named?.sha256 ? bytes : undefined;
}

async function readEarlier(fault: string, site: IndexSource, filed: FiledFacts | undefined, told: SiteFact[]) {
  const answer =
    filed === undefined ? await site.json<{ data: { case: string | null } }>(`/api/v1/faults/${fault}`) : undefined;
  if (filed === undefined && answer === undefined) return undefined;
  told.push({ about: "earlier-case", standing: "claimed" });
  return { of: fault, said: filed === undefined ? (answer?.data.case ?? null) : filed.earlier };
}

/** Others than the one that is accused here. */
async function readSimilar(
  hash: string,
  accused: string,
  site: IndexSource,
  filed: FiledFacts | undefined,
  told: SiteFact[],
) {
  const provider = isDidKey(accused) ? providerIdOfKey(accused) : accused;
  const answer =
    filed === undefined
      ? await site.json<{ data: { providers: number } }>(`/api/v1/definitions/${hash}/suspicion?provider=${provider}`)
      : undefined;
  if (filed === undefined && answer === undefined) return undefined;
  told.push({ about: "similar-cases", standing: "claimed" });
  return filed === undefined ? (answer?.data.providers ?? 0) : filed.similar;
}
