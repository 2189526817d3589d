"use client";
import { useQuery } from "@tanstack/react-query";
import { indexQuery, participantQuery } from "#lib/client/account/queries.ts";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import { ownerOfKeys } from "#lib/client/operator/key-plans.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { RevokeKeyDialog } from "./revoke-key-dialog.tsx";

/** The revocation of an account key that this browser holds, where nothing else of the account is at hand. */
export function RevokeRecord({
  record,
  signingKey,
  onClose,
}: {
  record: KeyRecord;
  signingKey: KeyForm;
  onClose: () => void;
}) {
  const participant = useQuery(participantQuery(record.account)).data;
  const origin = useQuery(indexQuery).data?.origin;
  const now = useNow();
  if (!participant || origin === undefined || now === undefined) return null;
  const owner = ownerOfKeys(participant);
  return <RevokeKeyDialog {...{ signingKey, owner, participant, record, origin, now, onClose }} />;
}
