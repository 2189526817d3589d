"use client";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { KeyRecord } from "#lib/client/keystore/key-record.ts";
import type { Instant } from "#lib/kernel/instant.ts";
import { isActiveAt, keyStateAt } from "#lib/keys/lifecycle.ts";
import type { KeyForm } from "#lib/state/forms.ts";
import { countdownOf, KEY_PURPOSE_WORDS, KEY_STATES, REVOCATION_WORDS } from "./key-state-words.ts";

export type KeyAct = "rotate" | "revoke";

/** Keys as the log has them: state, what time will bring and why, where the key lives, and what can be done. */
export function LogKeyList({
  keys,
  records,
  now,
  onAct,
}: {
  keys: readonly KeyForm[];
  records: readonly KeyRecord[];
  now: Instant;
  onAct: (key: KeyForm, act: KeyAct) => void;
}) {
  return (
    <ul className="divide-y divide-divider">
      {keys.map((key) => (
        <LogKeyRow
          key={key.thumbprint}
          signingKey={key}
          record={records.find((record) => record.thumbprint === key.thumbprint)}
          now={now}
          onAct={(act) => onAct(key, act)}
        />
      ))}
    </ul>
  );
}

function LogKeyRow({
  signingKey,
  record,
  now,
  onAct,
}: {
  signingKey: KeyForm;
  record: KeyRecord | undefined;
  now: Instant;
  onAct: (act: KeyAct) => void;
}) {
  const state = keyStateAt(signingKey, now);
  const countdown = countdownOf(signingKey, now);
  const name = `${KEY_PURPOSE_WORDS[signingKey.purpose].title} key ${signingKey.thumbprint.slice(0, 6)}`;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 py-3 sm:flex-nowrap">
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="font-medium">{KEY_PURPOSE_WORDS[signingKey.purpose].title}</span>
          <Badge tone={KEY_STATES[state].tone}>{KEY_STATES[state].word}</Badge>
          <HashText value={signingKey.thumbprint} what="key" />
        </p>
        {countdown === undefined ? null : (
          <p className="mt-1 text-sm">
            {countdown.lead} <TimeText at={countdown.at} precision="minute" /> (
            <TimeText at={countdown.at} now={now} show="relative" />
            ). <span className="text-muted">{countdown.reason}</span>
          </p>
        )}
        <p className="mt-1 text-muted text-sm">
          {record === undefined ? "Not in this browser." : `“${record.label}”, in this browser.`}
          {signingKey.revocation === null ? null : (
            <>
              {" "}
              Revoked <TimeText at={Date.parse(signingKey.revocation.at)} precision="minute" />:{" "}
              {REVOCATION_WORDS[signingKey.revocation.reason]}.
            </>
          )}
        </p>
      </div>
      <div className="flex shrink-0 flex-wrap gap-2">
        {state === "active" ? (
          <Button size="sm" onClick={() => onAct("rotate")} aria-label={`Rotate ${name}`}>
            Rotate
          </Button>
        ) : null}
        {isActiveAt(signingKey, now) || state === "pending" ? (
          <Button size="sm" variant="quiet" onClick={() => onAct("revoke")} aria-label={`Revoke ${name}`}>
            Revoke
          </Button>
        ) : null}
      </div>
    </li>
  );
}
