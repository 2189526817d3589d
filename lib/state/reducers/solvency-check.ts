/** solvency.check: a user checked a published root. Counted once for each key and epoch, while the form keeps the epoch. */
import type { ProviderId } from "#lib/kernel/ids.ts";
import type { JsonObject } from "#lib/kernel/json.ts";
import { type EpochRecord, epochsOf } from "#lib/statement/disclosures/liabilities.ts";
import type { SolvencyCheckBody } from "#lib/statement/log-bodies.ts";
import { type CheckForm, checkKey, type ProviderForm, providerKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { providerOf } from "../view.ts";

/**
 * Only the root that the log has for that epoch can be checked. The fold cannot see a balance: a check is its signer's
 * word, and the operator's own word about itself does not count.
 */
export const recordCheck: Reducer = (view, { index, statement }) => {
  const before = providerOf(view, statement.subject);
  if (before === undefined) return "unknown-subject";
  if (statement.issuer === before.operator) return "conflicted";
  const { epoch, root, result } = statement.body as SolvencyCheckBody;
  const record = before.disclosures.liabilities;
  const epochs = epochsOf(record?.facts);
  if (record === undefined || !epochs.some((each) => each.epoch === epoch && each.root === root)) return "guard";
  const key = checkKey(before.id, epoch, statement.issuer);
  if (view.get(key) !== undefined) return "already-recorded";
  const counted = epochs.map((each) => (each.epoch === epoch ? countOne(each, result) : each));
  const facts = { ...record.facts, epochs: counted } as unknown as JsonObject;
  const form: ProviderForm = {
    ...before,
    disclosures: { ...before.disclosures, liabilities: { ...record, facts } },
  };
  const check: CheckForm = {
    aggregate: "check",
    provider: before.id as ProviderId,
    epoch,
    issuer: statement.issuer,
    result,
    entry: index,
  };
  return new Map<ReturnType<typeof checkKey>, ProviderForm | CheckForm>([
    [providerKey(before.id), form],
    [key, check],
  ]);
};

function countOne(record: EpochRecord, result: SolvencyCheckBody["result"]): EpochRecord {
  return { ...record, [result]: record[result] + 1 };
}
