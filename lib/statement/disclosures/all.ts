/** All disclosure types: written from the files of this folder by `npm run check -- --fix`. */
import { disclosure as actionItemUpdate } from "./action-item-update.ts";
import { disclosure as audit } from "./audit.ts";
import { disclosure as bond } from "./bond.ts";
import { disclosure as canary } from "./canary.ts";
import { disclosure as contacts } from "./contacts.ts";
import { disclosure as custodyAddresses } from "./custody-addresses.ts";
import { disclosure as databaseLedgerDigest } from "./database-ledger-digest.ts";
import { disclosure as dependency } from "./dependency.ts";
import { disclosure as fees } from "./fees.ts";
import { disclosure as heartbeat } from "./heartbeat.ts";
import { disclosure as identity } from "./identity.ts";
import { disclosure as incident } from "./incident.ts";
import { disclosure as liabilities } from "./liabilities.ts";
import { disclosure as reserves } from "./reserves.ts";
import { disclosure as serviceLevel } from "./service-level.ts";
import { disclosure as software } from "./software.ts";
import { disclosure as termsChange } from "./terms-change.ts";
import { disclosure as windupNotice } from "./windup-notice.ts";
import { disclosure as windupPlan } from "./windup-plan.ts";

export const DISCLOSURES = {
  action_item_update: actionItemUpdate,
  audit,
  bond,
  canary,
  contacts,
  custody_addresses: custodyAddresses,
  database_ledger_digest: databaseLedgerDigest,
  dependency,
  fees,
  heartbeat,
  identity,
  incident,
  liabilities,
  reserves,
  service_level: serviceLevel,
  software,
  terms_change: termsChange,
  windup_notice: windupNotice,
  windup_plan: windupPlan,
};

export type DisclosureName = keyof typeof DISCLOSURES;

export function isDisclosureName(text: string): text is DisclosureName {
  return Object.hasOwn(DISCLOSURES, text);
}
