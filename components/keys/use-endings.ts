/** What the spare key can end beside the lost key: other account keys, members, and providers' keys, each chosen or left. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ownProvidersQuery, signingKeyQuery } from "#lib/client/account/queries.ts";
import { type Suspect, suspectsOf } from "#lib/client/operator/suspects.ts";
import { browserClock } from "#lib/client/platform.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { isActiveAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm, ParticipantForm } from "#lib/state/forms.ts";
import type { Fate } from "./fate-choice.tsx";

export type Endings = {
  readonly accountKeys: readonly KeyForm[];
  /** How many of them sign now. */
  readonly signing: number;
  readonly suspects: readonly Suspect[];
  readonly chosen: ReadonlySet<string>;
  readonly toggle: (id: string) => void;
};

/** Undefined while it is read. Chosen beforehand: every account key unless it is kept; after a theft what is new. */
export function useEndings(participant: ParticipantForm, fate: Fate): Endings | undefined {
  const own = useQuery(ownProvidersQuery(participant.did)).data;
  const providers = own?.providers ?? [];
  const named = [...participant.controlKeys, ...providers.flatMap(({ keys }) => keys.map((key) => key.thumbprint))];
  const found = useQueries({ queries: [...new Set(named)].map(signingKeyQuery) });
  const [flipped, setFlipped] = useState<ReadonlySet<string>>(new Set());
  if (own === undefined || found.some((query) => query.isPending)) return undefined;
  const now = own.now ?? browserClock();
  const forms = found.flatMap((query) => query.data ?? []);
  const accountKeys = forms.filter(
    (key) => key.purpose === "control" && isOpen(key, now) && key.thumbprint !== participant.recovery?.key,
  );
  const suspects = suspectsOf(participant, providers, forms, now);
  const preset = [
    ...(fate === "kept" ? [] : accountKeys.map(({ thumbprint }) => thumbprint as string)),
    ...(fate === "stolen" ? suspects.filter(({ isRecent }) => isRecent).map(({ id }) => id) : []),
  ];
  const chosen = new Set(preset);
  for (const id of flipped) if (!chosen.delete(id)) chosen.add(id);
  const toggle = (id: string) => {
    const next = new Set(flipped);
    if (!next.delete(id)) next.add(id);
    setFlipped(next);
  };
  const signing = accountKeys.filter((key) => isActiveAt(key, now)).length;
  return { accountKeys, signing, suspects, chosen, toggle };
}

const isOpen = (key: KeyForm, now: Instant) => key.state === "pending" || isActiveAt(key, now);
