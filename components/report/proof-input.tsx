"use client";
import { useState } from "react";
import { FileChoice } from "#components/keys/file-choice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { FileDrop } from "#components/ui/file-drop.tsx";
import { Radio, RadioGroup } from "#components/ui/radio-group.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { type Messages, PROOF_MAX_BYTES, type Proof, readMessages, readProof } from "#lib/client/report/read-proof.ts";

type Give = {
  onProof: (proof: Proof) => void;
  onMessages: (messages: Messages) => void;
  onProblem: (words: string) => void;
};

type Typed = { request: string; response: string };

/** A file or a text that holds the whole proof, or a request beside its answer. Read here; nothing is sent. */
export function ProofInput({ onProof, onMessages, onProblem, withMessages }: Give & { withMessages: boolean }) {
  const [tab, setTab] = useState("file");
  const [typed, setTyped] = useState<Typed>({ request: "", response: "" });
  const take = (proof: Proof) => {
    if (proof.form !== "request" && proof.form !== "response") return onProof(proof);
    // Half of a proof: it goes where its other half is asked for.
    setTyped((now) => ({ ...now, [proof.form]: proof.text }));
    setTab("messages");
    onProblem(
      proof.form === "request"
        ? "This is the request. Add the answer as it came, with its fields."
        : "This is the answer. Add the request that it answers.",
    );
  };
  const whole = <WholeProof onProof={take} onProblem={onProblem} isFile={!withMessages} />;
  if (!withMessages) return whole;
  return (
    <Tabs
      label="How you have the proof"
      value={tab}
      onValueChange={setTab}
      items={[
        { value: "file", label: "A file or a text", content: whole },
        {
          value: "messages",
          label: "Request and answer",
          content: <TwoMessages typed={typed} setTyped={setTyped} onMessages={onMessages} onProblem={onProblem} />,
        },
        { value: "call", label: "Call it now", content: <CallNow /> },
      ]}
    />
  );
}

function WholeProof({ onProof, onProblem, isFile }: Pick<Give, "onProof" | "onProblem"> & { isFile: boolean }) {
  const [text, setText] = useState("");
  const read = (bytes: Uint8Array) => {
    const proof = readProof(bytes);
    if (proof.ok) onProof(proof.value);
    else onProblem(proof.error.words);
  };
  const takeFile = async (file: File) => {
    // Asked of its size: a file of gigabytes is not read to be refused.
    if (file.size > PROOF_MAX_BYTES) return onProblem(`${file.name} has more than 10 MB: no proof is so long.`);
    const bytes = await file.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) onProblem(`${file.name} cannot be read: choose it again.`);
    else read(new Uint8Array(bytes));
  };
  return (
    <div className="flex flex-col gap-4">
      <FileDrop label="Evidence file" onFile={(file) => void takeFile(file)} className="py-6">
        {isFile
          ? "Drop an evidence file, the proof of a split ledger, or the receipt of an epoch here"
          : "Drop an agent’s evidence file, or an HTTP archive (HAR) that your browser saved, here"}
      </FileDrop>
      <Field label="Or paste it" help="The text of an evidence file, or of an archive.">
        <Textarea
          mono
          rows={3}
          className="max-h-56"
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div>
        <Button disabled={text.trim() === ""} onClick={() => read(new TextEncoder().encode(text.trim()))}>
          Read it here
        </Button>
      </div>
    </div>
  );
}

function TwoMessages({
  typed,
  setTyped,
  onMessages,
  onProblem,
}: Pick<Give, "onMessages" | "onProblem"> & { typed: Typed; setTyped: (typed: Typed) => void }) {
  const [scheme, setScheme] = useState<"http" | "https">("https");
  const isCurl = /^\s*curl\s/.test(typed.request);
  const read = (answer: Uint8Array) => {
    const messages = readMessages(typed.request, answer, scheme);
    if (messages.ok) onMessages(messages.value);
    else onProblem(messages.error.words);
  };
  return (
    <div className="flex flex-col gap-4">
      <Field
        label="The request"
        help="A curl command as your browser copies it, or the request as it was sent. Passwords, tokens and cookies in it are struck out here."
      >
        <Textarea
          mono
          rows={4}
          className="max-h-56"
          autoComplete="off"
          value={typed.request}
          onChange={(event) => setTyped({ ...typed, request: event.target.value })}
        />
      </Field>
      {typed.request.trim() === "" || isCurl ? null : (
        <RadioGroup
          legend="Sent over"
          inline
          value={scheme}
          onValueChange={(value) => setScheme(value === "http" ? "http" : "https")}
        >
          <Radio value="https" label="https" />
          <Radio value="http" label="http" />
        </RadioGroup>
      )}
      <Field
        label="The answer, with its fields"
        help="As curl -i prints it. If its content is not plain text, choose the file instead: every byte counts."
      >
        <Textarea
          mono
          rows={4}
          className="max-h-56"
          autoComplete="off"
          value={typed.response}
          onChange={(event) => setTyped({ ...typed, response: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          disabled={typed.request.trim() === "" || typed.response.trim() === ""}
          onClick={() => read(new TextEncoder().encode(typed.response))}
        >
          Read both here
        </Button>
        <AnswerFile onBytes={read} onProblem={onProblem} />
      </div>
    </div>
  );
}

/** The answer as a file, byte for byte. */
function AnswerFile({
  onBytes,
  onProblem,
}: {
  onBytes: (bytes: Uint8Array) => void;
  onProblem: (words: string) => void;
}) {
  return (
    <FileChoice
      label="Take the answer from a file"
      maxBytes={PROOF_MAX_BYTES}
      onBytes={onBytes}
      onTooLarge={() => onProblem("The file has more than 10 MB: no proof is so long.")}
    />
  );
}

function CallNow() {
  return (
    <p>
      This browser can call the provider itself and keep what it signs.{" "}
      <a href="/report/capture" className="rounded-sm text-link underline decoration-link/40 underline-offset-2">
        Call the provider
      </a>
    </p>
  );
}
