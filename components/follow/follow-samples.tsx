"use client";
import type { DeliveryView, WebhookView } from "#lib/contract/follows.ts";
import { WebhookRow } from "./webhook-row.tsx";

const DELIVERIES: readonly DeliveryView[] = [
  {
    ...{ id: "msg_1", alert: "930.prv.tier-dropped", kind: "tier-dropped", state: "delivered", attempts: 1 },
    ...{ outcome: "taken", status: 204, created_at: "2026-03-09T09:00:00.000Z", next_at: null },
  },
  {
    ...{ id: "msg_2", alert: "931.prv.failed", kind: "failed", state: "pending", attempts: 3 },
    ...{ outcome: "refused-status", status: 503, created_at: "2026-03-09T10:00:00.000Z" },
    next_at: "2026-03-10T12:00:00.000Z",
  },
  {
    ...{ id: "msg_3", alert: "932.prv.failed", kind: "failed", state: "given-up", attempts: 8 },
    ...{ outcome: "no-answer", status: null, created_at: "2026-03-08T10:00:00.000Z", next_at: null },
  },
];

const DELIVERED: Readonly<Record<WebhookView["state"], DeliveryView[]>> = {
  unconfirmed: [],
  active: [...DELIVERIES],
  dead: DELIVERIES.toReversed(),
};

/** Rows that ask nobody. */
export function SampleWebhooks({ states, error }: { states: readonly WebhookView["state"][]; error?: string }) {
  return (
    <ul className="flex flex-col gap-3">
      {states.map((state) => (
        <WebhookRow
          key={state}
          webhook={{
            ...{ id: state, url: `https://example.org/hooks/${state}`, state, created_at: "2026-03-01T09:00:00.000Z" },
            deliveries: DELIVERED[state],
          }}
          isBusy={false}
          error={error}
          onChange={() => undefined}
        />
      ))}
    </ul>
  );
}
