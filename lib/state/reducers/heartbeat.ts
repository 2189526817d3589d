/** disclosure.heartbeat: beats are counted, arm the clock of silence, and end a silence. */

import { afterBeat } from "#lib/disclosure/heartbeat.ts";
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { type Instant, parseInstant } from "#lib/kernel/instant.ts";
import { canonicalBytes, type JsonObject, type JsonValue } from "#lib/kernel/json.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import type { HeartbeatBody } from "#lib/statement/disclosures/heartbeat.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { verifyStatementReceipt } from "#lib/statement/verify-receipt.ts";
import { type ProviderForm, providerKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { indexOf, participantOf, policyOf, providerOf, publicKeyByThumbprint, type StateView } from "../view.ts";

export const publishBeat: Reducer = (view, { index, statedIn = index, loggedAt, statement }) => {
  const before = providerOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  const body = statement.body as HeartbeatBody;
  const effectiveAt = parseInstant(body.effectiveAt);
  if (effectiveAt === undefined) return "guard";
  const elsewhere = body.elsewhere === undefined ? undefined : timeElsewhere(view, statement, body.elsewhere);
  if (elsewhere === "bad-proof") return "bad-proof";
  const beat = {
    entry: statedIn,
    loggedAt,
    key: statement.key,
    cadenceHours: body.cadenceHours,
    softwareVersion: body.softwareVersion,
    armed: body.armed,
    effectiveAt,
    elsewhere,
  };
  const heartbeat = afterBeat(before.heartbeat, beat, indexOf(view)?.outages ?? []);
  if (heartbeat === undefined) return "guard";
  const form: ProviderForm = { ...before, heartbeat };
  return new Map([[providerKey(before.id), form]]);
};

/** When a peer of the policy logged a beat that the same operator signed for this provider. */
function timeElsewhere(
  view: StateView,
  { log, issuer, subject }: UnsignedStatement,
  receipt: JsonObject,
): Instant | "bad-proof" {
  const origin = String(receipt.checkpoint).split("\n", 1)[0];
  const logVkey = policyOf(view)?.peers?.find((vkey) => parseVkey(vkey)?.name === origin);
  if (logVkey === undefined) return "bad-proof";
  const keys = (thumbprint: Thumbprint) => publicKeyByThumbprint(view, thumbprint);
  const finding = verifyStatementReceipt(canonicalBytes(receipt as JsonValue), { logVkey, keys });
  const said = finding.parsed?.statement;
  // A signature that cannot be checked proves nothing here.
  if (!finding.checks.every(({ outcome }) => outcome === "pass")) return "bad-proof";
  if (said === undefined || finding.loggedAt === undefined) return "bad-proof";
  const meant = said.body.for as HeartbeatBody["for"];
  const isOurs = said.kind === "disclosure.heartbeat" && said.issuer === issuer && mayBeat(view, said, subject);
  return isOurs && meant?.log === log && meant.provider === subject ? finding.loggedAt : "bad-proof";
}

/** Signed by a key that speaks for the provider here, too: an account key of the operator, or one that the provider published. */
function mayBeat(view: StateView, { issuer, key }: UnsignedStatement, provider: string): boolean {
  const form = providerOf(view, provider);
  if (form?.operator !== issuer) return false;
  const accountKeys = participantOf(view, issuer)?.controlKeys ?? [];
  return accountKeys.includes(key) || form.keys.some(({ thumbprint }) => thumbprint === key);
}
