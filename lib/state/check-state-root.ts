/** Whether a `state.root` of the index itself is true, as far as this fold can tell. */
import { hexEncode } from "#lib/kernel/base.ts";
import { thumbprintOfDid } from "#lib/kernel/did-key.ts";
import type { EntryIndex, StatementHash } from "#lib/kernel/ids.ts";
import { formatInstant } from "#lib/kernel/instant.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import type { StateRootBody } from "#lib/statement/log-bodies.ts";
import { FOLD_VERSION } from "./fold-version.ts";
import { dayOf, type FactsAt } from "./state-root.ts";
import { indexOf, type StateView } from "./view.ts";

/**
 * A claim and what became of it. `cannot-check`: `unknown-fold-version`, `unknown-model` – the facts are true, and the
 * model in force is not at hand –, or `overtaken` – an earlier claim spoke of a
 * larger size, or the claim comes over 4,096 entries late, so that the replay has passed this one; a second replay with
 * `rootsAt` checks it.
 */
export type StateRootClaim = {
  readonly index: EntryIndex;
  readonly statement: StatementHash;
  readonly size: number;
  readonly outcome: "pass" | "fail" | "cannot-check";
  readonly reason?:
    | "wrong-facts"
    | "wrong-marks"
    | "wrong-as-of"
    | "future-size"
    | "unknown-fold-version"
    | "unknown-model"
    | "overtaken";
};

/**
 * Whether the statement is a claim of the index: a void one is, since readers of its receipt cannot see that it is
 * void; one by anybody else is not, whatever it says.
 */
export function isOwnClaim(view: StateView, statement: UnsignedStatement): boolean {
  const index = indexOf(view);
  return (
    statement.kind === "state.root" &&
    index !== undefined &&
    statement.issuer === index.issuer &&
    statement.key === thumbprintOfDid(index.keys.statement)
  );
}

/** `factsAt` gives this fold's facts after so many entries, undefined when it has passed them. */
export function checkStateRoot(
  entry: { index: EntryIndex; statement: UnsignedStatement; hash: StatementHash },
  factsAt: (size: number) => FactsAt | undefined,
): StateRootClaim {
  const body = entry.statement.body as StateRootBody;
  const claim = { index: entry.index, statement: entry.hash, size: body.size };
  if (body.size > entry.index) return { ...claim, outcome: "fail", reason: "future-size" };
  if (body.fold !== FOLD_VERSION) return { ...claim, outcome: "cannot-check", reason: "unknown-fold-version" };
  const own = factsAt(body.size);
  if (own === undefined) return { ...claim, outcome: "cannot-check", reason: "overtaken" };
  if (body.facts !== hexEncode(own.facts)) return { ...claim, outcome: "fail", reason: "wrong-facts" };
  if (body.asOf !== formatInstant(dayOf(own.lastLoggedAt))) return { ...claim, outcome: "fail", reason: "wrong-as-of" };
  const { model, root } = own.marks;
  if (body.model !== model.hash) return { ...claim, outcome: "fail", reason: "wrong-marks" };
  if (model.state === "unknown") return { ...claim, outcome: "cannot-check", reason: "unknown-model" };
  if (body.marks !== hexEncode(root)) return { ...claim, outcome: "fail", reason: "wrong-marks" };
  return { ...claim, outcome: "pass" };
}
