/** key.flag: a maintainer warns of a signing key. Readers see it; no weight changes. */
import type { Thumbprint } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { KeyFlagBody } from "#lib/statement/maintainer-bodies.ts";
import { type FlagForm, flagKey, KEY_FLAGS } from "../governance/maintainer-forms.ts";
import type { Reducer } from "../reducer.ts";
import { signingKeyOf } from "../view.ts";

export const flagKeyOf: Reducer = (view, { index, loggedAt, statement }) => {
  const { subject, issuer, body } = statement;
  const thumbprint = (body as KeyFlagBody).thumbprint as Thumbprint;
  if (signingKeyOf(view, thumbprint)?.owner !== subject) return "unknown-subject";
  const known = view.get(flagKey(thumbprint));
  const before = known?.aggregate === "flag" ? known.flags : [];
  if (before.some(({ by }) => by === issuer)) return "already-recorded";
  if (before.length >= KEY_FLAGS) return "guard";
  const flags = [...before, { by: issuer, entry: index, loggedAt: formatInstant(loggedAt) }];
  const form: FlagForm = { aggregate: "flag", key: thumbprint, owner: subject, flags };
  return new Map([[flagKey(thumbprint), form]]);
};
