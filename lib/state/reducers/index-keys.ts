/** index.genesis and index.key: the keys, admins and first policy of the index itself. */

import type { z } from "zod";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { genesisBody, indexKeyBody } from "#lib/statement/bodies.ts";
import type { AggregateKey, Form, IndexForm } from "../forms.ts";
import type { Reducer } from "../reducer.ts";
import { indexOf, isWeakDid, participantOf } from "../view.ts";
import { modelOfGenesis } from "./model.ts";

export const foundIndex: Reducer = (view, { index, loggedAt, statement, hash }) => {
  if (index !== 0 || indexOf(view) !== undefined) return "already-exists";
  const body = statement.body as z.infer<typeof genesisBody>;
  if (body.origin !== statement.log || body.threshold > body.admins.length) return "guard";
  if (hasWeakKey(body)) return "guard";
  const form: IndexForm = {
    aggregate: "index",
    origin: body.origin as Origin,
    issuer: statement.issuer,
    keys: {
      log: body.logKey as Did,
      promise: body.promiseKey as Did,
      answer: body.answerKey as Did,
      witness: body.witnessKey as Did,
      statement: body.statementKey as Did,
    },
    admins: body.admins as Did[],
    threshold: body.threshold,
    foldVersion: body.foldVersion,
    modelHash: body.modelHash,
    verifierSha256: body.verifierSha256,
    drawChainEnd: body.drawChainEnd,
    drawChainSince: body.drawChainEnd === null ? null : formatInstant(loggedAt),
    roster: null,
    slot: hash,
    stateRoot: null,
    withheld: [],
    accusations: null,
    outages: [],
  };
  const writes = new Map<AggregateKey, Form>([
    ["index", form],
    ["policy", { aggregate: "policy", policy: body.policy, since: index, announced: null, history: [] }],
  ]);
  if (body.modelHash === null) return writes;
  return writes.set("model", modelOfGenesis({ hash: body.modelHash, entry: index, at: formatInstant(loggedAt) }));
};

type KeyField = "logKey" | "promiseKey" | "answerKey" | "witnessKey" | "statementKey";
type Keys = { [field in KeyField]?: string | undefined } & { admins?: string[] | undefined };

/** A weak admin could never sign again, and the index would be nobody's. */
function hasWeakKey({ logKey, promiseKey, answerKey, witnessKey, statementKey, admins = [] }: Keys): boolean {
  const keys = [logKey, promiseKey, answerKey, witnessKey, statementKey, ...admins];
  return keys.some((key) => key !== undefined && isWeakDid(key as Did));
}

/** The log key is not among the fields: it never rotates (docs/protocol/authority.md, "Genesis"). */
export const changeIndexKeys: Reducer = (view, { statement, hash }) => {
  const before = indexOf(view);
  if (before === undefined) return "guard";
  const body = statement.body as z.infer<typeof indexKeyBody>;
  const admins = (body.admins as Did[] | undefined) ?? before.admins;
  const threshold = body.threshold ?? before.threshold;
  if (threshold > admins.length || hasWeakKey(body)) return "guard";
  // An admin signs alone: behind a threshold of its own its one signature would never count.
  if (admins.some((did) => (participantOf(view, did)?.threshold ?? 1) > 1)) return "guard";
  const form: IndexForm = {
    ...before,
    keys: {
      ...before.keys,
      promise: (body.promiseKey as Did | undefined) ?? before.keys.promise,
      answer: (body.answerKey as Did | undefined) ?? before.keys.answer,
      witness: (body.witnessKey as Did | undefined) ?? before.keys.witness,
      statement: (body.statementKey as Did | undefined) ?? before.keys.statement,
    },
    admins,
    threshold,
    verifierSha256: body.verifierSha256 ?? before.verifierSha256,
    slot: hash,
  };
  return new Map([["index", form]]);
};
