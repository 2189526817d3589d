/** Slots: a statement that replaces another names the one before it (docs/protocol). */
import type { StatementHash } from "#lib/kernel/ids.ts";
import type { UnsignedStatement } from "#lib/statement/envelope.ts";
import { isKind, KINDS } from "#lib/statement/kinds.ts";
import { definitionOf, indexOf, modelOf, participantOf, providerOf, type StateView } from "./view.ts";

/** Hash of the last effective statement in the statement's slot; undefined: the slot is empty or the kind has none. */
export function lastInSlot(view: StateView, statement: UnsignedStatement): StatementHash | undefined {
  if (!isKind(statement.kind)) return undefined;
  const { subject } = statement;
  switch (KINDS[statement.kind].slot) {
    case "index":
      return indexOf(view)?.slot;
    case "state-root":
      return indexOf(view)?.stateRoot?.statement;
    case "participant":
      return participantOf(view, subject)?.slots.participant;
    case "member":
      return participantOf(view, subject)?.slots.member ?? undefined;
    case "provider":
      return providerOf(view, subject)?.slots.provider;
    case "key":
      return (participantOf(view, subject) ?? providerOf(view, subject))?.slots.key ?? undefined;
    case "model":
      return modelOf(view)?.slot ?? undefined;
    case "definition":
      return definitionOf(view, subject)?.slot;
    case "disclosure":
      return providerOf(view, subject)?.disclosures[statement.kind.slice("disclosure.".length)]?.statement;
    case null:
      return undefined;
  }
}
