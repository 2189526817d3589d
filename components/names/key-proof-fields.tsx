"use client";
import { CircleCheck } from "lucide-react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Details } from "#components/ui/details.tsx";
import { Field } from "#components/ui/field.tsx";
import { HashText } from "#components/ui/hash-text.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { NameProofReading } from "#lib/client/operator/name-proof.ts";
import { utf8Decode } from "#lib/kernel/bytes.ts";
import type { Did, Origin } from "#lib/kernel/ids.ts";
import { nameProofText } from "#lib/statement/possession-proof.ts";

/** The line to run where the instance's token-issuer key lives, in a checkout of this software. */
export function proveCommand(log: Origin, operator: Did, provider = "new"): string {
  const registered = provider === "new" ? "" : ` --provider ${provider}`;
  return `npm run -s touchstone -- prove --log ${log} --operator ${operator}${registered} --key <key file or label>`;
}

/** Proof by the provider's own key: the command, the exact text that the instance's key signs, and a place for its answer. */
export function KeyProofFields({
  log,
  operator,
  provider = "new",
  text,
  onChange,
  reading,
}: {
  log: Origin;
  operator: Did;
  /** Its id; "new" inside the registration, from whose statement the id will follow. */
  provider?: string;
  text: string;
  onChange: (text: string) => void;
  reading: NameProofReading;
}) {
  const proofText = utf8Decode(nameProofText({ log, operator, provider })) ?? "";
  return (
    <div className="flex flex-col gap-3">
      <p>
        Where the instance's token-issuer key lives, run this line and paste what it prints. The key stays there; only
        its signature comes here.
      </p>
      <CodeBlock text={proveCommand(log, operator, provider)} label="Command" />
      <Details summary="The exact text it signs">
        <CodeBlock text={proofText} label="Proof text" />
      </Details>
      <Field
        label="Proof"
        help="One line of JSON with publicKey and signature. It is verified here, before you sign anything."
        error={reading.state === "wrong" ? reading.rule : undefined}
        optional
      >
        <Textarea mono value={text} autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      </Field>
      <div role="status">
        {reading.state === "valid" ? (
          <p className="flex flex-wrap items-center gap-1.5 text-verified">
            <CircleCheck aria-hidden className="size-4 shrink-0" />
            <span>Verified here: signed by</span>
            <HashText value={reading.proof.publicKey} what="key of the instance" />
          </p>
        ) : null}
      </div>
    </div>
  );
}
