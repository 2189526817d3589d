"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Alert } from "#components/ui/alert.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/link.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Account } from "#lib/client/account/use-account.ts";
import { askForChecks, checksQuery } from "#lib/client/operator/name-checks.ts";
import { ApiProblem } from "#lib/client/request-json.ts";
import { useNow } from "#lib/client/use-now.ts";
import type { ProviderChecks } from "#lib/contract/observations.ts";
import type { ProviderForm } from "#lib/state/forms.ts";

const TYPES: Readonly<Record<string, string>> = {
  "name-dns": "DNS",
  "name-file": "File",
  probe: "API answers",
  "payment-methods": "Payment addresses",
  "security-txt": "security.txt",
  "key-directory": "Key directory",
};

const OUTCOMES: Readonly<Record<string, { word: string; tone: Tone }>> = {
  found: { word: "found", tone: "neutral" },
  none: { word: "not there", tone: "attention" },
  "no-answer": { word: "no answer", tone: "attention" },
};

/** Asks the index to look now, and shows what each last look brought. */
export function CheckNow({ account, provider }: { account: Account; provider: ProviderForm }) {
  const isSignedIn = account.session?.did === provider.operator;
  const client = useQueryClient();
  const checks = useQuery({ ...checksQuery(provider.id), enabled: isSignedIn });
  const now = useNow();
  const [problem, setProblem] = useState<string>();
  const asked = checks.data?.asked === true;
  const wasAsked = useRef(false);
  useEffect(() => {
    // What was seen is on its way into the log when the wish is gone.
    if (wasAsked.current && !asked) void client.invalidateQueries({ queryKey: ["provider", provider.id] });
    wasAsked.current = asked;
  }, [asked, client, provider.id]);

  const ask = async () => {
    setProblem(undefined);
    try {
      client.setQueryData(checksQuery(provider.id).queryKey, await askForChecks(provider.id));
    } catch (error) {
      const seconds = error instanceof ApiProblem ? error.retryAfterSeconds : undefined;
      setProblem(seconds === undefined ? "The index cannot be asked now." : `Ask again in ${seconds} seconds.`);
    }
  };

  if (!isSignedIn) {
    return (
      <Alert title="Sign in to have it looked at now" actions={<ButtonLink href="/sign-in">Sign in</ButtonLink>}>
        Without that, the index looks within a day.
      </Alert>
    );
  }
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button onClick={() => void ask()} busy={asked}>
          Check now
        </Button>
        <span role="status" className="text-muted text-sm">
          {asked ? "Looking. This takes up to half a minute." : problem}
        </span>
      </div>
      <LooksTaken checks={checks.data?.checks ?? []} now={now} />
    </div>
  );
}

/** What the last look at each place brought; nothing before the first. */
export function LooksTaken({ checks, now }: { checks: ProviderChecks["checks"]; now: number | undefined }) {
  if (checks.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {checks.map(({ type, outcome, looked_at }) => {
        const { word, tone } = OUTCOMES[outcome] ?? { word: outcome, tone: "unknown" };
        return (
          <li key={type} className="flex flex-wrap items-baseline gap-x-2">
            <span className="min-w-36">{TYPES[type] ?? type}</span>
            <Badge tone={tone}>{word}</Badge>
            <span className="text-muted">
              <TimeText at={Date.parse(looked_at)} {...(now === undefined ? {} : { now })} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
