"use client";
import { useMemo } from "react";
import { CheckLimits, CheckRows } from "#components/log/check-list.tsx";
import { Alert } from "#components/ui/alert.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { KeyValueList } from "#components/ui/key-value.tsx";
import type { LogKey } from "#lib/client/verify/check-receipt.ts";
import { checkAggregate, checkFraud } from "#lib/client/verify/check-state.ts";
import type { Did } from "#lib/kernel/ids.ts";
import { canonicalText } from "#lib/kernel/json.ts";
import type { WitnessPolicy } from "#lib/log/witness-policy.ts";
import type { FraudVerdict } from "#lib/state/fraud/judgement.ts";

/** The proof of one aggregate under a state root: what it proves, and every check in order. */
export function AggregateResult({ bytes, logKey, issuer }: { bytes: Uint8Array; logKey: LogKey; issuer?: Did }) {
  const finding = useMemo(() => checkAggregate(bytes, logKey, issuer), [bytes, logKey, issuer]);
  const { proof, size, checks, ok } = finding;
  const isOpen = checks.some(({ name, outcome }) => outcome === "cannot-check" && name !== "log-key");
  const isPresent = proof !== undefined && "presence" in proof;
  const held = isPresent
    ? "It stood so in the state that the index signed."
    : "It was not in the state that the index signed.";
  return (
    <div className="flex flex-col gap-5">
      <Alert
        live
        tone={!ok ? "failed" : isOpen ? "attention" : "verified"}
        title={!ok ? "It does not hold." : isOpen ? "Nothing is wrong, but not everything could be checked." : held}
      />
      {proof === undefined ? null : (
        <KeyValueList
          items={[
            { key: "About", value: <code className="break-all font-mono text-sm">{proof.key}</code> },
            { key: "State after", value: size === undefined ? "unreadable" : `${size.toLocaleString("en")} entries` },
            {
              key: "Form",
              value: isPresent ? (
                <CodeBlock json label="The aggregate's form, as proven" text={canonicalText(proof.presence.form)} />
              ) : (
                "proven to be absent"
              ),
            },
          ]}
        />
      )}
      <CheckRows checks={checks} label="Checks of the proof" />
      <p className="text-muted text-sm">
        Complete as far as the index signed its true state; an audit of the whole log tells whether it did.
      </p>
      <CheckLimits />
    </div>
  );
}

const VERDICTS: Readonly<Record<FraudVerdict, { tone: "failed" | "attention"; title: string }>> = {
  tampered: { tone: "failed", title: "Proven: this log lied." },
  equivocation: { tone: "failed", title: "Proven: this log showed two histories." },
  "policy-not-met": { tone: "attention", title: "Not signed by witnesses that you trust." },
  incomplete: { tone: "attention", title: "This cannot be decided here." },
  unproven: { tone: "attention", title: "This proves nothing against the log." },
};

/** Here a check passes when it speaks against the log. */
const ACCUSED = {
  "state-root": "The state root is false",
  absence: "The statement is not in the log",
  inclusion: "The entry stands in the log",
};

/** An accusation against a log: convicted only when every check passes. */
export function FraudResult({
  bytes,
  origin,
  logKey,
  policy,
}: {
  bytes: Uint8Array;
  origin: string;
  logKey: LogKey;
  /** Whose clocks count, where the kind depends on time. */
  policy?: WitnessPolicy | undefined;
}) {
  const { verdict, checks, proof } = useMemo(() => checkFraud(bytes, logKey, policy), [bytes, logKey, policy]);
  const { tone, title } = VERDICTS[verdict];
  return (
    <div className="flex flex-col gap-5">
      <Alert live tone={tone} title={title} />
      <KeyValueList
        items={[
          { key: "Accused", value: <code className="break-all font-mono text-sm">{origin}</code> },
          { key: "Of", value: <code className="font-mono text-sm">{proof?.kind ?? "unknown"}</code> },
        ]}
      />
      <CheckRows checks={checks} label="Checks of the accusation" titles={ACCUSED} />
      <CheckLimits />
      <CodeBlock
        label="The same on the command line, with a key that you trust"
        text={`npm run touchstone -- verify <file>${logKey.from === "nowhere" ? "" : ` --key '${logKey.vkey}'`}`}
      />
    </div>
  );
}
