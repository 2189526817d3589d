import { formatSpan } from "#components/ui/format-time.ts";
import { KeyValueList } from "#components/ui/key-value.tsx";
import { TimeText } from "#components/ui/time-text.tsx";
import type { Source } from "#lib/evidence/definition/source.ts";
import { longAnswerSentence } from "#lib/evidence/words/long-answers.ts";
import { nothingToAskSentence } from "#lib/evidence/words/nothing-to-ask.ts";
import { KIND_SENTENCES } from "./definition-words.ts";

/** What would be published, in words, before anything is signed. */
export function SourceFacts({ source: { body, material } }: { source: Source }) {
  const { name, summary, definition } = body;
  const { validFrom, validUntil, graceSeconds } = definition.window;
  const files = [
    ...(material.code === undefined ? [] : [`code of ${sizeOf(material.code)}`]),
    ...(material.state === undefined ? [] : [`state of ${sizeOf(material.state)}`]),
  ];
  const long = longAnswerSentence(definition);
  const unasked = nothingToAskSentence(definition);
  return (
    <KeyValueList
      items={[
        { key: "Name", value: <bdi>{name}</bdi> },
        ...(summary === undefined ? [] : [{ key: "Summary", value: <bdi>{summary}</bdi> }]),
        { key: "Says", value: KIND_SENTENCES[definition.kind] },
        { key: "From", value: <TimeText at={Date.parse(validFrom)} precision="minute" /> },
        {
          key: "Until",
          value: (
            <>
              <TimeText at={Date.parse(validUntil)} precision="minute" />
              {graceSeconds === 0 ? null : `; late answers are right for ${formatSpan(graceSeconds * 1_000)} more`}
            </>
          ),
        },
        ...(long === undefined ? [] : [{ key: "Long answers", value: long }]),
        ...(unasked === undefined ? [] : [{ key: "Agents", value: unasked }]),
        { key: "Public with it", value: files.length === 0 ? "nothing else" : files.join(", ") },
      ]}
    />
  );
}

const sizeOf = ({ length }: Uint8Array): string => `${length.toLocaleString("en")} bytes`;
