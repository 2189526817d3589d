/** Who is here: the session, the key of this browser, and what the log knows of the participant. */
import { useQuery } from "@tanstack/react-query";
import type { SessionView } from "#lib/contract/accounts.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import type { AccountNote, KeyRecord } from "../keystore/key-record.ts";
import { controlKeyFor } from "../keystore/use-keystore.ts";
import {
  accountNoteQuery,
  indexQuery,
  keysQuery,
  ownProvidersQuery,
  participantQuery,
  signingKeyQuery,
  whoAmIQuery,
} from "./queries.ts";

export type Account = {
  readonly did: Did | undefined;
  readonly session: SessionView | null;
  /** The control key that would sign here. */
  readonly key: KeyRecord | undefined;
  /** What the log says of that key; null when it is not published. */
  readonly keyForm: KeyForm | null;
  readonly participant: ParticipantForm | null;
  readonly providers: readonly ProviderForm[];
  readonly note: AccountNote | undefined;
  readonly lasting: "device" | "session";
  readonly origin: Origin | undefined;
  /** The index's clock at its last answer; undefined before the first. */
  readonly now: Instant | undefined;
};

export type AccountState =
  | { readonly status: "loading" }
  | { readonly status: "failed"; readonly error: Error; readonly retry: () => void }
  | { readonly status: "ready"; readonly account: Account };

/** The signed-in account when there is one, else the account of the latest key that this browser holds. */
export function useAccount(): AccountState {
  const keys = useQuery(keysQuery);
  const who = useQuery(whoAmIQuery);
  const index = useQuery(indexQuery);
  const session = who.data?.session ?? null;
  const records = keys.data?.records ?? [];
  const did = (session?.did as Did | undefined) ?? controlKeyFor(records, undefined)?.account;
  const key = did === undefined ? undefined : controlKeyFor(records, did);
  const enabled = did !== undefined;
  const participant = useQuery({ ...participantQuery(did ?? ""), enabled });
  const providers = useQuery({ ...ownProvidersQuery(did ?? ""), enabled });
  const note = useQuery({ ...accountNoteQuery(did ?? ""), enabled });
  const keyForm = useQuery({ ...signingKeyQuery(key?.thumbprint ?? ""), enabled: key !== undefined });

  const needed = enabled ? [keys, who, index, participant, providers, note] : [keys, who, index];
  const failed = needed.find((query) => query.error !== null && query.data === undefined);
  if (failed?.error) {
    const retry = () => needed.forEach((query) => void query.refetch());
    return { status: "failed", error: failed.error, retry };
  }
  const waits = needed.some((query) => query.data === undefined) || (key !== undefined && keyForm.data === undefined);
  if (waits) return { status: "loading" };
  return {
    status: "ready",
    account: {
      did,
      session,
      key,
      keyForm: keyForm.data ?? null,
      participant: participant.data ?? null,
      providers: providers.data?.providers ?? [],
      note: note.data,
      lasting: keys.data?.lasting ?? "device",
      origin: index.data?.origin,
      now: providers.data?.now,
    },
  };
}
