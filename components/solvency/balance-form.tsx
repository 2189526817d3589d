"use client";
import { useState } from "react";
import { FileChoice } from "#components/keys/file-choice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Select } from "#components/ui/select.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { readTyped } from "#lib/client/solvency/read-typed.ts";
import { type BalanceFile, parseBalanceFile } from "#lib/disclosure/solvency/balance-file.ts";
import type { Refusal } from "#lib/kernel/refusal.ts";
import type { Result } from "#lib/kernel/result.ts";

const NO_PARTS = { accountId: "", nonce: "", balance: "", position: "", path: "" };
type Parts = typeof NO_PARTS;

/** A user's balance file, or its parts typed in. Nothing of it leaves the browser. */
export function BalanceForm({
  provider,
  epochs,
  isBusy,
  onCheck,
}: {
  provider: string;
  /** Epochs that the index shows, newest first. */
  epochs: readonly number[];
  isBusy: boolean;
  onCheck: (file: BalanceFile) => void;
}) {
  return (
    <Tabs
      label="How you have your balance"
      items={[
        { value: "file", label: "A file", content: <FromFile isBusy={isBusy} onCheck={onCheck} /> },
        {
          value: "typed",
          label: "Its parts",
          content: <FromParts provider={provider} epochs={epochs} isBusy={isBusy} onCheck={onCheck} />,
        },
      ]}
    />
  );
}

type Asked = { isBusy: boolean; onCheck: (file: BalanceFile) => void };

function FromFile({ isBusy, onCheck }: Asked) {
  const [text, setText] = useState("");
  const [refused, setRefused] = useState<string | undefined>(undefined);
  const take = (given: string) => {
    setText(given);
    setRefused(undefined);
  };
  const check = () => {
    const read = parseBalanceFile(new TextEncoder().encode(text));
    settle(read, onCheck, (refusal) =>
      setRefused(`${refusal.pointer === "" ? "" : `${refusal.pointer}: `}${refusal.detail}`),
    );
  };
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Your balance file"
        help="Your provider gives it to you alone. It stays in this browser."
        error={refused}
      >
        <Textarea
          mono
          rows={6}
          value={text}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => take(event.target.value)}
        />
      </Field>
      <FileChoice
        label="Open a file"
        onText={take}
        onTooLarge={() => setRefused("That is larger than any balance file.")}
      />
      <Button className="w-fit" variant="primary" busy={isBusy} disabled={text.trim() === ""} onClick={check}>
        Check here
      </Button>
    </div>
  );
}

function FromParts({ provider, epochs, isBusy, onCheck }: Asked & { provider: string; epochs: readonly number[] }) {
  const [parts, setParts] = useState<Parts>(NO_PARTS);
  const [epoch, setEpoch] = useState(String(epochs[0] ?? ""));
  const [refused, setRefused] = useState<Refusal | undefined>(undefined);
  const errorOf = (name: keyof Parts) => (refused?.pointer.split("/")[1] === name ? refused.detail : undefined);
  const put = (name: keyof Parts) => (event: { target: { value: string } }) => {
    setParts({ ...parts, [name]: event.target.value });
    setRefused(undefined);
  };
  return (
    <div className="flex flex-col gap-3">
      <Field label="Epoch">
        <Select value={epoch} onChange={(event) => setEpoch(event.target.value)}>
          {epochs.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Account" help="The login that you know, such as your account's DID." error={errorOf("accountId")}>
        <Input value={parts.accountId} autoComplete="off" spellCheck={false} onChange={put("accountId")} />
      </Field>
      <Field
        label="Balance"
        help="In the smallest unit, digits only: the one that you know."
        error={errorOf("balance")}
      >
        <Input value={parts.balance} inputMode="numeric" autoComplete="off" onChange={put("balance")} />
      </Field>
      <Field label="Random part" error={errorOf("nonce")}>
        <Input value={parts.nonce} autoComplete="off" spellCheck={false} onChange={put("nonce")} />
      </Field>
      <Field label="Place of your line" error={errorOf("position")}>
        <Input value={parts.position} inputMode="numeric" autoComplete="off" onChange={put("position")} />
      </Field>
      <Field label="Path" help="One step a line: sum, space, hash." error={errorOf("path")}>
        <Textarea mono rows={5} value={parts.path} autoComplete="off" spellCheck={false} onChange={put("path")} />
      </Field>
      <Button
        className="w-fit"
        variant="primary"
        busy={isBusy}
        disabled={epochs.length === 0}
        onClick={() => settle(readTyped(parts, { provider, epoch: Number(epoch) }), onCheck, setRefused)}
      >
        Check here
      </Button>
    </div>
  );
}

function settle(
  read: Result<BalanceFile, Refusal>,
  onCheck: (file: BalanceFile) => void,
  onRefused: (refusal: Refusal) => void,
): void {
  if (read.ok) onCheck(read.value);
  else onRefused(read.error);
}
