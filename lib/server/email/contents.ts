/** What a message is about, as its row keeps it until it is sent. Words are made when it is sent, and kept nowhere. */
import type { SeatTaskName } from "#lib/dispute/seat-task.ts";
import type { AlertKind } from "#lib/state/alerts.ts";

/** How near the end of a clock is: a seat is told when it comes, and reminded a day and two hours before. */
export type Stage = "new" | "day" | "hours";
export type Role = "operator" | "reporter";

export type Content =
  | { readonly kind: "confirm"; readonly token: string }
  | {
      readonly kind: "step";
      readonly step: AlertKind;
      readonly facts: Readonly<Record<string, string>>;
      readonly case: string;
      readonly role: Role;
      /** Of the operator's own provider; a reporter gets no words that the other side wrote. */
      readonly provider: string | null;
      /** The next clock, as RFC 3339. */
      readonly due: string | null;
    }
  | {
      readonly kind: "seat";
      readonly case: string;
      readonly does: SeatTaskName;
      readonly due: string;
      readonly stage: Stage;
    };
