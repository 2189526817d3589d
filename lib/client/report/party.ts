/** Whose answer it is: found from the key that signed, by what the index says of that key. */
import type { DefinitionVersionView, DefinitionView } from "#lib/contract/definitions.ts";
import type { ProviderView, SigningKeyView } from "#lib/contract/entries.ts";
import type { ProviderLabel } from "#lib/contract/names.ts";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import type { Exchange } from "#lib/evidence/exchange.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { isDidKey, thumbprintOfDid } from "#lib/kernel/did-key.ts";
import { type Did, type ProviderId, parseProviderId, providerIdOfKey } from "#lib/kernel/ids.ts";
import type { KeyForm, ProviderForm } from "#lib/state/forms.ts";
import { isNameProven } from "#lib/state/name-proofs.ts";
import { browserClock } from "../platform.ts";
import { findJson } from "../request-json.ts";

/**
 * `provider` is the subject of the report. `registered`: listed here, and the key is its own. `unregistered`: nobody
 * listed it; its key is its name, and the first report opens its page.
 */
export type Party = {
  readonly signer: Did | undefined;
  readonly provider: ProviderId | Did;
  /** The id under which its page stands, or will stand. */
  readonly id: ProviderId;
  /** Undefined for a provider without one. */
  readonly label: ProviderLabel | undefined;
  readonly standing: "registered" | "unregistered";
};

type One<T> = { readonly data: T };

/** `unknown-key`: the answer names its key by a thumbprint that the index does not know. */
export type NoParty = "unknown-key" | "no-key";

/** Throws ApiProblem or TypeError when the index cannot be asked. */
export async function findParty(exchange: Exchange): Promise<Party | NoParty> {
  const { keyid } = readAnswer(exchange).parameters;
  if (keyid === undefined) return "no-key";
  const thumbprint = isDidKey(keyid) ? thumbprintOfDid(keyid) : keyid;
  const found =
    thumbprint === undefined ? undefined : await findJson<One<SigningKeyView>>(`/api/v1/keys/${thumbprint}`);
  const key = found?.data.form as KeyForm | undefined;
  const signer = isDidKey(keyid) ? keyid : key?.publicKey;
  if (signer === undefined) return "unknown-key";
  const owner = key === undefined ? undefined : parseProviderId(key.owner);
  return owner === undefined ? unregistered(signer) : registered(owner, signer);
}

/** A provider that the person chose: for claims that no signed answer speaks for. */
export async function partyOf(chosen: string): Promise<Party | undefined> {
  const id = parseProviderId(chosen.trim());
  if (id !== undefined) {
    const party = await registered(id, undefined);
    return party.label === undefined ? undefined : party;
  }
  const did = chosen.trim();
  return isDidKey(did) ? unregistered(did) : undefined;
}

async function registered(id: ProviderId, signer: Did | undefined): Promise<Party> {
  const found = await findJson<One<ProviderView>>(`/api/v1/providers/${id}`);
  const form = found?.data.form as ProviderForm | undefined;
  const label = form && { id, name: form.name, kind: form.kind, proven: isNameProven(form, browserClock()) };
  return { signer, provider: id, id, label, standing: "registered" };
}

function unregistered(signer: Did): Party {
  return { signer, provider: signer, id: providerIdOfKey(signer), label: undefined, standing: "unregistered" };
}

const CLAIM_OF_KIND: Readonly<Record<string, ClaimKind>> = {
  "content-address": "content-address",
  equality: "wrong-result",
  function: "wrong-result",
  predicate: "predicate-violated",
};

export type KnownRule = {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  /** The claim that a wrong answer under it is; undefined for a rule that no claim judges. */
  readonly claim: ClaimKind | undefined;
};

/** The public rule that the signed bytes name: undefined when they name none, `unlisted` when the index has no such one. */
export async function findRule(exchange: Exchange): Promise<KnownRule | "unlisted" | undefined> {
  const hash = readAnswer(exchange).heads?.response.definition;
  if (hash === undefined) return undefined;
  if (!/^[0-9a-f]{64}$/.test(hash)) return "unlisted";
  // The one that a verdict would go by, whoever published the same document besides.
  const list = await findJson<{ data: DefinitionView[] }>(`/api/v1/definitions?hash=${hash}`);
  const id = list?.data[0]?.id;
  if (id === undefined) return "unlisted";
  const version = await findJson<One<DefinitionVersionView>>(`/api/v1/definitions/${id}/versions/${hash}`);
  if (version === undefined) return "unlisted";
  const { name, document } = version.data;
  return { id, hash, name, claim: CLAIM_OF_KIND[String(document.kind)] };
}
