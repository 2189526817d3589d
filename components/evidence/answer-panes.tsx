import type { ReactNode } from "react";
import type { BundleFinding } from "#lib/evidence/checks/check-bundle.ts";
import { answeredRequest } from "#lib/evidence/checks/claim.ts";
import type { AnsweredRequest } from "#lib/evidence/definition/answer.ts";
import type { DifferenceRule } from "#lib/evidence/definition/difference.ts";
import type { Output } from "#lib/evidence/definition/run-definition.ts";
import { readAnswer } from "#lib/evidence/signing/read-answer.ts";
import { leavesOf, shown, sidesOf } from "#lib/evidence/words/result.ts";
import { BodyView } from "./body-view.tsx";
import { DifferenceTable } from "./difference-table.tsx";

/**
 * The request, the answer as it was signed, and what stands against it: what its own rule gives, or its other answer. Then
 * where the two differ.
 */
export function AnswerPanes({
  finding,
  rule,
}: {
  finding: BundleFinding;
  /** How the definition compares outputs, where it is at hand. */
  rule?: DifferenceRule | undefined;
}) {
  const answers = (finding.bundle?.exchanges ?? [])
    .map((exchange) => answeredRequest(readAnswer(exchange)))
    .filter((answer) => answer !== undefined);
  const [first, ...others] = answers;
  if (first === undefined)
    return <p className="text-muted">This kind of report comes without a signed answer: there is none to show.</p>;
  const sides = sidesOf(finding);
  const leaves = sides === undefined ? undefined : leavesOf(sides, rule);
  return (
    <div className="@container flex flex-col gap-5">
      {leaves === undefined || leaves.length === 0 ? null : (
        <DifferenceTable
          leaves={leaves}
          right={sides?.of === "second-answer" ? "It also answered" : "Its own rule gives"}
        />
      )}
      <div className="grid gap-4 @min-[40rem]:grid-cols-3">
        <Pane title="Request">
          <RequestFacts request={first.request} />
          <BodyView bytes={first.request.body ?? NO_BYTES} label="body of the request" fileName="request-body.bin" />
        </Pane>
        <SignedPane
          answer={first}
          title={others.length === 0 ? "Answer, as signed" : "First answer, as signed"}
          at={0}
        />
        {others.map((answer) => (
          <SignedPane
            key={answers.indexOf(answer)}
            answer={answer}
            title={
              others.length === 1 ? "Second answer, as signed" : `Answer ${answers.indexOf(answer) + 1}, as signed`
            }
            at={answers.indexOf(answer)}
          />
        ))}
        {sides?.of === "rule" ? <GivenPane output={sides.right} /> : null}
        {sides === undefined && others.length === 0 ? <NothingPane finding={finding} /> : null}
      </div>
    </div>
  );
}

const NO_BYTES = new Uint8Array();

function Pane({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="text-base">{title}</h3>
      {children}
    </section>
  );
}

function RequestFacts({ request }: { request: AnsweredRequest["request"] }) {
  const query = request.query === "?" ? "" : request.query;
  return (
    <p className="break-all font-mono text-sm">
      <bdi>{shown(request.method)}</bdi> <bdi>{`${request.authority}${request.path}${query}`}</bdi>
    </p>
  );
}

function SignedPane({ answer, title, at }: { answer: AnsweredRequest; title: string; at: number }) {
  const { status, contentType, body } = answer.response;
  return (
    <Pane title={title}>
      <p className="break-all font-mono text-sm">
        {status} <bdi>{contentType}</bdi>
      </p>
      <BodyView bytes={body} label={`body of answer ${at + 1}`} fileName={`answer-${at + 1}-body.bin`} />
    </Pane>
  );
}

function GivenPane({ output }: { output: Output }) {
  return (
    <Pane title="What its own rule gives">
      <p className="font-mono text-sm">{output.status === null ? "run in this browser" : output.status}</p>
      <BodyView bytes={output.body} label="what its own rule gives" fileName="rule-gives.bin" />
    </Pane>
  );
}

/** Why there is nothing to put beside the answer. */
function NothingPane({ finding }: { finding: BundleFinding }) {
  return (
    <Pane title="What its own rule gives">
      <p className="text-muted text-sm">{NOTHING[finding.bundle?.claim.kind ?? ""] ?? NOT_RUN}</p>
    </Pane>
  );
}

const NOT_RUN = "Its rule was not run here, so there is nothing to compare with.";
const BY_PEOPLE = "People decide this, and no rule is run.";
const NOTHING: Readonly<Record<string, string>> = {
  "content-address": "The address names the hash of the right content, and not the content itself.",
  "predicate-violated": "Its rule says only whether an answer is right, and not which one is.",
  "key-misuse": "This is about the key, and not about what was answered.",
  "token-misuse": "This is about tokens, and not about what was answered.",
  "offer-broken": "Its own price list decides this, and no rule is run.",
  "withdrawal-refused": BY_PEOPLE,
  vanished: BY_PEOPLE,
  withheld: BY_PEOPLE,
  insolvent: BY_PEOPLE,
  slow: BY_PEOPLE,
  unsigned: BY_PEOPLE,
};
