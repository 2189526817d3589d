import { Badge } from "#components/ui/badge.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { Link } from "#components/ui/link.tsx";
import { EmptyState } from "#components/ui/states.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { ProviderObservations } from "#lib/contract/observations.ts";
import { PaymentMethods } from "./payment-methods.tsx";

const OUTCOMES = { found: "found", none: "not found", "no-answer": "no answer" } as const;

/** What the index saw of the provider's API and files, in its own word. */
export function OwnObservations({ observations, observe, now }: Shown & { observe: boolean }) {
  const { probe, payment_methods: payment, security_txt: security, key_directory: keys } = observations;
  if (probe === null && payment === null && security === null && keys === null) {
    return (
      <EmptyState
        title={
          observe ? "Nothing has been seen yet" : "This index does not look at its API, its security.txt and its keys"
        }
      >
        {observe
          ? "Its operator lets this index look. It looks at the API only below a domain that is proven."
          : "Its operator has not allowed that. Answers of it that others show here are run again all the same, and count."}{" "}
        <Link href="/docs/protocol/observations">What would be looked at</Link>
      </EmptyState>
    );
  }
  return (
    <div className="flex flex-col gap-5">
      <KeyValueList
        items={[
          ...(probe === null ? [] : [{ key: "API", value: <Probe probe={probe} now={now} /> }]),
          ...(security === null ? [] : [{ key: "security.txt", value: <SecurityTxt security={security} now={now} /> }]),
          ...(keys === null ? [] : [{ key: "Key directory", value: <KeyDirectory keys={keys} now={now} /> }]),
        ]}
      />
      {payment === null ? null : <PaymentMethods payment={payment} now={now} />}
    </div>
  );
}

type Shown = { observations: ProviderObservations; now: number };

/** `word`: of a look that found nothing, nothing was seen. */
function Seen({
  word = "seen",
  entry,
  logged_at,
  now,
}: {
  word?: "seen" | "looked";
  entry: number;
  logged_at: string;
  now: number;
}) {
  return (
    <span className="text-muted text-sm">
      {word} <TimeText at={Date.parse(logged_at)} now={now} />, in{" "}
      <Link href={`/log/entries/${entry}`}>entry {entry.toLocaleString("en")}</Link>
    </span>
  );
}

const wordOf = (outcome: keyof typeof OUTCOMES) => (outcome === "found" ? "seen" : "looked");

function Probe({ probe, now }: { probe: NonNullable<ProviderObservations["probe"]>; now: number }) {
  const { state, looks, answered, latency_ms: latency, from, to } = probe;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      {state === "answers" ? <Badge>answers</Badge> : <Badge tone="attention">silent</Badge>}
      <span>
        {answered.toLocaleString("en")} of {looks.toLocaleString("en")} looks answered
        {latency === null ? "" : `, half within ${latency.p50} ms, 95 % within ${latency.p95} ms`}
      </span>
      <span className="text-muted text-sm">
        (<TimeText at={Date.parse(from)} precision="minute" /> to <TimeText at={Date.parse(to)} precision="minute" />)
      </span>
      <Seen entry={probe.entry} logged_at={probe.logged_at} now={now} />
    </span>
  );
}

function SecurityTxt({ security, now }: { security: NonNullable<ProviderObservations["security_txt"]>; now: number }) {
  const { outcome, contacts, expires, agrees } = security;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <span className="wrap-anywhere">{outcome === "found" ? contacts.join(", ") : OUTCOMES[outcome]}</span>
      {agrees === null ? null : agrees ? (
        <Badge>as in its contacts</Badge>
      ) : (
        <Badge tone="attention">differs from its contacts</Badge>
      )}
      {expires !== null && Date.parse(expires) <= now ? <Badge tone="attention">expired</Badge> : null}
      <Seen word={wordOf(outcome)} entry={security.entry} logged_at={security.logged_at} now={now} />
    </span>
  );
}

function KeyDirectory({ keys, now }: { keys: NonNullable<ProviderObservations["key_directory"]>; now: number }) {
  const { outcome, only_there: there, only_here: here } = keys;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex flex-wrap items-baseline gap-x-2">
        {outcome !== "found" ? (
          OUTCOMES[outcome]
        ) : there.length + here.length === 0 ? (
          <Badge>agrees with the log</Badge>
        ) : (
          <Badge tone="attention">differs from the log</Badge>
        )}
        <Seen word={wordOf(outcome)} entry={keys.entry} logged_at={keys.logged_at} now={now} />
      </span>
      {there.map((did) => (
        <span key={did} className="text-sm">
          only there: <HashText value={did} what="key" />
        </span>
      ))}
      {here.map((did) => (
        <span key={did} className="text-sm">
          only in the log: <HashText value={did} what="key" />
        </span>
      ))}
    </span>
  );
}
