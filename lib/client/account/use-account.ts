/** Who is here: the session, the key of this browser, and what the log knows of the participant. */
import { useQueries, useQuery } from "@tanstack/react-query";
import type { SessionView } from "#lib/contract/accounts.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm, ParticipantForm, ProviderForm } from "#lib/state/forms.ts";
import type { AccountNote, KeyRecord } from "../keystore/key-record.ts";
import { controlKeyFor } from "../keystore/use-keystore.ts";
import { browserClock } from "../platform.ts";
import {
  accountNoteQuery,
  indexQuery,
  keysQuery,
  ownProvidersQuery,
  participantQuery,
  signingKeyQuery,
} from "./queries.ts";
import { whoAmIQuery } from "./who.ts";

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

type Candidate = { record: KeyRecord; form: KeyForm | null | undefined };

/**
 * The control key that signs here: of those in force the latest made, since a retiring key should not; a successor waits
 * for its first day. Where none is in force the latest made, for which the page says why it cannot sign.
 */
export function signingRecord(candidates: readonly Candidate[], at: Instant): Candidate | undefined {
  const inState = (state: "active" | "retiring") =>
    candidates.findLast(({ form }) => form !== null && form !== undefined && keyStateAt(form, at) === state);
  return inState("active") ?? inState("retiring") ?? candidates.at(-1);
}

/** The signed-in account when there is one, else the account of the latest key that this browser holds. */
export function useAccount(): AccountState {
  const keys = useQuery(keysQuery);
  const who = useQuery(whoAmIQuery);
  const index = useQuery(indexQuery);
  const session = who.data?.session ?? null;
  const records = keys.data?.records ?? [];
  const did = (session?.did as Did | undefined) ?? controlKeyFor(records, undefined)?.account;
  const controls = records.filter((record) => record.purpose === "control" && record.account === did);
  const forms = useQueries({ queries: controls.map((record) => signingKeyQuery(record.thumbprint)) });
  const enabled = did !== undefined;
  const participant = useQuery({ ...participantQuery(did ?? ""), enabled });
  const providers = useQuery({ ...ownProvidersQuery(did ?? ""), enabled });
  const note = useQuery({ ...accountNoteQuery(did ?? ""), enabled });

  const needed = enabled ? [keys, who, index, participant, providers, note] : [keys, who, index];
  const failed = needed.find((query) => query.error !== null && query.data === undefined);
  if (failed?.error) {
    const retry = () => needed.forEach((query) => void query.refetch());
    return { status: "failed", error: failed.error, retry };
  }
  const waits = needed.some((query) => query.data === undefined) || forms.some((query) => query.isPending);
  if (waits) return { status: "loading" };
  const candidates = controls.map((record, at) => ({ record, form: forms[at]?.data }));
  const chosen = signingRecord(candidates, providers.data?.now ?? browserClock());
  return {
    status: "ready",
    account: {
      did,
      session,
      key: chosen?.record,
      keyForm: chosen?.form ?? null,
      participant: participant.data ?? null,
      providers: providers.data?.providers ?? [],
      note: note.data,
      lasting: keys.data?.lasting ?? "device",
      origin: index.data?.origin,
      now: providers.data?.now,
    },
  };
}
