/** What an index says of itself (`/.well-known/touchstone.json`) against the log: a hint must not lead astray. */
import type { SelfDescription } from "#lib/contract/log.ts";
import type { Check } from "#lib/kernel/checks.ts";
import { didKeyOf } from "#lib/kernel/did-key.ts";
import { parseVkey } from "#lib/log/vkey.ts";
import type { AuditedEntry } from "#lib/state/audit.ts";
import type { IndexForm } from "#lib/state/forms.ts";

export function checkDescription(
  said: SelfDescription,
  index: IndexForm | undefined,
  genesis: AuditedEntry | undefined,
): Check {
  const name = "self-description";
  const facts: [string, string | null | undefined, string | null | undefined][] = [
    ["origin", said.origin, index?.origin],
    ["log key", didOf(said.vkeys.log), index?.keys.log],
    ["promise key", didOf(said.vkeys.promise), index?.keys.promise],
    ["witness key", didOf(said.vkeys.witness), index?.keys.witness],
    ["answer key", said.answer_key, index?.keys.answer],
    ["statement key", said.statement_key, index?.keys.statement],
    ["genesis", said.genesis_hash, genesis?.parsed.hash],
    ["verifier", said.verifier_sha256, index?.verifierSha256],
  ];
  const wrong = facts.find(([, claimed, logged]) => logged === undefined || claimed !== logged);
  if (wrong === undefined) return { name, outcome: "pass", detail: "the index names the keys that its log names" };
  const detail = `The index says that its ${wrong[0]} is ${wrong[1]}, its log says ${wrong[2]}.`;
  return { name, outcome: "fail", reason: "site-differs", detail };
}

function didOf(vkey: string): string | undefined {
  const publicKey = parseVkey(vkey)?.publicKey;
  return publicKey === undefined ? undefined : didKeyOf(publicKey);
}
