"use client";
import { useState } from "react";
import { type OnRecorded, SignAct } from "#components/handover/sign-act.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { Field, Fieldset } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { planAnnouncePolicy } from "#lib/client/admin/plans.ts";
import { brokenPromiseOf, rulingDueBy } from "#lib/dispute/paths.ts";
import { asInstant, DAY_MS } from "#lib/kernel/instant.ts";
import { type PolicyNumber, policyChanges, policyNumbers, withNumbers } from "#lib/state/governance/policy-numbers.ts";
import { type Policy, policySchema } from "#lib/statement/bodies.ts";
import { PRESET_DISPUTE_RULES } from "#lib/statement/dispute-rules.ts";
import { type AdminOffice, agreementNote } from "./office.ts";
import { PolicyChanges } from "./policy-changes.tsx";
import { hoursInDays, wordsOf } from "./policy-words.ts";

const GROUPS = [
  { at: "disputes.hours.", legend: "Clocks of a dispute", help: "In hours, within bounds that no index can leave." },
  { at: "disputes.", legend: "Panels", help: "How many are drawn by lot." },
  { at: "budgets.", legend: "Budgets", help: "What one key or address can send." },
] as const;

type Typed = { readonly numbers: ReadonlyMap<string, string>; readonly peers: string; readonly chainEnd: string };

/** Every number with its hard bounds, and what would change, before it is signed. */
export function PolicyForm({
  inForce,
  start,
  replaces,
  office,
  onRecorded,
}: {
  inForce: Policy;
  /** What the form begins with. */
  start: Policy;
  /** Whether another announcement is waiting. */
  replaces: boolean;
  office: AdminOffice;
  onRecorded: OnRecorded;
}) {
  const numbers = policyNumbers(start);
  const [typed, setTyped] = useState<Typed>({
    numbers: new Map(numbers.map(({ path, value }) => [path, String(value)])),
    peers: (start.peers ?? []).join("\n"),
    chainEnd: "",
  });
  const { policy, errors } = policyOf(inForce, numbers, typed);
  const chainEnd = typed.chainEnd.trim();
  const isChainEnd = chainEnd === "" || /^[0-9a-f]{64}$/.test(chainEnd);
  const isOther = policy !== undefined && (policyChanges(inForce, policy).length > 0 || chainEnd !== "");
  const broken = policy?.disputes && brokenPromiseOf(policy.disputes);
  const isReady = policy !== undefined && isOther && isChainEnd && broken === undefined;
  const rest = new Set(numbers.map(({ path }) => path));
  return (
    <div className="flex flex-col gap-6">
      {replaces ? (
        <Alert tone="attention" title="Another policy is announced already">
          This one takes its place, and its 14 days begin anew.
        </Alert>
      ) : null}
      {GROUPS.map(({ at, legend, help }) => {
        const shown = numbers.filter(({ path }) => rest.has(path) && path.startsWith(at));
        for (const { path } of shown) rest.delete(path);
        return (
          <Fieldset key={at} legend={legend} help={help} isLong>
            <div className="grid gap-4 sm:grid-cols-2">
              {shown.map((number) => (
                <NumberField
                  key={number.path}
                  number={number}
                  text={typed.numbers.get(number.path) ?? ""}
                  error={errors.get(number.path)}
                  onText={(text) => setTyped({ ...typed, numbers: new Map(typed.numbers).set(number.path, text) })}
                />
              ))}
            </div>
          </Fieldset>
        );
      })}
      <Field
        label="Logs whose receipts count as signs of life"
        help="One key (vkey) on each line, at most 16."
        error={errors.get("peers")}
        optional
      >
        <Textarea mono value={typed.peers} onChange={(event) => setTyped({ ...typed, peers: event.target.value })} />
      </Field>
      <Field
        label="End of another chain of draws"
        help="64 hex digits, of the index's own file. Left empty, the chain stays."
        error={isChainEnd ? undefined : "Must be 64 lower-case hex digits."}
        optional
      >
        <Input mono value={typed.chainEnd} onChange={(event) => setTyped({ ...typed, chainEnd: event.target.value })} />
      </Field>
      {policy === undefined ? (
        <p>Some number is out of its bounds.</p>
      ) : (
        <>
          <PolicyChanges before={inForce} after={policy} caption="What would change" />
          <p>
            Both sides of a case would be promised its ruling within {rulingDays(policy, false)} days, or{" "}
            {rulingDays(policy, true)} where the operator takes its extension.
          </p>
          {broken === undefined ? null : (
            <Alert tone="failed" title="These clocks are too long together">
              {broken}
            </Alert>
          )}
        </>
      )}
      <SignAct
        account={office.account}
        origin={office.origin}
        draft={isReady ? planAnnouncePolicy(policy, chainEnd === "" ? undefined : chainEnd) : undefined}
        action="Announce this policy"
        note={agreementNote(office, "Announced. It can be put in force in 14 days.")}
        onRecorded={onRecorded}
      />
    </div>
  );
}

function rulingDays({ disputes = PRESET_DISPUTE_RULES }: Policy, isExtended: boolean): number {
  return rulingDueBy(asInstant(0), disputes, isExtended) / DAY_MS;
}

function NumberField({
  number: { path, least, most },
  text,
  error,
  onText,
}: {
  number: PolicyNumber;
  text: string;
  error: string | undefined;
  onText: (text: string) => void;
}) {
  const { label, unit, help = "" } = wordsOf(path);
  const bounds = `${least.toLocaleString("en")} to ${most.toLocaleString("en")} ${unit}. ${help}`.trim();
  return (
    <Field
      label={label}
      help={bounds}
      error={error}
      {...(unit === "hours" && error === undefined ? { hint: hoursInDays(Number(text)) } : {})}
      required
    >
      <Input inputMode="numeric" value={text} onChange={(event) => onText(event.target.value.trim())} />
    </Field>
  );
}

/** The whole policy that is typed, as it would be signed; else what is wrong, by place. */
function policyOf(
  inForce: Policy,
  numbers: readonly PolicyNumber[],
  typed: Typed,
): { policy: Policy | undefined; errors: ReadonlyMap<string, string> } {
  const errors = new Map<string, string>();
  const values = new Map<string, number>();
  for (const { path, least, most } of numbers) {
    const text = typed.numbers.get(path) ?? "";
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      errors.set(path, `Must be a whole number from ${least.toLocaleString("en")} to ${most.toLocaleString("en")}.`);
    values.set(path, value);
  }
  const lines = typed.peers.split("\n").flatMap((line) => line.trim() || []);
  const { peers: _, ...rest } = withNumbers(inForce, values);
  const read = policySchema.safeParse(lines.length === 0 ? rest : { ...rest, peers: lines });
  for (const { path, message } of read.error?.issues ?? []) {
    const place = path[0] === "peers" ? "peers" : path.join(".");
    if (!errors.has(place)) errors.set(place, message);
  }
  return { policy: read.success ? read.data : undefined, errors };
}
