"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Card } from "#components/ui/panel.tsx";
import type { DemoPersona } from "#lib/contract/demonstration.ts";

/** Where each finds what is to do. */
const DESKS: Readonly<Record<string, string>> = { operator: "/operator", maintainer: "/review", reporter: "/report" };

/** People of the invented market as whom a visitor may act: their keys are public, and come into this browser by a click. */
export function PersonaList({ personas }: { personas: readonly DemoPersona[] }) {
  const client = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<string>();

  const act = async (persona: DemoPersona) => {
    setBusy(persona.id);
    setFailure(undefined);
    try {
      // Keys and signatures are more than the rest of the page: only who acts loads them.
      const { actAs } = await import("#lib/client/demonstration/act-as.ts");
      const reason = await actAs(persona);
      if (reason !== undefined) return setFailure(reason);
      await client.invalidateQueries();
      // The button that was used goes with this page: who has only a keyboard goes on where the next one begins.
      document.getElementById("main")?.focus({ preventScroll: true });
      router.push(DESKS[persona.role] ?? "/");
      router.refresh();
    } catch (error) {
      setFailure(error instanceof Error ? error.message : "The index could not be reached.");
    } finally {
      setBusy(undefined);
    }
  };

  return (
    <div className="flex flex-col gap-4">
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {personas.map((persona) => (
          <li key={persona.id} className="min-w-0">
            <Card className="flex h-full flex-col gap-2">
              <h3 className="text-lg">
                {persona.name}, {persona.role}
              </h3>
              <p className="flex-1 text-muted">{persona.words}</p>
              <div>
                <Button data-persona={persona.id} busy={busy === persona.id} onClick={() => void act(persona)}>
                  Act as {persona.name}
                </Button>
              </div>
              <Details summary="Key">
                <p className="text-muted text-sm">
                  Everybody can compute it, so nobody is proven to be {persona.name}.
                </p>
                <HashText value={persona.did} what="account" />
                <HashText value={persona.seed} what="secret key" />
              </Details>
            </Card>
          </li>
        ))}
      </ul>
      {failure === undefined ? null : (
        <Alert tone="failed" live title="Not signed in">
          {failure}
        </Alert>
      )}
    </div>
  );
}
