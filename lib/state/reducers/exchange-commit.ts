/** exchange.commit: the log's time for something that only its owner knows. */
import { addMs, formatInstant, parseInstant, SECOND_MS } from "#lib/kernel/instant.ts";
import { type CommitterForm, committerKey } from "../forms.ts";
import type { Reducer } from "../reducer.ts";

/** One key commits at most so often; whoever has more to fix in that time fixes them as a batch. */
export const COMMIT_INTERVAL_MS = 10 * SECOND_MS;

export const commitExchange: Reducer = (view, { index, loggedAt, statement }) => {
  const key = committerKey(statement.key);
  const form = view.get(key);
  const before = form?.aggregate === "committer" ? form : undefined;
  const last = before === undefined ? undefined : parseInstant(before.last.loggedAt);
  if (last !== undefined && loggedAt < addMs(last, COMMIT_INTERVAL_MS)) return "guard";
  const after: CommitterForm = {
    aggregate: "committer",
    key: statement.key,
    commits: (before?.commits ?? 0) + 1,
    last: { entry: index, loggedAt: formatInstant(loggedAt) },
  };
  return new Map([[key, after]]);
};
