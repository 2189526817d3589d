"use client";
import { Details } from "#components/ui/details.tsx";
import { formatUtc } from "#components/ui/format-time.ts";
import { signatureOf, type TakenAnswer } from "#lib/client/report/report-draft.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { SECOND_MS } from "#lib/kernel/instant.ts";
import { StruckOut } from "./struck-out.tsx";
import { TakenPanel } from "./taken-panel.tsx";

/** The answers that were read, each with what was struck out of its request. */
export function TakenAnswers({
  answers,
  wanted,
  onRemove,
}: {
  answers: readonly TakenAnswer[];
  wanted: number;
  onRemove: (at: number) => void;
}) {
  if (answers.length === 0) return null;
  return (
    <>
      {answers.map((answer, at) => (
        <Answer
          key={signatureOf(answer.exchange)}
          answer={answer}
          title={wanted > 1 ? `Signed answer ${at + 1} of ${wanted}` : "Signed answer"}
          onRemove={() => onRemove(at)}
        />
      ))}
      {answers.length < wanted ? <p>Now the other answer to the same request.</p> : null}
    </>
  );
}

function Answer({ answer, title, onRemove }: { answer: TakenAnswer; title: string; onRemove: () => void }) {
  const { exchange, fates } = answer;
  const { heads, parameters } = readAnswer(exchange);
  const { method = "", authority = "", path = "", query = "?" } = heads?.request ?? {};
  const { created } = parameters;
  return (
    <TakenPanel
      title={title}
      onRemove={onRemove}
      items={[
        {
          key: "Asked",
          value: (
            <bdi className="break-all font-mono text-sm">
              {method} {authority}
              {path}
              {query === "?" ? "" : query}
            </bdi>
          ),
        },
        {
          key: "Answered",
          value:
            heads === undefined
              ? "in a form that cannot be read"
              : `${heads.response.status}, ${heads.response.contentType}`,
        },
        { key: "Signed", value: created === undefined ? "at no readable time" : formatUtc(created * SECOND_MS) },
        ...(answer.fixed === undefined
          ? []
          : [
              {
                key: "Dated",
                value: `by the log: entry ${Number(answer.fixed.receipt.index).toLocaleString("en")} holds its hash`,
              },
            ]),
      ]}
    >
      {fates.length === 0 ? null : (
        <Details summary="What is kept of the request, and what is struck out" className="mt-3" open>
          <StruckOut fates={fates} />
        </Details>
      )}
    </TakenPanel>
  );
}
