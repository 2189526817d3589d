"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { whoAmIQuery } from "#lib/client/account/who.ts";
import { useOpenedBallots } from "#lib/client/demonstration/use-opened-ballots.ts";
import { useKeys, useKeystoreActions } from "#lib/client/keystore/use-keystore.ts";
import { requestJson } from "#lib/client/request-json.ts";
import type { DemoPersona } from "#lib/contract/demonstration.ts";
import type { DemoClock } from "#lib/contract/endpoints/demonstration.ts";

type Props = { personas: readonly Pick<DemoPersona, "did" | "name">[]; clock: DemoClock | undefined };

/** As whom of the invented market this browser acts, and the way back: their public keys leave it. */
export default function Acting({ personas, clock }: Props) {
  const session = useQuery(whoAmIQuery).data?.session;
  const keys = useKeys();
  const { forget } = useKeystoreActions();
  const client = useQueryClient();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const isOne = (did: string | undefined) => personas.some((persona) => persona.did === did);
  const lent = (keys?.records ?? []).filter(({ account }) => isOne(account));
  const acts = personas.find(({ did }) => did === session?.did);
  useOpenedBallots(acts?.did, clock);
  if (acts === undefined && lent.length === 0) return null;
  const end = async () => {
    setBusy(true);
    if (acts !== undefined) await requestJson("/api/v1/session", { method: "DELETE" }).catch(() => undefined);
    for (const { thumbprint } of lent) await forget(thumbprint);
    await client.invalidateQueries();
    router.refresh();
    setBusy(false);
  };
  return (
    <p data-acting="" className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{acts === undefined ? "This browser holds a public key." : `You act as ${acts.name}.`}</span>
      <Button size="sm" data-guide="be-yourself" busy={isBusy} onClick={() => void end()}>
        Be yourself again
      </Button>
    </p>
  );
}
