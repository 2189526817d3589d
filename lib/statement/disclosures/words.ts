/** The types in words, for pages that need no schema: written by `npm run check -- --fix`. */
import type { DisclosureName } from "./all.ts";

export const DISCLOSURE_WORDS: Record<DisclosureName, { title: string; object: string }> = {
  action_item_update: { title: "Action item", object: "an update of an action item" },
  audit: { title: "Independent audit", object: "an audit" },
  bond: { title: "Bond", object: "its bond" },
  canary: { title: "Canary", object: "its canary" },
  contacts: { title: "Contacts", object: "its contacts" },
  custody_addresses: { title: "Custody addresses", object: "where it keeps its users' money" },
  database_ledger_digest: { title: "Ledger digests", object: "digests of its ledger" },
  dependency: { title: "Dependencies", object: "its dependencies" },
  fees: { title: "Prices", object: "its prices" },
  heartbeat: { title: "Heartbeat", object: "a sign of life" },
  identity: { title: "Identity", object: "its identity" },
  incident: { title: "Incident", object: "an incident" },
  liabilities: { title: "Liabilities", object: "what it owes its users" },
  reserves: { title: "Reserves", object: "its reserves" },
  service_level: { title: "Service level", object: "its service level" },
  software: { title: "Software", object: "its software" },
  terms_change: { title: "Change of terms", object: "a change of its terms" },
  windup_notice: { title: "Wind-up notice", object: "that it closes" },
  windup_plan: { title: "Wind-up plan", object: "its wind-up plan" },
};
