import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { DecryptFailure } from "#lib/platform/key-files/encrypted-file.ts";
import { FileChoice } from "./file-choice.tsx";

export const decryptWords: Record<DecryptFailure, string> = {
  "wrong-passphrase": "This passphrase does not open the file, or the file was changed.",
  "not-a-key": "The file opens, but what is inside is not an Ed25519 key.",
  "another-key": "The file names another key than it holds. Do not use it.",
};

/** What is wrong with a key that was typed or chosen, and at which field. */
export type KeyFileProblem = { at: "text" | "passphrase"; words: string };

export type KeyFileText = { text: string; passphrase: string };

/** The text of a key, typed or read from a file, and the passphrase that opens it where it is encrypted. */
export function KeyFileFields({
  label,
  help,
  choose,
  value,
  onChange,
  problem,
  onProblem,
  passphrase,
}: {
  label: string;
  help: string;
  choose: string;
  value: KeyFileText;
  onChange: (value: KeyFileText) => void;
  problem: KeyFileProblem | undefined;
  onProblem: (problem: KeyFileProblem) => void;
  /** Label of the passphrase; left out, none is asked for. */
  passphrase?: string | undefined;
}) {
  const errorAt = (at: KeyFileProblem["at"]) => (problem?.at === at ? problem.words : undefined);
  return (
    <>
      <Field label={label} help={help} error={errorAt("text")} required>
        <Textarea
          mono
          value={value.text}
          autoComplete="off"
          onChange={(event) => onChange({ ...value, text: event.target.value })}
        />
      </Field>
      <FileChoice
        label={choose}
        onText={(text) => onChange({ ...value, text })}
        onTooLarge={() => onProblem({ at: "text", words: "A key file has at most 16 KiB." })}
      />
      {passphrase === undefined ? null : (
        <Field label={passphrase} error={errorAt("passphrase")} required>
          <Input
            mono
            type="password"
            autoComplete="off"
            value={value.passphrase}
            onChange={(event) => onChange({ ...value, passphrase: event.target.value })}
          />
        </Field>
      )}
    </>
  );
}
