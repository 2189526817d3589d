"use client";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ClaimKind } from "#lib/evidence/bundle/claim-kinds.ts";
import { formatInstant, type Instant } from "#lib/kernel/instant.ts";
import type { JsonObject } from "#lib/kernel/json.ts";

const SINCE: ReadonlySet<ClaimKind> = new Set(["insolvent", "withdrawal-refused", "vanished"]);
const COUNTED: ReadonlySet<ClaimKind> = new Set(["unsigned", "slow", "withheld"]);

type Props = { kind: ClaimKind; params: JsonObject; onChange: (params: JsonObject) => void };

/** What a claim asks for besides its proof; nothing for those that machines decide. */
export function ClaimParams(props: Props) {
  if (SINCE.has(props.kind)) return <Since {...props} />;
  if (COUNTED.has(props.kind)) return <Counted {...props} />;
  return null;
}

function Since({ params, onChange }: Props) {
  const put = (name: string, value: unknown) =>
    onChange(without({ since: params.since, amount: params.amount, asset: params.asset, [name]: value }));
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Moment label="Since when" value={params.since} onChange={(value) => put("since", value)} />
      <Field label="How much" optional help="Whole, in the smallest unit.">
        <Input
          inputMode="numeric"
          value={text(params.amount)}
          onChange={(event) => put("amount", event.target.value.replace(/[^0-9]/g, "") || undefined)}
        />
      </Field>
      <Field label="Of what" optional help="Such as EUR cents.">
        <Input
          value={text(params.asset)}
          maxLength={40}
          onChange={(event) => put("asset", event.target.value || undefined)}
        />
      </Field>
    </div>
  );
}

function Counted({ params, onChange }: Props) {
  const put = (name: string, value: unknown) =>
    onChange(without({ from: params.from, until: params.until, count: params.count, of: params.of, [name]: value }));
  const count = (typed: string) => {
    const number = Number(typed);
    return typed !== "" && Number.isSafeInteger(number) && number > 0 ? number : undefined;
  };
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Moment label="From" value={params.from} onChange={(value) => put("from", value)} />
      <Moment label="Until" value={params.until} onChange={(value) => put("until", value)} />
      <Field label="Calls that failed" required>
        <Input
          inputMode="numeric"
          value={text(params.count)}
          onChange={(event) => put("count", count(event.target.value))}
        />
      </Field>
      <Field label="Of so many calls" required>
        <Input inputMode="numeric" value={text(params.of)} onChange={(event) => put("of", count(event.target.value))} />
      </Field>
    </div>
  );
}

/** A moment in the reader's own time zone, kept as UTC to the minute. */
function Moment({
  label,
  value,
  onChange,
}: {
  label: string;
  value: unknown;
  onChange: (value: string | undefined) => void;
}) {
  const at = typeof value === "string" ? Date.parse(value) : Number.NaN;
  const local = Number.isNaN(at)
    ? ""
    : new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
  return (
    <Field label={label} required>
      <Input
        type="datetime-local"
        value={local}
        onChange={(event) => {
          const typed = Date.parse(event.target.value);
          onChange(Number.isNaN(typed) ? undefined : formatInstant(typed as Instant));
        }}
      />
    </Field>
  );
}

function text(value: unknown): string {
  return value === undefined ? "" : String(value);
}

function without(params: Record<string, unknown>): JsonObject {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined)) as JsonObject;
}
