/** An operator with one provider, for the gallery: nobody holds its key. */
import type { Account } from "#lib/client/account/use-account.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { Did, EntryIndex, Origin, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, DAY_MS, formatInstant } from "#lib/kernel/instant.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";

export const NOW = asInstant(Date.UTC(2026, 10, 27, 12));
export const at = (days: number) => addMs(NOW, days * DAY_MS);
export const day = (days: number) => formatInstant(at(days));
export const entry = (index: number) => index as EntryIndex;
export const hash = (digit: string) => digit.repeat(64) as StatementHash;

export const ORIGIN = "index.example/log" as Origin;
export const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
export const KEY = "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint;
export const PROVIDER_ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;

export const PARTICIPANT: ParticipantForm = {
  ...{ aggregate: "participant", did: DID, displayName: "Halden Exchange GmbH" },
  ...{ registeredIn: entry(7), registeredAt: day(-200), controlKeys: [KEY], nextKeyDigest: "5".repeat(64) },
  ...{ recoveryKey: DID, recovery: null, vetoedRecoveryKey: null, threshold: 1, members: [] },
  slots: { participant: hash("7"), key: null, member: null },
};
export const PROVIDER: ProviderForm = {
  ...{ aggregate: "provider", id: PROVIDER_ID, kind: "instance", operator: DID, name: "Halden" },
  ...{ domain: null, address: null, observe: false, keyDirectory: null, registeredIn: entry(8) },
  ...{ registeredAt: day(-200), provenBy: [DID], links: [] },
  names: { dns: { seen: null, missed: null }, file: { seen: null, missed: null } },
  ...{ observed: {}, heartbeat: null, keys: [], disclosures: {}, slots: { provider: hash("8"), key: null } },
};
export const KEY_FORM: KeyForm = {
  ...{ aggregate: "key", thumbprint: KEY, publicKey: DID, owner: DID, participant: DID, purpose: "control" },
  ...{ state: "active", addedIn: entry(7), addedAt: day(-200), activeFrom: day(-200), retirement: null },
  ...{ revocation: null, statement: hash("7") },
};
/** What is read of it: there is no key behind it. */
const RECORD = {
  ...{ thumbprint: KEY, where: "Firefox on Linux", createdAt: at(-200), lastUsedAt: at(-2) },
} as KeyRecord;
export const ACCOUNT: Account = {
  ...{ did: DID, session: null, key: RECORD, keyForm: KEY_FORM, participant: PARTICIPANT, providers: [PROVIDER] },
  ...{ note: undefined, lasting: "device", origin: undefined, now: NOW },
};
