import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Details } from "#components/ui/details.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { DeliveryView, WebhookView } from "#lib/contract/follows.ts";

const STATES: Readonly<Record<WebhookView["state"], { tone: Tone; word: string; says: string }>> = {
  unconfirmed: {
    tone: "unknown",
    word: "not confirmed",
    says: "Nothing is sent there until a test is answered with 2xx.",
  },
  active: { tone: "verified", word: "active", says: "Alerts of whom you follow with your account are sent there." },
  dead: {
    tone: "failed",
    word: "dead",
    says: "An alert could not be delivered in eight tries: nothing more is sent. A test that is answered wakes it.",
  },
};

/** One address: whether it takes messages, what was sent, a test, its end. */
export function WebhookRow({
  webhook: { id, url, state, deliveries },
  isBusy,
  error,
  onChange,
}: {
  webhook: WebhookView;
  isBusy: boolean;
  error: string | undefined;
  onChange: (path: string, method: "POST" | "DELETE") => void;
}) {
  const { tone, word, says } = STATES[state];
  return (
    <li className="flex flex-col gap-2 rounded-md border border-divider p-3">
      <p className="flex flex-wrap items-baseline gap-2">
        <code className="break-all font-mono text-sm">{url}</code>
        <Badge tone={tone}>{word}</Badge>
      </p>
      <p className="text-muted text-sm">{says}</p>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" busy={isBusy} onClick={() => onChange(`${id}/test`, "POST")}>
          Send a test<span className="sr-only"> to {url}</span>
        </Button>
        <Button size="sm" variant="quiet" busy={isBusy} onClick={() => onChange(id, "DELETE")}>
          Remove<span className="sr-only"> {url}</span>
        </Button>
      </div>
      {error === undefined ? null : (
        <p role="alert" className="text-failed text-sm">
          {error}
        </p>
      )}
      {deliveries.length === 0 ? null : (
        <Details summary={`What was sent: ${sentText(deliveries)}`}>
          <ul className="flex flex-col gap-2 text-sm">
            {deliveries.map((one) => (
              <li key={one.id} className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
                <span className="min-w-0">
                  {one.kind === "test" ? "Test" : one.kind.replaceAll("-", " ")}: {outcomeText(one)}
                  <span className="block text-muted">
                    <TimeText at={Date.parse(one.created_at)} precision="minute" />
                    {one.next_at !== null && one.attempts > 0 ? (
                      <>
                        , again <TimeText at={Date.parse(one.next_at)} precision="minute" />
                      </>
                    ) : null}
                  </span>
                </span>
                {one.state === "given-up" && one.kind !== "test" && state === "active" ? (
                  <Button size="sm" busy={isBusy} onClick={() => onChange(`${id}/deliveries/${one.id}`, "POST")}>
                    Send again
                  </Button>
                ) : null}
              </li>
            ))}
          </ul>
        </Details>
      )}
    </li>
  );
}

function sentText(deliveries: readonly DeliveryView[]): string {
  const [last] = deliveries;
  return last === undefined ? "nothing" : outcomeText(last);
}

function outcomeText({ state, attempts, outcome, status }: DeliveryView): string {
  if (attempts === 0) return "on its way";
  if (state === "delivered") return `taken (${status})`;
  const met = outcome === "refused-status" ? `answered ${status}` : "no answer";
  const tries = attempts === 1 ? "1 try" : `${attempts} tries`;
  return state === "given-up" ? `given up after ${tries}, ${met}` : `${met}, ${tries}`;
}
