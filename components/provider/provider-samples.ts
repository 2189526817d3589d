/** Made-up facts of a provider for the gallery: its disclosures, its keys and their versions, by the code that reads them. */
import { changesBetween } from "#lib/disclosure/differences.ts";
import { fieldsOf } from "#lib/disclosure/field-tree.ts";
import { coverageOf } from "#lib/disclosure/gaps.ts";
import type { Did, EntryIndex, ProviderId, StatementHash, Thumbprint } from "#lib/kernel/ids.ts";
import { addMs, asInstant, formatInstant } from "#lib/kernel/instant.ts";
import { canonicalText, type JsonObject } from "#lib/kernel/json.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { DISCLOSURES } from "#lib/statement/disclosures/all.ts";
import type { DisclosureRow, ReadVersion } from "./disclosures/disclosure-rows.ts";

export const NOW = asInstant(Date.UTC(2026, 10, 23, 12));
export const DAY = 86_400_000;
export const DID = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK" as Did;
export const ID = "prv_mfrggzdfmztwq2lknnwg23tpoa" as ProviderId;
export const LABEL = { id: ID, name: "Halden", kind: "instance" as const, proven: true };

export const BODY: JsonObject = {
  version: 1,
  effectiveAt: "2026-11-20T10:00:00.000Z",
  expiresAt: "2027-11-20T10:00:00.000Z",
  legalName: "Halden Storage GmbH",
  form: "GmbH",
  registerNumber: "HRB 12345, Amtsgericht Köln",
  jurisdiction: "DE",
  regulation: { status: "licensed", regime: "MiCA", licence: "2026/117" },
  website: "https://halden.example/imprint",
  otherProviders: [ID],
  note: "Renamed in the register on 1 November.\nThe people are the same.",
  overhead: { basis: "estimated", latencyMs: "3" },
};
export const version = (index: number, said: JsonObject, daysAgo = 3): ReadVersion => ({
  entry: {
    index,
    statement_hash: "5".repeat(64),
    kind: "disclosure.identity",
    issuer: DID,
    key: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY",
    subject: ID,
    logged_at: formatInstant(addMs(NOW, -daysAgo * DAY)),
    effect: { status: "effective", size: index + 1 },
  },
  body: said,
  statement: canonicalText(said),
});
export const LIVES = [
  { entry: 4, loggedAt: addMs(NOW, -500 * DAY), until: addMs(NOW, -135 * DAY) },
  { entry: 12, loggedAt: addMs(NOW, -100 * DAY), until: addMs(NOW, 265 * DAY) },
];
const { title, purpose, step, type, body: schema } = DISCLOSURES.identity;
const published: DisclosureRow = {
  ...{ type, title, purpose, step, isEvent: false, fields: fieldsOf(schema), versions: 2 },
  staleness: "ok",
  until: addMs(NOW, 362 * DAY),
  recorded: null,
  newest: version(12, BODY),
  changes: changesBetween(fieldsOf(schema), { ...BODY, legalName: "Halden UG", form: "UG" }, BODY),
  gaps: coverageOf(LIVES, NOW).gaps,
};
const { bond, contacts } = DISCLOSURES;
export const ROWS: readonly DisclosureRow[] = [
  {
    ...{ type: contacts.type, title: contacts.title, purpose: contacts.purpose, step: 1, isEvent: false },
    fields: fieldsOf(contacts.body),
    ...{
      staleness: "never",
      until: null,
      recorded: null,
      versions: 0,
      newest: undefined,
      changes: undefined,
      gaps: [],
    },
  },
  published,
  {
    ...{ type: bond.type, title: bond.title, purpose: bond.purpose, step: 4, isEvent: false },
    fields: fieldsOf(bond.body),
    ...{ staleness: "long-stale", until: addMs(NOW, -400 * DAY), recorded: "long-stale" },
    ...{ versions: 1, changes: undefined, gaps: [] },
    newest: version(9, bond.example(NOW)),
  },
];

const key = (change: Partial<KeyForm>): KeyForm => ({
  aggregate: "key",
  thumbprint: "xlrkgN6GlVhwlVm9aUkQg0chvJ-pHEf1vimkPQFCTpY" as Thumbprint,
  publicKey: DID,
  owner: ID,
  participant: DID,
  purpose: "response",
  state: "active",
  addedIn: 6 as EntryIndex,
  addedAt: "2026-11-20T10:00:00.000Z",
  activeFrom: "2026-11-20T10:00:00.000Z",
  retirement: null,
  revocation: null,
  statement: "" as StatementHash,
  ...change,
});
export const FLAGS = new Map([["a2", [{ entry: 812 }, { entry: 840 }]]]);

export const KEYS = [
  key({ thumbprint: "a1" as Thumbprint, purpose: "token", state: "proven", activeFrom: null }),
  key({ thumbprint: "a2" as Thumbprint }),
  key({ thumbprint: "a3" as Thumbprint, state: "pending", activeFrom: "2026-11-24T10:00:00.000Z" }),
  key({
    thumbprint: "a5" as Thumbprint,
    state: "retiring",
    activeFrom: "2026-11-21T10:00:00.000Z",
    retirement: {
      entry: 12 as EntryIndex,
      at: "2026-11-22T16:00:00.000Z",
      retiresAt: "2026-11-30T10:00:00.000Z",
    },
  }),
  key({
    thumbprint: "a4" as Thumbprint,
    state: "revoked",
    revocation: {
      entry: 9 as EntryIndex,
      at: "2026-11-22T10:00:00.000Z",
      reason: "compromised",
      compromisedSince: "2026-11-21T10:00:00.000Z",
    },
  }),
];
